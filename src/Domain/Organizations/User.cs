namespace TokenPlatform.Domain.Organizations;

/// <summary>A person.</summary>
/// <param name="UserId">Names the person.</param>
/// <param name="Email">At most 254 characters, one <c>@</c>, lower case, unique in the installation.</param>
/// <param name="Name">1..255 code points.</param>
/// <param name="IsPlatformAdmin">Whether the person is an administrator of every organization and of the platform.</param>
/// <param name="CreatedAt">UTC, microseconds.</param>
/// <param name="DisabledAt">Since when the person may do nothing, and no token of theirs lives; null where they may.</param>
public sealed record User(
    Guid UserId, string Email, string Name, bool IsPlatformAdmin, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt = null);

/// <summary>A person with what proves who they are.</summary>
/// <param name="User">The person.</param>
/// <param name="PasswordHash">What the password hasher made of the password; null where there is none.</param>
public sealed record Credentials(User User, string? PasswordHash)
{
    /// <summary>Never the hash.</summary>
    public override string ToString() => $"{nameof(Credentials)} of {User.UserId}";
}
