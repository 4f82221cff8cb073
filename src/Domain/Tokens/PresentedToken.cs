using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Domain.Tokens;

/// <summary>A token as one of its secrets finds it. At most two secrets of a token verify at once.</summary>
/// <param name="Token">The token.</param>
/// <param name="SecretEndsAt">
/// From when on the secret that was presented is none any more, since a newer one took its place; null for the newest.
/// </param>
/// <param name="Owner">The user who owns it, as read in the same moment; null where no user does.</param>
public sealed record PresentedToken(Token Token, DateTimeOffset? SecretEndsAt, UserStanding? Owner = null);
