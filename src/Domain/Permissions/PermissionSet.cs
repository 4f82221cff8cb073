namespace TokenPlatform.Domain.Permissions;

/// <summary>Permissions held together. An empty set covers nothing.</summary>
public sealed class PermissionSet
{
    /// <summary>The set that covers nothing.</summary>
    public static readonly PermissionSet Empty = new([]);

    private readonly Permission[] _permissions;

    /// <summary>Gathers permissions.</summary>
    /// <param name="permissions">In any order; repeats are harmless.</param>
    public PermissionSet(IEnumerable<Permission> permissions) => _permissions = [.. permissions];

    /// <summary>Gathers well-formed permissions.</summary>
    /// <param name="permissions">In the forms of <see cref="Permission.TryParse"/>.</param>
    /// <exception cref="FormatException">One of them is not of the grammar.</exception>
    public static PermissionSet Parse(params IEnumerable<string> permissions) => new(permissions.Select(Permission.Parse));

    /// <summary>Whether one permission of the set covers the one asked for. Two never add up.</summary>
    /// <param name="asked">The permission asked for.</param>
    public bool Covers(Permission asked)
    {
        foreach (var held in _permissions)
        {
            if (held.Covers(asked))
            {
                return true;
            }
        }

        return false;
    }
}
