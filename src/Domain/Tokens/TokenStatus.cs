namespace TokenPlatform.Domain.Tokens;

/// <summary>Where a token is in its life. The first that holds, in this order: revoked, rejected, expired, pending, active.</summary>
public enum TokenStatus
{
    /// <summary>Verifies.</summary>
    Active = 1,

    /// <summary>Waits for approval and does not verify until then.</summary>
    PendingApproval = 2,

    /// <summary>Approval was refused, or not given in time.</summary>
    Rejected = 3,

    /// <summary>Its time is over.</summary>
    Expired = 4,

    /// <summary>Was ended by somebody or by a rule.</summary>
    Revoked = 5,
}

/// <summary>What an approver said, where a policy asked for one.</summary>
public enum ApprovalState
{
    /// <summary>No approval was asked for.</summary>
    NotRequired = 1,

    /// <summary>Nobody has answered yet.</summary>
    Pending = 2,

    /// <summary>The token may live.</summary>
    Approved = 3,

    /// <summary>The token may not live.</summary>
    Rejected = 4,
}
