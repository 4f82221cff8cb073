using System.Net;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>What one request, or one command of an operator, carries along. One for each scope.</summary>
public sealed class RequestContext
{
    /// <summary>Who makes the request; null before authentication and for the platform itself.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Where the request comes from; null outside of requests.</summary>
    public IPAddress? Address { get; set; }

    /// <summary>The token that a request without a caller acts for: its possession was the credential, or it is what signing in began.</summary>
    public Token? Bearer { get; set; }

    /// <summary>The request's id, as in <c>X-Request-Id</c>; null outside of requests.</summary>
    public string? RequestId { get; set; }

    /// <summary>What the request took of its token's rate; null where nothing was to be taken.</summary>
    public RateDecision? Rate { get; set; }

    /// <summary>The caller of a request that only authenticated callers reach.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Caller RequiredCaller => Caller ?? throw new InvalidOperationException("The request has no caller");

    /// <summary>The user who calls, in a request that only users reach.</summary>
    /// <exception cref="InvalidOperationException">The caller is no user.</exception>
    public Guid RequiredUserId => RequiredCaller.UserId ?? throw new InvalidOperationException("The caller is no user");

    /// <summary>Whose work the platform goes on with by itself; null in requests.</summary>
    public AuditActor? GoesOnFor { get; set; }

    /// <summary>The key that a request which issues was sent with; null where it was sent without.</summary>
    public IdempotencyKey? IdempotencyKey { get; set; }

    /// <summary>Who audit events name.</summary>
    public AuditActor Actor => (Caller?.Token ?? Bearer) is { } token
        ? new(token.Owner.Type, token.Owner.Id, token.TokenId, Address?.ToString())
        : GoesOnFor ?? AuditActor.System;
}
