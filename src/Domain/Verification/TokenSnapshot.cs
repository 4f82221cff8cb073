using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Verification;

/// <summary>A token made ready for judging: its limits are parsed once, however often it is verified. Immutable.</summary>
public sealed class TokenSnapshot
{
    // Most tokens are bound to nothing. Thousands of them are kept, and share what they don't have.
    private static readonly HashSet<string> s_none = [];

    private readonly PermissionSet _carried;

    /// <summary>Reads a token's limits.</summary>
    /// <param name="token">The token as it is kept.</param>
    /// <param name="secretEndsAt">See <see cref="SecretEndsAt"/>.</param>
    public TokenSnapshot(Token token, DateTimeOffset? secretEndsAt = null)
    {
        Token = token;
        SecretEndsAt = secretEndsAt;
        var limits = token.Limits;
        _carried = PermissionSet.Parse(limits.Carried);
        Addresses = limits.AuthorizedIpAddresses.Select(Range).ToArray();
        Paths = limits.EndpointPaths.Select(path => new PathPattern(path)).ToArray();
        Workspaces = SetOf(limits.WorkspaceIds);
        Namespaces = SetOf(limits.NamespaceIds);
        Environments = SetOf(limits.EnvironmentIds);
    }

    /// <summary>The token itself.</summary>
    public Token Token { get; }

    /// <summary>From when on the secret that found it is none any more, see <see cref="PresentedToken"/>; null for the newest.</summary>
    public DateTimeOffset? SecretEndsAt { get; }

    internal IReadOnlyList<AddressRange> Addresses { get; }

    internal IReadOnlyList<PathPattern> Paths { get; }

    internal IReadOnlySet<string> Workspaces { get; }

    internal IReadOnlySet<string> Namespaces { get; }

    internal IReadOnlySet<string> Environments { get; }

    /// <summary>What the token may do where its user has a role.</summary>
    /// <param name="role">The user's role there; null for no member, and for tokens that no user owns.</param>
    public Authority AuthorityFor(Role? role) => Token switch
    {
        { Kind: TokenKind.Personal or TokenKind.Session } => Authority.OfUser(role),
        { UserId: not null } => Authority.OfUserToken(_carried, role),
        _ => Authority.OfToken(_carried),
    };

    private static HashSet<string> SetOf(IReadOnlyList<string> items) => items.Count == 0 ? s_none : items.ToHashSet(StringComparer.Ordinal);

    private static AddressRange Range(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new FormatException($"'{text}' is no address range");
}
