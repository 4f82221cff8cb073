using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Verification;

/// <summary>What rules need to know of the user who owns a token, where there is one.</summary>
/// <param name="Role">The user's role where the token is used; null for no member, and for tokens that no user owns.</param>
/// <param name="IsDisabled">Whether the user is disabled: no token of theirs lives, whatever its own state says.</param>
public readonly record struct OwnerState(Role? Role, bool IsDisabled = false)
{
    /// <summary>An owner who is not disabled.</summary>
    /// <param name="role">The role.</param>
    public static implicit operator OwnerState(Role? role) => FromRole(role);

    /// <summary>An owner who is not disabled.</summary>
    /// <param name="role">The role.</param>
    public static OwnerState FromRole(Role? role) => new(role);
}
