using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Bootstrap;

/// <summary>
/// Fills a store with made-up tokens, to try out how it behaves when there are many. They are tokens like any other, each with
/// its audit event, but no policy is asked.
/// </summary>
public sealed class TokenSeeder(IUnitOfWork unitOfWork, IAppRepository apps, ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>How many tokens are added in one transaction at most.</summary>
    public const int BatchSize = 5000;

    /// <summary>What every one of the tokens may do.</summary>
    public const string Permission = "invoices:read";

    /// <summary>The app that gets the tokens: the one of longest standing; null where there is none.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<App?> FindAppAsync(CancellationToken cancellationToken) => apps.FindFirstAsync(cancellationToken);

    /// <summary>Adds tokens in one transaction.</summary>
    /// <param name="app">The app that owns them.</param>
    /// <param name="count">How many, 1..<see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Their secrets, or that the app is gone.</returns>
    public Task<Result<TokenSecret[]>> AddAsync(App app, int count, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<TokenSecret[]>>(
            app.OrganizationId,
            async token =>
            {
                if (await apps.FindAsync(app.OrganizationId, app.AppId, token) is null)
                {
                    return new NotFoundError("app", app.AppId.ToString());
                }

                var now = clock.GetNow();
                var made = Enumerable.Range(0, count).Select(_ => Make(app, now)).ToArray();
                await tokens.AddAllAsync(made.Select(pair => (pair.Token, pair.Secret.Hash())), token);
                foreach (var (added, _) in made)
                {
                    audit.Append(TokenEvents.Created(added));
                }

                return Array.ConvertAll(made, pair => pair.Secret);
            },
            cancellationToken);

    private static (Token Token, TokenSecret Secret) Make(App app, DateTimeOffset now)
    {
        var secret = TokenSecret.Generate(SecretKind.App);
        var tokenId = Guid.CreateVersion7(now);
        var token = new Token
        {
            TokenId = tokenId,
            Kind = TokenKind.App,
            OrganizationId = app.OrganizationId,
            AppId = app.AppId,
            Name = $"seeded {tokenId}",
            Prefix = secret.Shown,
            Limits = new TokenLimits { Permissions = [Permission] },
            IssuedAt = now,
        };
        return (token, secret);
    }
}
