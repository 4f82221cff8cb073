using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OAuth.Refresh;

/// <summary>
/// Uses come one after another, under the write lock of the token's organization: however many use a refresh token at
/// once, one pair of secrets is left. A use too many ends the token, and that is kept though the answer is an error.
/// </summary>
internal sealed class RefreshTokenHandler(
    RequestContext context,
    ITokenRepository tokens,
    IRefreshTokenRepository refreshTokens,
    TokenRenewal renewal,
    RefreshTokens secrets,
    PermissionReader permissions,
    IAuditTrail audit,
    IUnitOfWork unitOfWork,
    TimeProvider clock) : IRequestHandler<RefreshTokenCommand, Result<IssuedToken>>
{
    public async Task<Result<IssuedToken>> Handle(RefreshTokenCommand command, CancellationToken cancellationToken)
    {
        if (!command.GrantType.Is(RefreshTokenValidator.GrantType))
        {
            return OAuthError.UnsupportedGrantType;
        }

        // Only now: another grant_type has other parameters.
        if (!command.RefreshToken.HasValue)
        {
            return command.RefreshToken.Error(InputProblems.Missing);
        }

        if (!TokenSecret.TryParse(command.RefreshToken.Value, out var secret)
            || await refreshTokens.FindByHashAsync(secret.Hash(), cancellationToken) is not { } found
            || await tokens.FindAsync(found.TokenId, cancellationToken) is not { OrganizationId: { } organizationId } token)
        {
            return OAuthError.InvalidGrant;
        }

        if (AsksForMore(command.Scope.Value, token))
        {
            return OAuthError.InvalidScope;
        }

        context.Bearer = token;
        var issued = await unitOfWork.ExecuteAsync<Result<IssuedToken?>>(
            organizationId, async cancel => await UseAsync(secret.Hash(), cancel), cancellationToken);
        return issued is { IsSuccess: true, Value: null } ? OAuthError.InvalidGrant : issued.IsSuccess ? issued.Value! : issued.Error;
    }

    private bool AsksForMore(string? scope, Token token) =>
        scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(asked => !token.Limits.Scopes.Contains(permissions.Read(asked), StringComparer.Ordinal)) == true;

    private async Task<IssuedToken?> UseAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        var presented = (await refreshTokens.FindByHashAsync(secretHash, cancellationToken))!;
        var live = await refreshTokens.FindLiveAsync(presented.TokenId, cancellationToken);
        var token = (await tokens.FindAsync(presented.TokenId, cancellationToken))!;
        switch (presented.JudgeAt(live, now))
        {
            case RefreshVerdict.Reused:
                await EndAsync(token, now, cancellationToken);
                return null;
            case RefreshVerdict.Refused:
                return null;
        }

        if (await renewal.RenewAsync(token, presented.Lifetime, now, cancellationToken) is not { } renewed)
        {
            return null;
        }

        if (live is not null && live != presented)
        {
            await refreshTokens.UpdateAsync(live with { State = RefreshState.Replaced }, cancellationToken);
        }

        await refreshTokens.UpdateAsync(presented.Use(now), cancellationToken);
        return renewed with { RefreshSecret = await secrets.IssueAsync(presented.Next(now), cancellationToken) };
    }

    private async Task EndAsync(Token token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = token.Revoke(now, RevocationReasons.RefreshTokenReuse);
        if (ended != token && await tokens.UpdateAsync(ended, cancellationToken))
        {
            audit.Append(TokenEvents.RefreshReused(ended));
        }
    }
}
