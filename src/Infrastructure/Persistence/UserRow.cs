using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Infrastructure.Persistence;

internal class UserRow
{
    public long Seq { get; init; }

    public Guid UserId { get; init; }

    public string Email { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public bool IsPlatformAdmin { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public User ToUser() => new(UserId, Email, Name, IsPlatformAdmin, CreatedAt, DisabledAt);
}
