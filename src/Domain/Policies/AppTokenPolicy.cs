namespace TokenPlatform.Domain.Policies;

/// <summary>
/// What an organization demands of the tokens of one app, or of all its apps that have no policy of their own
/// (seed 000). One whole policy governs a token, never a mix. Null means no rule.
/// </summary>
public sealed record AppTokenPolicy
{
    /// <summary>Names the policy.</summary>
    public required Guid PolicyId { get; init; }

    /// <summary>Whose policy it is.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>The app it governs; null for the organization's default.</summary>
    public Guid? AppId { get; init; }

    /// <summary>The longest life, in days, 1..3650.</summary>
    public int? MaxTtlDays { get; init; }

    /// <summary>How many tokens of an app may live at once, 0..100000; 0 freezes issuing.</summary>
    public int? MaxLiveTokens { get; init; }

    /// <summary>What tokens may carry at most, as permissions; an empty list allows nothing.</summary>
    public IReadOnlyList<string>? AllowedPermissions { get; init; }

    /// <summary>Requests a second for tokens that ask for no rate, 1..100000.</summary>
    public int? DefaultRateLimitRps { get; init; }

    /// <summary>The highest rate, in requests a second, 1..100000.</summary>
    public int? MaxRateLimitRps { get; init; }

    /// <summary>Whether tokens wait for an approver.</summary>
    public bool RequiresAdminApproval { get; init; }

    /// <summary>At most 1000 code points, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The user or app that created it; null where the platform did.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>UTC, microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC, microseconds.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts changes, from 1.</summary>
    public int Version { get; init; } = 1;
}
