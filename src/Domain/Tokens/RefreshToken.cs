namespace TokenPlatform.Domain.Tokens;

/// <summary>Where a refresh token is in its life.</summary>
public enum RefreshState
{
    /// <summary>The one of its token that may be used.</summary>
    Live = 1,

    /// <summary>Used; it names its successor by what succeeds it.</summary>
    Used = 2,

    /// <summary>Never used: the answer that carried it was lost, and the retry's took its place.</summary>
    Replaced = 3,

    /// <summary>Never used: the token was rotated.</summary>
    Ended = 4,
}

/// <summary>What a refresh token that is presented comes to.</summary>
public enum RefreshVerdict
{
    /// <summary>It may be used.</summary>
    Accepted = 1,

    /// <summary>It was used moments ago, and its answer may be lost: it may be used this once more.</summary>
    Retried = 2,

    /// <summary>It is no good, and that says nothing bad of whoever holds it.</summary>
    Refused = 3,

    /// <summary>Two hold it who should be one: its token ends.</summary>
    Reused = 4,
}

/// <summary>
/// What renews an access token without anybody signing in (RFC 6749 section 6). Each is used once; what was used
/// is kept, so that a second use shows (RFC 9700 section 4.14.2). Times are UTC, cut to microseconds.
/// </summary>
public sealed record RefreshToken
{
    /// <summary>How long one lives from its own issue: 60 days.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(60);

    /// <summary>How long after its use it may be presented again, since the answer may be lost: 10 seconds.</summary>
    public static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(10);

    /// <summary>Names the refresh token.</summary>
    public required Guid RefreshTokenId { get; init; }

    /// <summary>The access token that it renews.</summary>
    public required Guid TokenId { get; init; }

    /// <summary>The one whose use made this one; null for the first.</summary>
    public Guid? PredecessorId { get; init; }

    /// <summary>Where it is in its life.</summary>
    public RefreshState State { get; init; } = RefreshState.Live;

    /// <summary>How long the access token was granted at its creation, which each use grants anew; null for no end.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The first moment at which it is expired.</summary>
    public DateTimeOffset ExpiresAt => IssuedAt + Life;

    /// <summary>When it was first used.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>How often it was used, the retry included.</summary>
    public int Uses { get; init; }

    /// <summary>The first refresh token of a token.</summary>
    /// <param name="token">The token, as it was granted.</param>
    /// <param name="now">When.</param>
    public static RefreshToken For(Token token, DateTimeOffset now) => new()
    {
        RefreshTokenId = Guid.CreateVersion7(now),
        TokenId = token.TokenId,
        Lifetime = token.ExpiresAt - token.IssuedAt,
        IssuedAt = now,
    };

    /// <summary>Judges this refresh token, which somebody presents.</summary>
    /// <param name="live">The one of its token that lives; null where none does.</param>
    /// <param name="now">The moment of the request.</param>
    public RefreshVerdict JudgeAt(RefreshToken? live, DateTimeOffset now) => State switch
    {
        _ when now >= ExpiresAt => RefreshVerdict.Refused,
        RefreshState.Live => RefreshVerdict.Accepted,
        RefreshState.Ended => RefreshVerdict.Refused,
        RefreshState.Used when Uses == 1 && live?.PredecessorId == RefreshTokenId && now <= UsedAt + RetryWindow => RefreshVerdict.Retried,
        RefreshState.Replaced when now <= IssuedAt + RetryWindow => RefreshVerdict.Refused,
        _ => RefreshVerdict.Reused,
    };

    /// <summary>This one, used.</summary>
    /// <param name="now">When.</param>
    public RefreshToken Use(DateTimeOffset now) => this with { State = RefreshState.Used, UsedAt = UsedAt ?? now, Uses = Uses + 1 };

    /// <summary>What takes its place: of the same lifetime, with a life of its own.</summary>
    /// <param name="now">When.</param>
    public RefreshToken Next(DateTimeOffset now) =>
        this with
        {
            RefreshTokenId = Guid.CreateVersion7(now),
            PredecessorId = RefreshTokenId,
            State = RefreshState.Live,
            IssuedAt = now,
            UsedAt = null,
            Uses = 0,
        };
}
