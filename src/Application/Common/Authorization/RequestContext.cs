using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>What one request, or one command of an operator, carries along. One for each scope.</summary>
public sealed class RequestContext
{
    /// <summary>Who makes the request; null before authentication and for the platform itself.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The request's id, as in <c>X-Request-Id</c>; null outside of requests.</summary>
    public string? RequestId { get; set; }

    /// <summary>The caller of a request that only authenticated callers reach.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Caller RequiredCaller => Caller ?? throw new InvalidOperationException("The request has no caller");

    /// <summary>Who audit events name.</summary>
    public AuditActor Actor => Caller?.Actor ?? AuditActor.System;
}
