using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Application.Users;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Bootstrap;

/// <summary>What the platform does on its own: it fills an empty store, and lets whoever holds the store back in.</summary>
public sealed class Bootstrapper(
    IUnitOfWork unitOfWork,
    IOrganizationRepository organizations,
    OrganizationFounder founder,
    IAppRepository apps,
    IUserRepository users,
    ITokenRepository tokens,
    IAuditTrail audit,
    IPasswordHasher passwords,
    TimeProvider clock)
{
    /// <summary>The email of the first platform administrator.</summary>
    public const string AdministratorEmail = "admin@localhost";

    /// <summary>
    /// Fills an empty store: organization and app "Default", a platform administrator, and a personal token that does
    /// not expire. A store that holds an organization is left as it is.
    /// </summary>
    /// <param name="given">The administrator's token, or null for a new one.</param>
    /// <param name="password">The administrator's password, or null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The administrator's token; null where the store was not empty.</returns>
    public async Task<TokenSecret?> FillAsync(TokenSecret? given, string? password, CancellationToken cancellationToken)
    {
        if (await organizations.AnyAsync(cancellationToken))
        {
            return null;
        }

        var filled = await unitOfWork.ExecuteAsync<Result<TokenSecret?>>(
            AuditChain.Platform,
            async token => await organizations.AnyAsync(token) ? (TokenSecret?)null : await FillAsync(given, password, clock.GetNow(), token),
            cancellationToken);
        return filled.Value;
    }

    /// <summary>Issues a new token to the platform administrator of longest standing. Access to the store is the credential.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The token; null where there is no platform administrator.</returns>
    public async Task<TokenSecret?> IssueAdministratorTokenAsync(CancellationToken cancellationToken)
    {
        var issued = await unitOfWork.ExecuteAsync<Result<TokenSecret?>>(
            AuditChain.Platform,
            async token => await users.FindFirstPlatformAdministratorAsync(token) is { } user
                ? await IssueAsync(user.UserId, TokenSecret.Generate(SecretKind.Personal), "admin-token", clock.GetNow(), token)
                : (TokenSecret?)null,
            cancellationToken);
        return issued.Value;
    }

    private async Task<TokenSecret> FillAsync(TokenSecret? given, string? password, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = new User(Guid.CreateVersion7(now), AdministratorEmail, "Administrator", IsPlatformAdmin: true, now);
        await users.AddAsync(user, password is null ? null : passwords.Hash(password), cancellationToken);
        audit.Append(UserEvents.Created(user));

        var organization = new Organization(Guid.CreateVersion7(now), "Default", "default", now);
        await founder.FoundAsync(organization, user.UserId, cancellationToken);

        var app = new App(Guid.CreateVersion7(now), organization.OrganizationId, "Default", null, now);
        await apps.AddAsync(app, cancellationToken);
        audit.Append(organization.OrganizationId, OrganizationEvents.AppCreated(app));

        return await IssueAsync(user.UserId, given ?? TokenSecret.Generate(SecretKind.Personal), "bootstrap", now, cancellationToken);
    }

    private async Task<TokenSecret> IssueAsync(
        Guid userId, TokenSecret secret, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = new Token
        {
            TokenId = Guid.CreateVersion7(now),
            Kind = TokenKind.Personal,
            UserId = userId,
            Name = name,
            Prefix = secret.Shown,
            Limits = new TokenLimits(),
            IssuedAt = now,
        };
        await tokens.AddAsync(token, secret.Hash(), cancellationToken);
        audit.Append(TokenEvents.Created(token));
        return secret;
    }
}
