using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class AppTokenPolicyRow
{
    public long Seq { get; init; }

    public Guid PolicyId { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid? AppId { get; init; }

    public int? MaxTtlDays { get; init; }

    public int? MaxLiveTokens { get; init; }

    public string? AllowedPermissions { get; init; }

    public int? DefaultRateLimitRps { get; init; }

    public int? MaxRateLimitRps { get; init; }

    public bool RequiresAdminApproval { get; init; }

    public string? Description { get; init; }

    public Guid? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int Version { get; init; }

    public static AppTokenPolicyRow Of(AppTokenPolicy policy) => new()
    {
        PolicyId = policy.PolicyId,
        OrganizationId = policy.OrganizationId,
        AppId = policy.AppId,
        MaxTtlDays = policy.MaxTtlDays,
        MaxLiveTokens = policy.MaxLiveTokens,
        AllowedPermissions = policy.AllowedPermissions is { } allowed ? JsonList.Write(allowed) : null,
        DefaultRateLimitRps = policy.DefaultRateLimitRps,
        MaxRateLimitRps = policy.MaxRateLimitRps,
        RequiresAdminApproval = policy.RequiresAdminApproval,
        Description = policy.Description,
        CreatedBy = policy.CreatedBy,
        CreatedAt = policy.CreatedAt,
        UpdatedAt = policy.UpdatedAt,
        Version = policy.Version,
    };

    public AppTokenPolicy ToPolicy() => new()
    {
        PolicyId = PolicyId,
        OrganizationId = OrganizationId,
        AppId = AppId,
        MaxTtlDays = MaxTtlDays,
        MaxLiveTokens = MaxLiveTokens,
        AllowedPermissions = AllowedPermissions is { } allowed ? JsonList.Read(allowed) : null,
        DefaultRateLimitRps = DefaultRateLimitRps,
        MaxRateLimitRps = MaxRateLimitRps,
        RequiresAdminApproval = RequiresAdminApproval,
        Description = Description,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Version = Version,
    };
}
