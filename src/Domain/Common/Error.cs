namespace TokenPlatform.Domain.Common;

/// <summary>
/// An expected failure, returned as a value. Exceptions are kept for bugs and for infrastructure that is away.
/// The set of errors is closed: every family's error writer knows each of them.
/// </summary>
/// <param name="Message">A sentence for people. It never holds a secret.</param>
public abstract record Error(string Message);

/// <summary>Nothing is known by that id, or the caller may not know that something is.</summary>
/// <param name="ResourceType">Singular snake_case name: <c>organization</c>, <c>app</c>, <c>token</c> …</param>
/// <param name="ResourceId">The id as the caller wrote it, well-formed or not.</param>
public sealed record NotFoundError(string ResourceType, string ResourceId)
    : Error("The requested resource was not found");

/// <summary>The caller is known and may see the organization, but may not do this.</summary>
/// <param name="RequiredPermission">The first permission that is missing, or null where none would help.</param>
/// <param name="Reason">
/// Why no permission would help: a verdict code such as <c>IP_NOT_ALLOWED</c>, or a snake_case word; null where
/// <paramref name="RequiredPermission"/> says it.
/// </param>
public sealed record ForbiddenError(string? RequiredPermission, string? Reason = null)
    : Error("You don't have permission to perform this action")
{
    /// <summary>The scopes of which any would do, where the caller acts by the scopes of its token; else null.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}

/// <summary>The request is well-formed, but what it speaks of is not in a state to take it.</summary>
/// <param name="Message">What stands in the way.</param>
/// <param name="TokenId">The token that stands in the way, where one does.</param>
public sealed record ConflictError(string Message, Guid? TokenId = null) : Error(Message);

/// <summary>The object is not in the version that the request was made for (RFC 9110 section 13.1.1).</summary>
public sealed record PreconditionFailedError() : Error("The resource changed since it was read");

/// <summary>The token is used more often than it may be.</summary>
/// <param name="RetryAfter">When the same request would be taken; null where it never will be.</param>
public sealed record RateLimitedError(TimeSpan? RetryAfter) : Error("Too many requests. Please try again later.")
{
    /// <summary>Requests that are permitted in a minute; null where what was limited is no token.</summary>
    public int? PermittedInAMinute { get; init; }
}
