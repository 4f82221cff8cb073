namespace TokenPlatform.Domain.Tokens;

/// <summary>What a token may do and where. An empty list restricts nothing, save that no permission and no scope allows nothing.</summary>
public sealed record TokenLimits
{
    /// <summary>Scopes, in the grammar of permissions, without any OAuth2 prefix.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Permissions. In the grammar of permissions.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Workspaces of the protected API that the token may name.</summary>
    public IReadOnlyList<string> WorkspaceIds { get; init; } = [];

    /// <summary>Namespaces of the protected API that the token may name.</summary>
    public IReadOnlyList<string> NamespaceIds { get; init; } = [];

    /// <summary>Environments of the protected API that the token may name.</summary>
    public IReadOnlyList<string> EnvironmentIds { get; init; } = [];

    /// <summary>Path patterns: <c>*</c> matches within a segment, a trailing <c>/**</c> the rest.</summary>
    public IReadOnlyList<string> EndpointPaths { get; init; } = [];

    /// <summary>Addresses and CIDR networks, v4 and v6.</summary>
    public IReadOnlyList<string> AuthorizedIpAddresses { get; init; } = [];

    /// <summary>What the token carries: permissions and scopes together, which policies, issuing rules and checks judge alike.</summary>
    public IEnumerable<string> Carried => Scopes.Count == 0 ? Permissions : Permissions.Concat(Scopes);

    /// <summary>How often the token may be used; null for no limit.</summary>
    public RateLimit? Rate { get; init; }
}
