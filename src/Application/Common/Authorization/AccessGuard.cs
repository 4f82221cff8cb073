using System.Collections.Concurrent;
using System.Reflection;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>
/// Judges whether the caller may make a request, in the order of the contract: life (401), the organization (404),
/// then address, path and permission (403). The rate (429) is spent after that, once.
/// </summary>
internal sealed class AccessGuard(
    RequestContext context,
    Visibility visibility,
    Lazy<ITokenRepository> tokens,
    IRateLimiter limiter,
    ITokenUses uses,
    TimeProvider clock)
{
    private static readonly ConcurrentDictionary<Type, AccessAttribute> s_rules = new();

    public static AccessAttribute RuleOf(Type request) => s_rules.GetOrAdd(request, FindRule);

    private static AccessAttribute FindRule(Type request) =>
        request.GetCustomAttributes<AccessAttribute>().ToList() is [var rule]
            ? rule
            : throw new InvalidOperationException($"{request.Name} must declare its access once, by an attribute such as [RequiresPermission]");

    /// <summary>Reads the caller's token and user anew, so that life and role are judged as they are once the write lock is held.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (context.Caller is not { Holder: var holder } caller)
        {
            return;
        }

        context.Caller = await tokens.Value.FindWithOwnerAsync(caller.Token.TokenId, cancellationToken) is var (token, owner)
            ? caller with { Holder = new TokenHolder(new TokenSnapshot(token, holder.Token.SecretEndsAt), owner) }
            : null;
    }

    /// <summary>Notes the use of the caller's token, and takes it off the token's rate. What a token asks about itself is free.</summary>
    public async Task<Error?> SpendAsync(object request, CancellationToken cancellationToken)
    {
        if (context.Caller is not { } caller || IsAnonymous(request))
        {
            return null;
        }

        uses.Note(caller.Token.TokenId, clock.GetUtcNow());
        if (caller.Token.Limits.Rate is not { } limit || IsAboutSelf(request, caller))
        {
            return null;
        }

        context.Rate = await limiter.SpendAsync(caller.Token.TokenId, limit, 1, cancellationToken);
        RateMeter.Count(context.Rate);
        return context.Rate.IsAllowed ? null : new RateLimitedError(context.Rate.RetryAfter) { PermittedInAMinute = limit.InAMinute };
    }

    public async Task<Error?> JudgeAsync(object request, CancellationToken cancellationToken)
    {
        if (IsAnonymous(request))
        {
            return null;
        }

        if (context.Caller is not { } caller)
        {
            return new AuthenticationError();
        }

        var organizationId = (request as IOrganizationRequest)?.OrganizationId;
        if (organizationId is { } id && !await visibility.IsVisibleAsync(caller.Holder, id.Value, cancellationToken))
        {
            return new NotFoundError("organization", id.Text);
        }

        var rule = RuleOf(request.GetType());
        var isSelf = IsAboutSelf(request, caller);
        var verdict = VerificationRules.Judge(
            caller.Holder.Token,
            caller.Holder.OwnerIn(organizationId?.Value),
            new VerificationCall
            {
                Judged = isSelf ? JudgedLimits.Address : JudgedLimits.Address | JudgedLimits.Path,
                Address = caller.Address,
                EndpointPath = caller.Path,
            },
            clock.GetUtcNow());
        return verdict switch
        {
            VerificationCode.Valid when caller.IsForeignWrite => new ForbiddenError(null, "foreign_origin"),
            VerificationCode.Valid when isSelf && rule is (RequiresPermissionAttribute or RequiresScopeAttribute) => null,
            VerificationCode.Valid => await JudgeRuleAsync(rule, caller, request, cancellationToken),
            VerificationCode.IpNotAllowed or VerificationCode.EndpointNotAllowed => new ForbiddenError(null, verdict.ToUpperSnakeCase()),
            _ => new AuthenticationError(),
        };
    }

    private static bool IsAnonymous(object request) => RuleOf(request.GetType()) is AllowsAnonymousAttribute;

    private static bool IsAboutSelf(object request, Caller caller) =>
        request is ITokenRequest about && caller.Resolve(about.TokenId) == caller.Token.TokenId;

    private async Task<Error?> JudgeRuleAsync(AccessAttribute rule, Caller caller, object request, CancellationToken cancellationToken)
    {
        switch (rule)
        {
            case AllowsAnyCallerAttribute:
                return null;
            case RequiresUserAttribute:
                return caller.UserId is null ? new ForbiddenError(null, "user") : null;
            case RequiresPlatformAdministratorAttribute:
                return caller.Holder.IsPlatformAdministrator ? null : new ForbiddenError(null, "platform_administrator");
            case RequiresPermissionAnywhereAttribute anywhere:
                return caller.Holder.MayAnywhere(anywhere.Asked) ? null : new ForbiddenError(anywhere.Permission);
            case RequiresScopeAttribute scope:
                return caller.Holder.ActsAsUser || caller.Holder.MayAnywhere(Permission.Parse(scope.Permission))
                    ? null
                    : new ForbiddenError(scope.Permission) { Scopes = scope.Scopes };
            case RequiresPermissionAttribute required:
                var organizationId = ((IOrganizationRequest)request).OrganizationId.Value;
                var allowed = caller.Holder.AuthorityIn(organizationId).Allows(required.Asked)
                    || (required.OrOwner && await IsOwnerAsync(caller, (IAppTokenRequest)request, cancellationToken));
                return allowed ? null : new ForbiddenError(required.Permission);
            default:
                throw new InvalidOperationException($"No judgement for {rule.GetType().Name}");
        }
    }

    private async Task<bool> IsOwnerAsync(Caller caller, IAppTokenRequest request, CancellationToken cancellationToken) =>
        caller.UserId is { } userId
        && await tokens.Value.FindAppTokenAsync(request.OrganizationId.Value, request.AppId.Value, request.TokenId.Value, cancellationToken)
            is { UserId: { } ownerId }
        && ownerId == userId;
}
