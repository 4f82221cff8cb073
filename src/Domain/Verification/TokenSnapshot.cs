using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Verification;

/// <summary>A token made ready for judging: its limits are parsed once, however often it is verified. Immutable.</summary>
public sealed class TokenSnapshot
{
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
        Addresses = [.. limits.AuthorizedIpAddresses.Select(Range)];
        Paths = [.. limits.EndpointPaths.Select(path => new PathPattern(path))];
        Workspaces = limits.WorkspaceIds.ToHashSet(StringComparer.Ordinal);
        Namespaces = limits.NamespaceIds.ToHashSet(StringComparer.Ordinal);
        Environments = limits.EnvironmentIds.ToHashSet(StringComparer.Ordinal);
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

    private static AddressRange Range(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new FormatException($"'{text}' is no address range");
}
