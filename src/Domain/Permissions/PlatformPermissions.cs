namespace TokenPlatform.Domain.Permissions;

/// <summary>
/// The permissions that this platform itself asks for. Every other permission belongs to the APIs that tokens protect.
/// </summary>
public static class PlatformPermissions
{
    /// <summary>See the organization itself.</summary>
    public const string OrganizationsRead = "organizations:read";

    /// <summary>Rename the organization.</summary>
    public const string OrganizationsWrite = "organizations:write";

    /// <summary>See apps.</summary>
    public const string AppsRead = "apps:read";

    /// <summary>Create and delete apps.</summary>
    public const string AppsWrite = "apps:write";

    /// <summary>See who belongs to the organization.</summary>
    public const string MembersRead = "members:read";

    /// <summary>Add and remove members, change roles.</summary>
    public const string MembersWrite = "members:write";

    /// <summary>See app token policies.</summary>
    public const string AppTokenPoliciesRead = "app_token_policies:read";

    /// <summary>Change, preview and enforce app token policies.</summary>
    public const string AppTokenPoliciesWrite = "app_token_policies:write";

    /// <summary>See app tokens, never their secrets.</summary>
    public const string AppTokensRead = "app_tokens:read";

    /// <summary>Issue and revoke app tokens.</summary>
    public const string AppTokensWrite = "app_tokens:write";

    /// <summary>Approve and reject app tokens that wait.</summary>
    public const string AppTokensApprove = "app_tokens:approve";

    /// <summary>See organization API tokens.</summary>
    public const string ApiTokensRead = "api_tokens:read";

    /// <summary>Issue, change and delete organization API tokens.</summary>
    public const string ApiTokensWrite = "api_tokens:write";

    /// <summary>Read, export and verify the audit trail.</summary>
    public const string AuditLogRead = "audit_log:read";

    /// <summary>Have the organization's tokens verified.</summary>
    public const string TokensVerify = "tokens:verify";

    /// <summary>Every permission above, in the order in which a missing one is named.</summary>
    public static readonly IReadOnlyList<Permission> All =
    [
        .. new[]
        {
            OrganizationsRead, OrganizationsWrite, AppsRead, AppsWrite, MembersRead, MembersWrite,
            AppTokenPoliciesRead, AppTokenPoliciesWrite, AppTokensRead, AppTokensWrite, AppTokensApprove,
            ApiTokensRead, ApiTokensWrite, AuditLogRead, TokensVerify,
        }.Select(Permission.Parse),
    ];

    private static readonly HashSet<string> s_resources = All.Select(p => p.Resource).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a permission names one of this platform's resources.</summary>
    /// <param name="permission">The permission.</param>
    public static bool IsOwn(Permission permission) => s_resources.Contains(permission.Resource);

    /// <summary>Whether a permission can reach this platform's resources, by name or by wildcard.</summary>
    /// <param name="permission">The permission.</param>
    public static bool IsReachedBy(Permission permission) =>
        IsOwn(permission) || string.Equals(permission.Resource, Permission.Any, StringComparison.Ordinal);

    /// <summary>What a permission reaches of this platform's, one resource and action each.</summary>
    /// <param name="permission">A permission, possibly with wildcards.</param>
    /// <returns>
    /// The named permissions within reach, narrowed to the scope asked for; the permission itself where it can reach an
    /// own resource, with an action that does not exist (yet).
    /// </returns>
    public static IEnumerable<Permission> WithinReachOf(Permission permission)
    {
        var reached = All
            .Where(own => permission.Covers(own with { Scope = permission.Scope }))
            .Select(own => own with { Scope = permission.Scope })
            .ToList();
        return reached.Count == 0 && IsReachedBy(permission) ? [permission] : reached;
    }
}
