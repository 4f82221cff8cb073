using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Organizations;

/// <summary>A user's place in an organization.</summary>
/// <param name="OrganizationId">Where.</param>
/// <param name="UserId">Who.</param>
/// <param name="Role">As what.</param>
/// <param name="CreatedAt">UTC, microseconds.</param>
public sealed record Membership(Guid OrganizationId, Guid UserId, Role Role, DateTimeOffset CreatedAt);
