using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Policies;

/// <summary>
/// An enforcement under way, or done: it holds the tokens that were issued before it to the values that the policy had
/// when it began, whatever becomes of the policy or of this process.
/// </summary>
public sealed record PolicyRun
{
    /// <summary>Names the run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The policy as it was.</summary>
    public required AppTokenPolicy Policy { get; init; }

    /// <summary>The position of the last token that was issued before the run.</summary>
    public required long LastPosition { get; init; }

    /// <summary>Who ordered it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>The request in which it was ordered; null outside of requests.</summary>
    public string? RequestId { get; init; }

    /// <summary>UTC, microseconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How many lives were shortened so far.</summary>
    public int Shortened { get; init; }

    /// <summary>How many rates were lowered so far.</summary>
    public int Lowered { get; init; }

    /// <summary>How many tokens were ended so far.</summary>
    public int Revoked { get; init; }

    /// <summary>The run with one more token counted, for each thing that was done to it.</summary>
    /// <param name="before">The token as it was.</param>
    /// <param name="after">The token as it is now.</param>
    public PolicyRun Count(Token before, Token after) => this with
    {
        Shortened = Shortened + (after.ExpiresAt == before.ExpiresAt ? 0 : 1),
        Lowered = Lowered + (after.Limits.Rate == before.Limits.Rate ? 0 : 1),
        Revoked = Revoked + (after.RevokedAt == before.RevokedAt ? 0 : 1),
    };
}
