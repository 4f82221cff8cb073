namespace TokenPlatform.Domain.Organizations;

/// <summary>Those who run tokens together: apps, members, policies and an audit chain of their own.</summary>
/// <param name="OrganizationId">Names it.</param>
/// <param name="Name">1..255 code points.</param>
/// <param name="SubDomain">Lower-case DNS label, unique in the installation.</param>
/// <param name="CreatedAt">UTC, microseconds.</param>
public sealed record Organization(Guid OrganizationId, string Name, string SubDomain, DateTimeOffset CreatedAt);
