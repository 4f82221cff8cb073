using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>
/// Who may make a request. Every request record carries exactly one of these; the process does not start if one is
/// missing.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class AccessAttribute : Attribute;

/// <summary>Whoever has a permission in the organization that the request names, see <see cref="IOrganizationRequest"/>.</summary>
/// <param name="permission">One of <see cref="Domain.Permissions.PlatformPermissions"/>.</param>
public sealed class RequiresPermissionAttribute(string permission) : AccessAttribute
{
    /// <summary>The permission as it is written and named in a 403.</summary>
    public string Permission { get; } = permission;

    /// <summary>The same, read.</summary>
    internal Permission Asked { get; } = Domain.Permissions.Permission.Parse(permission);

    /// <summary>Whether the owner of the token that the request names needs no permission, see <see cref="IAppTokenRequest"/>.</summary>
    public bool OrOwner { get; init; }
}

/// <summary>Whoever has a permission in at least one organization; the handler judges where.</summary>
/// <param name="permission">One of <see cref="Domain.Permissions.PlatformPermissions"/>.</param>
public sealed class RequiresPermissionAnywhereAttribute(string permission) : AccessAttribute
{
    /// <summary>The permission as it is written and named in a 403.</summary>
    public string Permission { get; } = permission;

    /// <summary>The same, read.</summary>
    internal Permission Asked { get; } = Domain.Permissions.Permission.Parse(permission);
}

/// <summary>
/// Whoever has a scope. What a token carries is judged before the arguments are; in which organization a user acts is
/// known by them, and the handler judges that.
/// </summary>
/// <param name="permission">One of <see cref="Domain.Permissions.PlatformPermissions"/>.</param>
/// <param name="scopes">Scopes that have it, as they are named to a token that has none.</param>
public sealed class RequiresScopeAttribute(string permission, params string[] scopes) : AccessAttribute
{
    /// <summary>The permission that is judged.</summary>
    public string Permission { get; } = permission;

    /// <summary>Any of them would do.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;
}

/// <summary>Platform administrators, acting themselves.</summary>
public sealed class RequiresPlatformAdministratorAttribute : AccessAttribute;

/// <summary>Whoever is authenticated; the handler shows each what is theirs.</summary>
public sealed class AllowsAnyCallerAttribute : AccessAttribute;

/// <summary>Users, acting themselves; the handler shows each what is theirs.</summary>
public sealed class RequiresUserAttribute : AccessAttribute;

/// <summary>
/// Whoever asks: what the request itself carries, such as a password, is the credential. A token presented beside it is
/// neither judged nor spent from. Its action carries <c>[AllowAnonymous]</c>, too.
/// </summary>
public sealed class AllowsAnonymousAttribute : AccessAttribute;
