using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>An organization with an app, and the paths that lead there.</summary>
internal sealed record Place(string OrganizationId, string AppId)
{
    public string Organization => $"/v1/orgs/{OrganizationId}";

    public string App => $"{Organization}/apps/{AppId}";

    public string Tokens => $"{App}/tokens";
}

/// <summary>Puts in place what a test starts from. What the API can do goes through the API, the rest into the store.</summary>
internal static class Arrange
{
    private static int s_number;

    public static async Task<Place> PlaceAsync(this PlatformServer server)
    {
        var organization = await server.Admin.PostAsync("/v1/orgs", new { name = "Acme", sub_domain = $"acme-{Interlocked.Increment(ref s_number)}" });
        var organizationId = organization.Expect(201).Value("organization_id")!;
        return new Place(organizationId, await server.AppAsync(organizationId));
    }

    public static async Task<string> AppAsync(this PlatformServer server, string organizationId) =>
        (await server.Admin.PostAsync($"/v1/orgs/{organizationId}/apps", new { name = "Shop" })).Expect(201).Value("app_id")!;

    /// <summary>A new user with a personal token and, where a role is given, a place in the organization.</summary>
    public static async Task<Client> UserAsync(this PlatformServer server, Place? place = null, Role? role = null)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<IUserRepository>();
        var now = TimeProvider.System.GetNow();
        var user = new User(Guid.NewGuid(), $"user-{Interlocked.Increment(ref s_number)}@example.com", "User", false, now);
        await users.AddAsync(user, null, default);
        if (place is not null && role is not null)
        {
            await scope.ServiceProvider.GetRequiredService<IMemberRepository>().AddAsync(new Membership(Guid.Parse(place.OrganizationId), user.UserId, role, now), default);
        }

        return await server.TokenAsync(new Token
        {
            TokenId = Guid.NewGuid(),
            Kind = TokenKind.Personal,
            UserId = user.UserId,
            Name = "test",
            Prefix = string.Empty,
            Limits = new TokenLimits(),
            IssuedAt = now,
        });
    }

    /// <summary>Any token, as nothing but the store would have it.</summary>
    public static async Task<Client> TokenAsync(this PlatformServer server, Token token)
    {
        var secret = TokenSecret.Generate(token.Kind switch
        {
            TokenKind.App => SecretKind.App,
            TokenKind.Organization => SecretKind.Organization,
            TokenKind.Session => SecretKind.Session,
            _ => SecretKind.Personal,
        });
        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITokenRepository>()
            .AddAsync(token with { Prefix = secret.Shown }, secret.Hash(), default);
        return server.As(secret.Reveal());
    }

    /// <summary>The app's own policy.</summary>
    public static async Task<string> PolicyAsync(this PlatformServer server, Place place, object rules)
    {
        var body = JsonSerializer.SerializeToNode(rules)!.AsObject();
        body["app_id"] = place.AppId;
        return (await server.Admin.PostAsync($"{place.Organization}/app-token-policies", body.ToJsonString())).Expect(201).Value("policy_id")!;
    }

    /// <summary>Issues an app token over the API.</summary>
    public static async Task<(string Id, Client Client)> IssueAsync(this PlatformServer server, Place place, object body, Client? by = null)
    {
        var answer = (await (by ?? server.Admin).PostAsync(place.Tokens, body)).Expect(201);
        return (answer.Value("token.token_id")!, server.As(answer.Value("plaintext_token")));
    }

    /// <summary>Issues an organization's own token over the API.</summary>
    public static async Task<(string Id, Client Client)> ApiTokenAsync(
        this PlatformServer server, Place place, object properties, object? annotations = null, Client? by = null)
    {
        var body = new { organization = new { id = place.OrganizationId }, properties, annotations };
        var answer = (await (by ?? server.Admin).PostAsync("/core/v1/organizations/organization/api_tokens", body)).Expect(200);
        return (answer.Value("api_token.id")!, server.As(answer.Value("api_token.secret")));
    }

    /// <summary>A token that waits for approval, in an app of its own whose policy asks for it. A developer owns it.</summary>
    public static async Task<(Place Place, string Id, Client Client, Client Owner)> PendingAsync(this PlatformServer server, Place place, object? body = null)
    {
        var own = place with { AppId = await server.AppAsync(place.OrganizationId) };
        await server.PolicyAsync(own, new { requires_admin_approval = true });
        var owner = await server.UserAsync(place, Role.Developer);
        var (id, client) = await server.IssueAsync(own, body ?? new { name = "waits" }, owner);
        return (own, id, client, owner);
    }

    public static async Task<string> VerifyAsync(this PlatformServer server, object body) =>
        (await server.Admin.PostAsync("/v1/tokens/verify", body)).Expect(200).Value("code")!;
}
