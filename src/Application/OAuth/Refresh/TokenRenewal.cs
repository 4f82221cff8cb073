using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.OAuth.Refresh;

/// <summary>Gives a token a new secret and a new life, where it may have one today.</summary>
internal sealed class TokenRenewal(
    RequestContext context,
    ITokenRepository tokens,
    IUserRepository users,
    IAppTokenPolicyRepository policies,
    IAuditTrail audit)
{
    /// <summary>Renews a token within the running transaction.</summary>
    /// <returns>The token with its new secret; null where it may not be renewed, and then nothing is changed.</returns>
    public async Task<IssuedToken?> RenewAsync(Token token, TimeSpan? lifetime, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (organizationId, appId) = (token.OrganizationId!.Value, token.AppId!.Value);
        var policy = await policies.FindGoverningAsync(organizationId, appId, cancellationToken);
        int? live = policy?.MaxLiveTokens is null || token.IsLiveAt(now) ? null : await tokens.CountLiveAsync(appId, now, cancellationToken);
        var granted = PolicyEvaluation.EvaluateRenewal(policy, token, lifetime, live, now);
        if (!granted.IsSuccess)
        {
            return null;
        }

        var secret = TokenSecret.Generate(SecretKind.App);
        var renewed = token.Renew(granted.Value, secret.Shown, now);
        if (!await MayLiveAsync(renewed, organizationId, now, cancellationToken) || !await tokens.UpdateAsync(renewed, cancellationToken))
        {
            return null;
        }

        await tokens.ReplaceSecretAsync(token.TokenId, secret.Hash(), null, cancellationToken);
        audit.Append(TokenEvents.Refreshed(token, renewed));
        return new IssuedToken(renewed, secret);
    }

    // The rules that every use of the token is held to, at the address that asks for it.
    private async Task<bool> MayLiveAsync(Token renewed, Guid organizationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = renewed.UserId is { } userId ? await users.FindStandingAsync(userId, cancellationToken) : null;
        var holder = new TokenHolder(new TokenSnapshot(renewed), user);
        var call = new VerificationCall { Judged = JudgedLimits.Address, Address = context.Address };
        return VerificationRules.Judge(holder.Token, holder.OwnerIn(organizationId), call, now) == VerificationCode.Valid;
    }
}
