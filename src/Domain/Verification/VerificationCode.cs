namespace TokenPlatform.Domain.Verification;

/// <summary>What a verification found. Judged in this order: the first that applies is the verdict.</summary>
public enum VerificationCode
{
    /// <summary>No such token, or none that the caller may ask about.</summary>
    NotFound = 1,

    /// <summary>The token was revoked.</summary>
    Revoked = 2,

    /// <summary>Approval was refused, or not given in time.</summary>
    Rejected = 3,

    /// <summary>The token's time is over.</summary>
    Expired = 4,

    /// <summary>The token waits for approval.</summary>
    PendingApproval = 5,

    /// <summary>The token is bound to addresses, and the call's is none of them, or none was named.</summary>
    IpNotAllowed = 6,

    /// <summary>The token is bound to paths, and the call's is none of them, or none was named.</summary>
    EndpointNotAllowed = 7,

    /// <summary>The token is bound to workspaces, namespaces or environments, and the call named none or another.</summary>
    ResourceNotAllowed = 8,

    /// <summary>The token does not carry what the call needs, or its owner may not do it any more.</summary>
    InsufficientPermissions = 9,

    /// <summary>The token is used too often.</summary>
    RateLimited = 10,

    /// <summary>The token may do this.</summary>
    Valid = 11,
}
