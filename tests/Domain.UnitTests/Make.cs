using FsCheck;
using FsCheck.Fluent;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests;

internal static class Make
{
    public const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static readonly DateTimeOffset Now = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
    public static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static Token Token(TokenKind kind = TokenKind.App) => new()
    {
        TokenId = Id(1),
        Kind = kind,
        Name = "deploy",
        Prefix = "tka_abcdef",
        Limits = new TokenLimits(),
        IssuedAt = Now.AddDays(-1),
    };

    public static AppTokenPolicy Policy(Guid? appId = null) => new()
    {
        PolicyId = Id(2),
        OrganizationId = Id(3),
        AppId = appId,
        CreatedAt = Now.AddDays(-2),
        UpdatedAt = Now.AddDays(-2),
    };

    public static TokenWish Wish(DateTimeOffset? expiresAt = null, int? rate = null, int? burst = null, params string[] carried) =>
        new(expiresAt, carried, rate, burst);

    public static AuditEvent Event() => new()
    {
        EventId = Id(4),
        ChainId = Id(3),
        Sequence = 7,
        OccurredAt = Now,
        Actor = new AuditActor("user", Id(5), Id(1), "192.0.2.7"),
        RequestId = "request-1",
        Entry = new AuditEntry("app_token.created", new AuditTarget("app_token", Id(1)), AuditChanges.None),
        PreviousHash = [.. Enumerable.Repeat((byte)9, 32)],
    };
}

/// <summary>30 characters of base62.</summary>
public sealed record RandomPart(string Text);

/// <summary>A network, spelled out, and an address of the same family that often lies within.</summary>
public sealed record NetworkCase(byte[] Network, int Bits, byte[] Address);

/// <summary>Values that meet often enough for a property to say something.</summary>
public static class Generators
{
    public static Arbitrary<Permission> Permissions() =>
        Gen.Elements("*", "*", "app_tokens", "documents", "read", "approve", "verify", "x.y-z")
            .Three()
            .Select(s => new Permission(s.Item1, s.Item2, s.Item3))
            .ToArbitrary();

    public static Arbitrary<Role> Roles() => Gen.Elements(Role.All.ToArray()).ToArbitrary();

    public static Arbitrary<RandomPart> RandomParts() =>
        Gen.Elements(Make.Base62.ToCharArray()).ArrayOf(30).Select(c => new RandomPart(new string(c))).ToArbitrary();

    public static Arbitrary<AppTokenPolicy> Policies() =>
        (from days in Gen.Choose(1, 4).OrNullable()
         from live in Gen.Choose(0, 4).OrNullable()
         from allowed in Gen.Elements<string[]?>(null, [], ["documents:read"], ["documents:*", "*:approve"])
         from rate in Gen.Choose(1, 4).OrNullable()
         from asDefault in Gen.Choose(1, rate ?? 4).OrNullable()
         select Make.Policy() with
         {
             MaxTtlDays = days,
             MaxLiveTokens = live,
             AllowedPermissions = allowed,
             MaxRateLimitRps = rate,
             DefaultRateLimitRps = asDefault,
         }).ToArbitrary();

    public static Arbitrary<TokenWish> Wishes() =>
        (from hours in Gen.Choose(1, 120).OrNullable()
         from carried in Gen.SubListOf("documents:read", "documents:write", "mail:approve", "*:read")
         from rate in Gen.Choose(1, 5).OrNullable()
         from burst in Gen.Choose(1, 5).OrNullable()
         select new TokenWish(hours is { } h ? Make.Now.AddHours(h) : null, [.. carried], rate, burst)).ToArbitrary();

    public static Arbitrary<NetworkCase> NetworkCases() =>
        (from length in Gen.Elements(4, 16)
         from bits in Gen.Choose(0, length * 8)
         from network in Bytes(length)
         from other in Bytes(length)
         from shared in Gen.Choose(0, length * 8)
         select new NetworkCase(
             Join(network, new byte[length], bits),
             bits,
             Join(network, other, shared))).ToArbitrary();

    private static Gen<int?> OrNullable(this Gen<int> gen) => gen.Select(n => (int?)n).Or(Gen.Constant<int?>(null));

    private static Gen<byte[]> Bytes(int length) => Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(length);

    // The first bits of one, the others of another.
    private static byte[] Join(byte[] first, byte[] then, int bits) =>
        [.. first.Select((b, i) =>
        {
            var mask = 0xFF << Math.Clamp(8 - bits + (i * 8), 0, 8);
            return (byte)((b & mask) | (then[i] & ~mask));
        })];
}
