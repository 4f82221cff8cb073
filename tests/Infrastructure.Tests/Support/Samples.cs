using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>Things to keep.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 2, 3, 4, 5, 6, 7, 8, TimeSpan.Zero);

    public static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    public static readonly Organization Organization = new(Guid.NewGuid(), "Acme", "acme", Now);

    public static readonly App App = new(Guid.NewGuid(), Organization.OrganizationId, "Shop", null, Now);

    public static readonly User User = new(Guid.NewGuid(), "ada@example.com", "Ada", IsPlatformAdmin: false, Now);

    /// <summary>An organization, an app and a user, which tokens and policies refer to.</summary>
    public static async Task AddAsync(TestStore store)
    {
        await store.UseAsync<IOrganizationRepository>(kept => kept.AddAsync(Organization, CancellationToken.None));
        await store.UseAsync<IAppRepository>(kept => kept.AddAsync(App, CancellationToken.None));
        await store.UseAsync<IUserRepository>(kept => kept.AddAsync(User, passwordHash: null, CancellationToken.None));
    }

    /// <summary>A token with nothing set that may be null or empty.</summary>
    public static Token NewBareToken() => new()
    {
        TokenId = Guid.NewGuid(),
        Kind = TokenKind.Session,
        Name = "bare",
        Prefix = "tks_012345",
        Limits = new TokenLimits(),
        IssuedAt = Now,
    };

    /// <summary>A token of <see cref="App"/> that never expires.</summary>
    public static Token NewAppToken() => NewBareToken() with
    {
        Kind = TokenKind.App,
        OrganizationId = Organization.OrganizationId,
        AppId = App.AppId,
    };

    public static AppTokenPolicy NewPolicy(Guid? appId) => new()
    {
        PolicyId = Guid.NewGuid(),
        OrganizationId = Organization.OrganizationId,
        AppId = appId,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static byte[] NewHash() => [.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()];
}
