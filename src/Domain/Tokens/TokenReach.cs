using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Domain.Tokens;

/// <summary>How far a token reaches: what it carries, from where it may be used and how long.</summary>
public static class TokenReach
{
    /// <summary>Whether a change lets a token do anything that it could not do before. Such a change is judged like issuing.</summary>
    /// <param name="before">The token as it is.</param>
    /// <param name="after">The token as it shall be.</param>
    public static bool IsWidened(Token before, Token after) =>
        CarriesMore(before.Limits, after.Limits)
        || IsUsableFromElsewhere(before.Limits, after.Limits)
        || (before.ExpiresAt is { } end && (after.ExpiresAt is not { } newEnd || newEnd > end));

    private static bool CarriesMore(TokenLimits before, TokenLimits after)
    {
        var held = PermissionSet.Parse(before.Carried);
        return !after.Carried.Select(Permission.Parse).All(held.Covers);
    }

    // No address at all means every address.
    private static bool IsUsableFromElsewhere(TokenLimits before, TokenLimits after)
    {
        var allowed = RangesOf(before);
        var asked = RangesOf(after);
        return allowed.Count > 0 && (asked.Count == 0 || !asked.TrueForAll(range => allowed.Exists(known => known.Covers(range))));
    }

    private static List<AddressRange> RangesOf(TokenLimits limits) =>
        [.. limits.AuthorizedIpAddresses.Select(text => AddressRange.TryParse(text, out var range) ? range : throw new FormatException($"'{text}' is no address range"))];
}
