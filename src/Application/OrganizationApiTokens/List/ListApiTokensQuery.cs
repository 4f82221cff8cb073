using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.List;

/// <summary>The tokens of an organization's own, oldest first (seed 003).</summary>
[RequiresScope(PlatformPermissions.ApiTokensRead, ApiTokenScopes.All, ApiTokenScopes.Read)]
public sealed record ListApiTokensQuery : IRequest<Result<ApiTokenPage>>
{
    /// <summary>Whose.</summary>
    public Input<OrganizationLookup> Organization { get; init; }

    /// <summary>Only tokens that have all of these.</summary>
    public Input<AnnotationFilter> Annotations { get; init; }

    /// <summary>Which page, from 1; 1 unless said.</summary>
    public Input<int> Page { get; init; }

    /// <summary>How many tokens a page has, 1..200; 30 unless said.</summary>
    public Input<int> PerPage { get; init; }
}

/// <summary>A numbered page.</summary>
/// <param name="Tokens">Oldest first.</param>
/// <param name="CurrentPage">From 1.</param>
/// <param name="PerPage">How many a full page has.</param>
/// <param name="Total">How many there are on all pages; null for a large set, which is not counted.</param>
public sealed record ApiTokenPage(IReadOnlyList<Token> Tokens, int CurrentPage, int PerPage, int? Total)
{
    /// <summary>How many pages there are; null for a large set.</summary>
    public int? TotalPages => (Total + PerPage - 1) / PerPage;

    /// <summary>Whether there are more tokens than are counted.</summary>
    public bool IsLargeSet => Total is null;
}
