namespace TokenPlatform.Domain.Organizations;

/// <summary>Something of an organization's that tokens are issued for.</summary>
/// <param name="AppId">Names it.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="Name">1..255 code points.</param>
/// <param name="Description">At most 1000 code points, or null.</param>
/// <param name="CreatedAt">UTC, microseconds.</param>
public sealed record App(Guid AppId, Guid OrganizationId, string Name, string? Description, DateTimeOffset CreatedAt);
