using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Rotate;

/// <summary>
/// The token is read before the write lock is taken, and again under it: of two who rotate the same token at once, the
/// second finds that it changed.
/// </summary>
internal sealed class RotateAppTokenHandler(
    RequestContext context,
    ITokenRepository tokens,
    IAppTokenPolicyRepository policies,
    RefreshTokens refreshTokens,
    GuardedTransaction transaction,
    IAuditTrail audit,
    TimeProvider clock) : IRequestHandler<RotateAppTokenCommand, Result<IssuedToken>>
{
    public async Task<Result<IssuedToken>> Handle(RotateAppTokenCommand command, CancellationToken cancellationToken)
    {
        var read = await FindAsync(command, cancellationToken);
        return read is null
            ? new NotFoundError("token", command.TokenId.Text)
            : await transaction.ExecuteAsync(
                command, [command.OrganizationId.Value], cancel => RotateAsync(command, read.Version, cancel), cancellationToken);
    }

    private async Task<Result<IssuedToken>> RotateAsync(RotateAppTokenCommand command, int version, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        if (await FindAsync(command, cancellationToken) is not { } token)
        {
            return new NotFoundError("token", command.TokenId.Text);
        }

        if (context.RequiredCaller.Token.TokenId != token.TokenId && await JudgeAsync(command, token, now, cancellationToken) is { } error)
        {
            return error;
        }

        if (token.Version != version || token.StatusAt(now) != TokenStatus.Active)
        {
            return new ConflictError(token.Version != version ? "The token changed meanwhile" : "The token does not live", token.TokenId);
        }

        var secret = TokenSecret.Generate(SecretKind.App);
        var rotated = token.Rotate(secret.Shown);
        if (!await tokens.UpdateAsync(rotated, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", token.TokenId);
        }

        var overlapEndsAt = token.OverlapEnd(now, TimeSpan.FromSeconds(command.OverlapSeconds.OrNull() ?? 0));
        await tokens.ReplaceSecretAsync(token.TokenId, secret.Hash(), overlapEndsAt, cancellationToken);
        audit.Append(TokenEvents.Rotated(token, rotated, overlapEndsAt));
        return new IssuedToken(rotated, secret) { RefreshSecret = await refreshTokens.ReplaceAsync(token.TokenId, now, cancellationToken) };
    }

    private Task<Token?> FindAsync(RotateAppTokenCommand command, CancellationToken cancellationToken) =>
        tokens.FindAppTokenAsync(
            command.OrganizationId.Value, command.AppId.Value, context.RequiredCaller.Resolve(command.TokenId), cancellationToken);

    /// <summary>Whoever gets the secret could be the token: nobody but its owner, and nobody who could not issue it.</summary>
    private async Task<Error?> JudgeAsync(RotateAppTokenCommand command, Token token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var caller = context.RequiredCaller;
        if (token.UserId is { } ownerId && caller.UserId != ownerId)
        {
            return new ForbiddenError(null, "owner");
        }

        var authority = caller.Holder.AuthorityIn(token.OrganizationId!.Value);
        if (authority.FirstNotIssuable(token.Limits.Carried.Select(Permission.Parse)) is { } missing)
        {
            return new ForbiddenError(missing.ToString());
        }

        var policy = await policies.FindGoverningAsync(token.OrganizationId.Value, token.AppId!.Value, cancellationToken);
        return PolicyEvaluation.Evaluate(policy, TokenWish.Of(token), liveTokens: null, now).Error is PolicyViolatedError violated
            ? new InvalidInputError([.. violated.Violations.Select(violation =>
                command.OverlapSeconds.Site!.Parent!.Error(PolicyProblems.Of(violated.PolicyId, violation)))])
            : null;
    }
}
