namespace TokenPlatform.Domain.Permissions;

/// <summary>
/// What a token may do in one organization: the one place where what a token carries and what its user's role allows
/// come together.
/// </summary>
public sealed class Authority
{
    private readonly PermissionSet? _carried;
    private readonly PermissionSet? _role;

    private Authority(PermissionSet? carried, PermissionSet? role)
    {
        _carried = carried;
        _role = role;
    }

    /// <summary>Of a personal or session token, which acts as its user.</summary>
    /// <param name="role">The user's role there; null where the user is no member.</param>
    public static Authority OfUser(Role? role) => new(null, role?.Permissions ?? PermissionSet.Empty);

    /// <summary>Of a token that an app or an organization owns: what it carries, whoever comes and goes.</summary>
    /// <param name="carried">Its permissions and scopes together.</param>
    public static Authority OfToken(PermissionSet carried) => new(carried, null);

    /// <summary>Of an app token that a user owns: what it carries, cut to what the owner still has of our own permissions.</summary>
    /// <param name="carried">Its permissions and scopes together.</param>
    /// <param name="ownerRole">The owner's role there; null where the owner is no member any more.</param>
    public static Authority OfUserToken(PermissionSet carried, Role? ownerRole) =>
        new(carried, ownerRole?.Permissions ?? PermissionSet.Empty);

    /// <summary>Whether an action may be done.</summary>
    /// <param name="permission">What the action asks for.</param>
    public bool Allows(Permission permission) =>
        _carried is null
            ? PlatformPermissions.IsOwn(permission) && _role!.Covers(permission)
            : _carried.Covers(permission) && (_role is null || !PlatformPermissions.IsReachedBy(permission) || _role.Covers(permission));

    /// <summary>
    /// The first permission that may not be handed on. Our own permissions are issued only by who has them; a token
    /// that issues never issues more than it carries; permissions of other resources a user may issue freely.
    /// </summary>
    /// <param name="asked">What the new token would carry.</param>
    /// <returns>Null where all may be issued.</returns>
    public Permission? FirstNotIssuable(IEnumerable<Permission> asked)
    {
        foreach (var permission in asked)
        {
            foreach (var own in PlatformPermissions.WithinReachOf(permission))
            {
                if (_role?.Covers(own) == false || _carried?.Covers(own) == false)
                {
                    return own;
                }
            }

            if (_carried?.Covers(permission) == false)
            {
                return permission;
            }
        }

        return null;
    }
}
