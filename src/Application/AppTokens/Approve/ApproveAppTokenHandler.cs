using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Approve;

internal sealed class ApproveAppTokenHandler(
    RequestContext context, IAppTokenPolicyRepository policies, ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<ApproveAppTokenCommand, Result<Token>>
{
    public async Task<Result<Token>> Handle(ApproveAppTokenCommand command, CancellationToken cancellationToken)
    {
        var (organizationId, appId, now) = (command.OrganizationId.Value, command.AppId.Value, clock.GetNow());
        if (await tokens.FindAppTokenAsync(organizationId, appId, command.TokenId.Value, cancellationToken) is not { } token)
        {
            return new NotFoundError("token", command.TokenId.Text);
        }

        var creator = token.CreatedByTokenId is { } creatorId ? await tokens.FindAsync(creatorId, cancellationToken) : null;
        if (token.IsOwnOf(context.RequiredCaller.Token.Owner, creator?.Owner))
        {
            return new ForbiddenError(null, "own_token");
        }

        if (token.StatusAt(now) != TokenStatus.PendingApproval)
        {
            return new ConflictError("The token does not wait for approval", token.TokenId);
        }

        if (await JudgeAsync(token, now, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var approved = token.Approve();
        if (!await tokens.UpdateAsync(approved, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", token.TokenId);
        }

        audit.Append(TokenEvents.Approved(approved));
        return approved;
    }

    /// <summary>Holds the token against the policy of this moment. It has its place among the live ones already.</summary>
    private async Task<InvalidInputError?> JudgeAsync(Token token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var appId = token.AppId!.Value;
        if (await policies.FindGoverningAsync(token.OrganizationId!.Value, appId, cancellationToken) is not { } policy)
        {
            return null;
        }

        var others = policy.MaxLiveTokens is null ? 0 : await tokens.CountLiveAsync(appId, now, cancellationToken) - 1;
        var violations = new StandingRules(policy).Judge(LiveToken.Of(token), others);
        return violations.Count == 0
            ? null
            : new([.. violations.Select(violation => new InputError(
                ["path", "token_id"], $"\"{token.TokenId}\"", PolicyProblems.Of(policy.PolicyId, violation)))]);
    }
}
