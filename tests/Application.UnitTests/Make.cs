using System.Net;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.UnitTests;

internal static class Make
{
    public static readonly DateTimeOffset Now = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
    public static readonly Guid Organization = Id(3);

    public static readonly TimeProvider Clock = new FixedClock(Now);

    private static readonly InputSite s_body = new(["body"], () => "{}", null);

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static Token Token(TokenKind kind = TokenKind.Personal) => new()
    {
        TokenId = Id(1),
        Kind = kind,
        Name = "deploy",
        Prefix = "tka_abcdef",
        Limits = new TokenLimits(),
        IssuedAt = Now.AddDays(-1),
    };

    public static User User(int number = 5, bool isPlatformAdmin = false) =>
        new(Id(number), $"user-{number}@example.com", "User", isPlatformAdmin, Now.AddDays(-2));

    public static UserStanding Standing(Role? role, int number = 5, bool isPlatformAdmin = false) =>
        new(User(number, isPlatformAdmin), role is null ? new Dictionary<Guid, Role>() : new Dictionary<Guid, Role> { [Organization] = role });

    /// <summary>A user who acts with a personal token.</summary>
    public static Caller UserCaller(UserStanding standing, Token? token = null) => Caller((token ?? Token()) with { UserId = standing.User.UserId }, standing);

    public static Caller Caller(Token token, UserStanding? user = null) =>
        new(new TokenHolder(new TokenSnapshot(token), user), IPAddress.Loopback, "/v1/x", IsForeignWrite: false);

    public static InputSite Site(string field) => new(["body", field], () => "\"sent\"", s_body);

    public static Input<T> Sent<T>(string field, T value) => Input<T>.Of(Site(field), value);

    public static Input<T> NotSent<T>(string field) => Input<T>.Absent(Site(field));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
