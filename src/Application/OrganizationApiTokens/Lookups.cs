using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>How a request names an organization: by one of its arguments, else by its path.</summary>
/// <param name="Id">The id, as written.</param>
/// <param name="SubDomain">The sub-domain.</param>
/// <param name="InPath">The id that the path has; null where it has none.</param>
public sealed record OrganizationLookup(Input<string> Id, Input<string> SubDomain, ResourceId? InPath);

/// <summary>How a request names a token.</summary>
/// <param name="Id">The id, as written; <see cref="ResourceId.Self"/> for the calling token's own.</param>
public sealed record ApiTokenLookup(Input<string> Id)
{
    /// <summary>The id; that of nothing where none was sent.</summary>
    internal ResourceId TokenId => new(Id.Value ?? string.Empty);
}
