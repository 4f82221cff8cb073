using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>Looking at an organization's own tokens, once it is known whose.</summary>
[RequiresPermission(PlatformPermissions.ApiTokensRead)]
internal sealed record ReadApiTokens(ResourceId OrganizationId) : IOrganizationRequest;

/// <summary>Changing an organization's own tokens, once it is known whose.</summary>
[RequiresPermission(PlatformPermissions.ApiTokensWrite)]
internal sealed record WriteApiTokens(ResourceId OrganizationId) : IOrganizationRequest
{
    public static WriteApiTokens Of(Token token) => new(new ResourceId(token.OrganizationId.ToString()!));
}

/// <summary>Ending a token or renewing its secret, which it may do itself.</summary>
[RequiresPermission(PlatformPermissions.ApiTokensWrite)]
internal sealed record EndOrRenewApiToken(ResourceId OrganizationId, ResourceId TokenId, int Version) : IOrganizationRequest, ITokenRequest
{
    public static EndOrRenewApiToken Of(Token token) =>
        new(new ResourceId(token.OrganizationId.ToString()!), new ResourceId(token.TokenId.ToString()), token.Version);
}

/// <summary>
/// Finds what a lookup means and judges whether it is there for the caller. Lookups stand among the arguments, so all
/// of this comes after those were judged, and what is not there answers like what is not the caller's.
/// </summary>
internal sealed class ApiTokenAccess(
    RequestContext context, IOrganizationRepository organizations, IOrganizationTokenRepository tokens, AccessGuard guard)
{
    /// <summary>The organization that a lookup names, where the caller may act on its tokens.</summary>
    public async Task<Result<TAct>> EnterAsync<TAct>(OrganizationLookup lookup, Func<ResourceId, TAct> act, CancellationToken cancellationToken)
        where TAct : IOrganizationRequest
    {
        var named = await FindAsync(lookup, cancellationToken);
        return named.IsSuccess ? await JudgeAsync(act(named.Value), cancellationToken) : named.Error;
    }

    /// <summary>The token that a lookup names, where the caller may act on it.</summary>
    public async Task<Result<TAct>> EnterAsync<TAct>(ApiTokenLookup lookup, Func<Token, TAct> act, CancellationToken cancellationToken)
        where TAct : IOrganizationRequest
    {
        var token = await FindAsync(lookup, cancellationToken);
        if (!token.IsSuccess)
        {
            return token.Error;
        }

        var judged = await JudgeAsync(act(token.Value), cancellationToken);
        return judged.Error is NotFoundError ? NotFound(lookup) : judged;
    }

    /// <summary>The token that a lookup names, whosever it is.</summary>
    public async Task<Result<Token>> FindAsync(ApiTokenLookup lookup, CancellationToken cancellationToken) =>
        await tokens.FindAsync(context.RequiredCaller.Resolve(lookup.TokenId), cancellationToken) is { } token ? token : NotFound(lookup);

    /// <summary>The first own permission of a token that the caller may not hand on; null where there is none.</summary>
    public ForbiddenError? JudgeIssuing(Token token)
    {
        var holder = context.RequiredCaller.Holder;
        var missing = holder.AuthorityIn(token.OrganizationId!.Value).FirstNotIssuable(token.Limits.Carried.Select(Permission.Parse));
        return missing is { } permission
            ? new ForbiddenError(permission.ToString()) { Scopes = holder.ActsAsUser ? null : [permission.ToString()] }
            : null;
    }

    private static NotFoundError NotFound(ApiTokenLookup lookup) => new("api_token", lookup.TokenId.Text);

    private async Task<Result<ResourceId>> FindAsync(OrganizationLookup lookup, CancellationToken cancellationToken)
    {
        if (lookup.Id.Value is { Length: > 0 } id)
        {
            return new ResourceId(id);
        }

        if (lookup.SubDomain.Value is not { Length: > 0 } subDomain)
        {
            return lookup.InPath!.Value;
        }

        return await organizations.FindBySubDomainAsync(subDomain, cancellationToken) is { OrganizationId: var found }
            ? new ResourceId(found.ToString())
            : new NotFoundError("organization", subDomain);
    }

    private async Task<Result<TAct>> JudgeAsync<TAct>(TAct act, CancellationToken cancellationToken)
        where TAct : IOrganizationRequest =>
        await guard.JudgeAsync(act, cancellationToken) is { } error ? error : act;
}
