using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Domain.Tokens;

/// <summary>
/// A token of any kind, without its secret: who it acts for, what it may do and how long it lives. Times are UTC, cut
/// to microseconds.
/// </summary>
public sealed record Token
{
    /// <summary>How long a token may wait for approval before it counts as rejected: 7 days from issue.</summary>
    public static readonly TimeSpan ApprovalTimeout = TimeSpan.FromDays(7);

    /// <summary>The reason shown for a token that waited longer than <see cref="ApprovalTimeout"/>.</summary>
    public const string ApprovalTimeoutReason = "approval_timeout";

    /// <summary>How long a session lives at most, however much it is used: 7 days from issue.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(7);

    /// <summary>How long a session lives that is not used: 12 hours.</summary>
    public static readonly TimeSpan SessionIdleLife = TimeSpan.FromHours(12);

    /// <summary>Names the token for as long as it is known, through every rotation.</summary>
    public required Guid TokenId { get; init; }

    /// <summary>The family that issued it.</summary>
    public required TokenKind Kind { get; init; }

    /// <summary>Where it acts; null for personal and session tokens, which act wherever their user is a member.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>The app it belongs to; set for kind <see cref="TokenKind.App"/> only.</summary>
    public Guid? AppId { get; init; }

    /// <summary>The user who owns it; null where an app (type <c>service</c>) or an organization does.</summary>
    public Guid? UserId { get; init; }

    /// <summary>What people call it, 1..255 code points.</summary>
    public required string Name { get; init; }

    /// <summary>At most 1000 code points, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The first characters of the secret, <see cref="TokenSecret.ShownLength"/> of them.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it may do and where.</summary>
    public required TokenLimits Limits { get; init; }

    /// <summary>Whether approval was asked for, and what came of it.</summary>
    public ApprovalState Approval { get; init; } = ApprovalState.NotRequired;

    /// <summary>The user who created it; null where no user did.</summary>
    public Guid? CreatedByUserId { get; init; }

    /// <summary>The token with which it was created; null where the platform itself did.</summary>
    public Guid? CreatedByTokenId { get; init; }

    /// <summary>When its present life began.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it expires at the latest; null where it never does. See <see cref="EndsAt"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// The first moment at which it is expired; null where it never is. A session that is not used ends before
    /// <see cref="ExpiresAt"/>.
    /// </summary>
    public DateTimeOffset? EndsAt
    {
        get
        {
            var idle = (LastUsedAt ?? IssuedAt) + SessionIdleLife;
            return Kind == TokenKind.Session && !(ExpiresAt <= idle) ? idle : ExpiresAt;
        }
    }

    /// <summary>When it was last used, to within seconds.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked or rejected: free text, or a word of the platform's own such as <c>policy_enforcement</c>.</summary>
    public string? RevokedReason { get; init; }

    /// <summary>Counts changes of state, from 1. Use is no change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whose it is: a user's where one owns it, else its app's, else its organization's.</summary>
    public TokenOwner Owner => this switch
    {
        { UserId: { } userId } => new("user", userId),
        { AppId: { } appId } => new("app", appId),
        _ => new("organization", OrganizationId.GetValueOrDefault()),
    };

    /// <summary>Where it is in its life.</summary>
    /// <param name="now">The moment that is asked about.</param>
    public TokenStatus StatusAt(DateTimeOffset now) => this switch
    {
        { RevokedAt: not null } => TokenStatus.Revoked,
        { Approval: ApprovalState.Rejected } => TokenStatus.Rejected,
        { Approval: ApprovalState.Pending } when now >= IssuedAt + ApprovalTimeout => TokenStatus.Rejected,
        { EndsAt: { } end } when now >= end => TokenStatus.Expired,
        { Approval: ApprovalState.Pending } => TokenStatus.PendingApproval,
        _ => TokenStatus.Active,
    };

    /// <summary>Whether it takes a place under a live-token cap: neither revoked, rejected nor expired. A pending one does.</summary>
    /// <param name="now">The moment that is asked about.</param>
    public bool IsLiveAt(DateTimeOffset now) => StatusAt(now) is TokenStatus.Active or TokenStatus.PendingApproval;

    /// <summary>Whether it is a session that is over only since no later use of it is known here.</summary>
    /// <param name="now">The moment that is asked about.</param>
    public bool IsIdleAt(DateTimeOffset now) => EndsAt <= now && EndsAt != ExpiresAt;

    /// <summary>The token with another secret.</summary>
    /// <param name="prefix">See <see cref="Prefix"/>.</param>
    public Token Rotate(string prefix) => this with { Prefix = prefix, Version = Version + 1 };

    /// <summary>The token with another secret and a life that begins anew.</summary>
    /// <param name="grant">What it is granted.</param>
    /// <param name="prefix">See <see cref="Prefix"/>.</param>
    /// <param name="now">When.</param>
    public Token Renew(TokenGrant grant, string prefix, DateTimeOffset now) =>
        Rotate(prefix) with { Limits = Limits with { Rate = grant.Rate }, IssuedAt = now, ExpiresAt = grant.ExpiresAt };

    /// <summary>When a secret stops working that a newer one takes the place of now: no later than the token.</summary>
    /// <param name="now">When the newer one works.</param>
    /// <param name="overlap">For how long both shall work.</param>
    /// <returns>Null where the older one stops at once.</returns>
    public DateTimeOffset? OverlapEnd(DateTimeOffset now, TimeSpan overlap) =>
        overlap <= TimeSpan.Zero ? null : now + overlap > ExpiresAt ? ExpiresAt : now + overlap;

    /// <summary>Ends the token. What is revoked already stays as it was.</summary>
    /// <param name="now">When.</param>
    /// <param name="reason">Why, or null.</param>
    public Token Revoke(DateTimeOffset now, string? reason) =>
        RevokedAt is null ? this with { RevokedAt = now, RevokedReason = reason, Version = Version + 1 } : this;

    /// <summary>Lets a token that waits live.</summary>
    public Token Approve() => this with { Approval = ApprovalState.Approved, Version = Version + 1 };

    /// <summary>Ends a token that waits.</summary>
    /// <param name="reason">Why, or null.</param>
    public Token Reject(string? reason) =>
        this with { Approval = ApprovalState.Rejected, RevokedReason = reason, Version = Version + 1 };

    /// <summary>Why it does not live any more: what was kept, or that nobody answered in time.</summary>
    /// <param name="now">The moment that is asked about.</param>
    public string? ReasonAt(DateTimeOffset now) =>
        Approval == ApprovalState.Pending && StatusAt(now) == TokenStatus.Rejected ? ApprovalTimeoutReason : RevokedReason;

    /// <summary>
    /// Whether somebody would decide about their own: who holds a token of this one's owner, or of whoever created it.
    /// </summary>
    /// <param name="approver">Who owns the token that decides.</param>
    /// <param name="creator">Who owns the token that this one was created with; null where the platform created it.</param>
    public bool IsOwnOf(TokenOwner approver, TokenOwner? creator) =>
        approver == Owner || approver == creator || (approver.Type == "user" && approver.Id == CreatedByUserId);
}
