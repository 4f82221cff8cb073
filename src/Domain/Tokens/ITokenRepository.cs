using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Domain.Tokens;

/// <summary>Which tokens of an app are listed.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="AppId">The app.</param>
/// <param name="Status">Only these, or null.</param>
/// <param name="OwnerId">Only those of this user or app, or null.</param>
/// <param name="Now">The moment at which status is judged.</param>
public sealed record AppTokenFilter(Guid OrganizationId, Guid AppId, TokenStatus? Status, Guid? OwnerId, DateTimeOffset Now);

/// <summary>Which of a person's own tokens are listed.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Kind">Only these, <see cref="TokenKind.Personal"/> or <see cref="TokenKind.Session"/>; null for both.</param>
/// <param name="IncludeRevoked">Whether revoked ones are among them.</param>
public sealed record AccessTokenFilter(Guid UserId, TokenKind? Kind, bool IncludeRevoked);

/// <summary>Tokens that are ended together: all that match every criterion given, of which there is at least one.</summary>
/// <param name="OrganizationId">Of this organization; null with a user for those that belong to none.</param>
/// <param name="AppId">Of this app, or null.</param>
/// <param name="UserId">Owned by this user, or null.</param>
/// <param name="Kind">Of this kind, or null.</param>
/// <param name="Except">Save this token, or null.</param>
public sealed record TokenSelection(
    Guid? OrganizationId, Guid? AppId = null, Guid? UserId = null, TokenKind? Kind = null, Guid? Except = null);

/// <summary>Keeps tokens and the hashes of their secrets.</summary>
public interface ITokenRepository
{
    /// <summary>Adds a token with the hash of its secret.</summary>
    /// <param name="token">A token that is not kept yet.</param>
    /// <param name="secretHash">SHA-256 of the plaintext, 32 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(Token token, byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Adds tokens, each with the hash of its secret, in less time than one after the other.</summary>
    /// <param name="tokens">Tokens that are not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAllAsync(IEnumerable<(Token Token, byte[] SecretHash)> tokens, CancellationToken cancellationToken);

    /// <summary>Writes a changed token back.</summary>
    /// <param name="token">The token, its version one above the kept one's.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False where the kept version is another: the token changed since it was read.</returns>
    Task<bool> UpdateAsync(Token token, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a token a new secret. Its present one works until the overlap ends; every earlier overlap ends at once.
    /// </summary>
    /// <param name="tokenId">The token, in a transaction that has changed it.</param>
    /// <param name="secretHash">SHA-256 of the new plaintext, 32 bytes.</param>
    /// <param name="overlapEndsAt">From when on the present secret is none any more; null for at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ReplaceSecretAsync(Guid tokenId, byte[] secretHash, DateTimeOffset? overlapEndsAt, CancellationToken cancellationToken);

    /// <summary>The token of which a secret has this hash, of any kind and in any state; also one whose overlap ended.</summary>
    /// <param name="secretHash">SHA-256 of the plaintext, 32 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PresentedToken?> FindByHashAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>A token by its id, of any kind and in any state.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Token?> FindAsync(Guid tokenId, CancellationToken cancellationToken);

    /// <summary>A token by its id, and the user who owns it, as they are in the same moment.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The owner is null where no user does.</returns>
    Task<(Token Token, UserStanding? Owner)?> FindWithOwnerAsync(Guid tokenId, CancellationToken cancellationToken);

    /// <summary>A token of an app.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The app.</param>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Token?> FindAppTokenAsync(Guid organizationId, Guid appId, Guid tokenId, CancellationToken cancellationToken);

    /// <summary>Tokens of an app, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Each token with its position in the list.</returns>
    Task<IReadOnlyList<Positioned<Token>>> ListAppTokensAsync(AppTokenFilter filter, long? before, int take, CancellationToken cancellationToken);

    /// <summary>A person's own token: personal or session.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null where it is another's, too.</returns>
    Task<Token?> FindAccessTokenAsync(Guid userId, Guid tokenId, CancellationToken cancellationToken);

    /// <summary>A person's own tokens, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Each token with its position in the list.</returns>
    Task<IReadOnlyList<Positioned<Token>>> ListAccessTokensAsync(
        AccessTokenFilter filter, long? before, int take, CancellationToken cancellationToken);

    /// <summary>Tokens of all apps of an organization that wait for approval, newest first.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="now">The moment that is asked about.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<Token>>> ListPendingAsync(
        Guid organizationId, DateTimeOffset now, long? before, int take, CancellationToken cancellationToken);

    /// <summary>
    /// The live tokens that a policy governs, in the order of issue: those of its app, or of all apps that have no policy
    /// of their own.
    /// </summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The policy's app; null for the organization's default.</param>
    /// <param name="now">The moment that is asked about.</param>
    /// <param name="after">Only those issued after this position.</param>
    /// <param name="last">Only those issued up to this position.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<Token>>> ListGovernedAsync(
        Guid organizationId, Guid? appId, DateTimeOffset now, long after, long last, int take, CancellationToken cancellationToken);

    /// <summary>All of the same, one at a time, as far as policies care.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The policy's app; null for the organization's default.</param>
    /// <param name="now">The moment that is asked about.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<LiveToken> StreamGovernedAsync(Guid organizationId, Guid? appId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The position of an organization's newest token; 0 where it has none.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<long> FindLastPositionAsync(Guid organizationId, CancellationToken cancellationToken);

    /// <summary>Ends tokens in one statement, however many there are; what is revoked or rejected already stays as it was.</summary>
    /// <param name="which">Which.</param>
    /// <param name="operationId">Stamped on each, to find them by.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many.</returns>
    Task<int> RevokeAllAsync(TokenSelection which, Guid operationId, DateTimeOffset now, string reason, CancellationToken cancellationToken);

    /// <summary>Tokens that one operation ended, oldest first.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="after">Only those after this position.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<(Guid TokenId, TokenKind Kind)>>> ListRevokedByAsync(
        Guid operationId, long after, int take, CancellationToken cancellationToken);

    /// <summary>The organizations in which a user owns tokens that were not ended, in the order of their ids.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Guid>> ListOrganizationsWithTokensOfAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>How many tokens of an app live: neither revoked, rejected nor expired.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="now">The moment that is asked about.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<int> CountLiveAsync(Guid appId, DateTimeOffset now, CancellationToken cancellationToken);
}
