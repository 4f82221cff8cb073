namespace TokenPlatform.Domain.Permissions;

/// <summary>What a user may do in one organization. A platform administrator is <see cref="Admin"/> in every one.</summary>
public sealed class Role
{
    /// <summary>May do everything.</summary>
    public static readonly Role Admin = new("admin", "*:*");

    /// <summary>Issues and revokes app tokens.</summary>
    public static readonly Role Developer = new(
        "developer",
        PlatformPermissions.OrganizationsRead,
        PlatformPermissions.AppsRead,
        PlatformPermissions.AppTokensRead,
        PlatformPermissions.AppTokensWrite,
        PlatformPermissions.AppTokenPoliciesRead);

    /// <summary>Watches, verifies and audits.</summary>
    public static readonly Role Operator = new(
        "operator",
        PlatformPermissions.OrganizationsRead,
        PlatformPermissions.AppsRead,
        PlatformPermissions.TokensVerify,
        PlatformPermissions.AppTokensRead,
        PlatformPermissions.ApiTokensRead,
        PlatformPermissions.AuditLogRead);

    /// <summary>Looks, and changes nothing.</summary>
    public static readonly Role Viewer = new(
        "viewer",
        PlatformPermissions.OrganizationsRead,
        PlatformPermissions.AppsRead,
        PlatformPermissions.AppTokensRead,
        PlatformPermissions.AppTokenPoliciesRead);

    /// <summary>The closed set of roles.</summary>
    public static readonly IReadOnlyList<Role> All = [Admin, Developer, Operator, Viewer];

    private Role(string name, params string[] permissions)
    {
        Name = name;
        Permissions = PermissionSet.Parse(permissions);
    }

    /// <summary>The lower-case name that is stored and shown.</summary>
    public string Name { get; }

    /// <summary>What the role may do.</summary>
    public PermissionSet Permissions { get; }

    /// <summary>Finds a role.</summary>
    /// <param name="name">Its name, to the letter.</param>
    /// <exception cref="FormatException">No such role.</exception>
    public static Role Parse(string name) =>
        All.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.Ordinal))
        ?? throw new FormatException($"'{name}' is no role");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
