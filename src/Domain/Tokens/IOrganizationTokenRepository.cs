namespace TokenPlatform.Domain.Tokens;

/// <summary>Which tokens of an organization's own are listed.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="Wanted">All of these, at most <see cref="Annotation.Max"/>.</param>
public sealed record OrganizationTokenFilter(Guid OrganizationId, IReadOnlyList<WantedAnnotation> Wanted);

/// <summary>A part of a list that is counted no further than <see cref="LargeSet"/>.</summary>
/// <param name="Tokens">In the list's order.</param>
/// <param name="Total">How many the whole list has; null where it has more than <see cref="LargeSet"/>.</param>
public sealed record CountedTokens(IReadOnlyList<Token> Tokens, int? Total)
{
    /// <summary>The largest list that is counted.</summary>
    public const int LargeSet = 1000;
}

/// <summary>Finds the tokens that belong to organizations themselves, and keeps what was noted of them.</summary>
public interface IOrganizationTokenRepository
{
    /// <summary>A token of any organization that was not revoked.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Token?> FindAsync(Guid tokenId, CancellationToken cancellationToken);

    /// <summary>Tokens that were not revoked, oldest first, in two queries whatever is asked.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many of the oldest are passed over.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<CountedTokens> ListAsync(OrganizationTokenFilter filter, long skip, int take, CancellationToken cancellationToken);

    /// <summary>What was noted of a token, in the order in which it was given.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Annotation>> ListAnnotationsAsync(Guid tokenId, CancellationToken cancellationToken);

    /// <summary>Replaces what was noted of a token.</summary>
    /// <param name="tokenId">A token that is kept.</param>
    /// <param name="annotations">Each key once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SetAnnotationsAsync(Guid tokenId, IReadOnlyList<Annotation> annotations, CancellationToken cancellationToken);
}
