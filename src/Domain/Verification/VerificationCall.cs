using System.Net;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Verification;

/// <summary>Which of a token's limits a call is held against. Life is always judged, and first.</summary>
[Flags]
public enum JudgedLimits
{
    /// <summary>Existence, state and expiry only.</summary>
    Life = 0,

    /// <summary>Authorized addresses.</summary>
    Address = 1,

    /// <summary>Endpoint paths.</summary>
    Path = 2,

    /// <summary>Workspaces, namespaces and environments.</summary>
    Resources = 4,

    /// <summary>What the token carries and what its user's role allows.</summary>
    Permissions = 8,

    /// <summary>All of them.</summary>
    All = Address | Path | Resources | Permissions,
}

/// <summary>What somebody wants to do with a token.</summary>
public sealed record VerificationCall
{
    /// <summary>Which limits are judged.</summary>
    public required JudgedLimits Judged { get; init; }

    /// <summary>Where the call comes from; null where nobody said.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The path as it stood in the request line; null where nobody said.</summary>
    public string? EndpointPath { get; init; }

    /// <summary>The workspace that the call names, or null.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>The namespace that the call names, or null.</summary>
    public string? NamespaceId { get; init; }

    /// <summary>The environment that the call names, or null.</summary>
    public string? EnvironmentId { get; init; }

    /// <summary>Everything that the call needs, permissions and scopes alike; all must be covered.</summary>
    public IReadOnlyList<Permission> Needed { get; init; } = [];
}
