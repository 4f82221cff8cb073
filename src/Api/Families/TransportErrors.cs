using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Families;

/// <summary>No route goes there.</summary>
/// <param name="Path">The path that was asked for.</param>
public sealed record RouteNotFoundError(string Path) : Error("The requested resource was not found");

/// <summary>The route takes other methods; <c>Allow</c> names them.</summary>
public sealed record MethodNotAllowedError() : Error("The method is not allowed for this resource");

/// <summary>The request cannot be understood, whoever sends it.</summary>
/// <param name="Message">Why not.</param>
public sealed record MalformedRequestError(string Message = "The request is not well-formed HTTP") : Error(Message);

/// <summary>The store did not answer. Nothing is known to have changed; the same request may be sent again.</summary>
public sealed record StoreUnavailableError() : Error("The service is temporarily unavailable. Please try again later.")
{
    /// <summary>When to try again, in seconds.</summary>
    public const int RetryAfterSeconds = 1;
}

/// <summary>A bug of ours. The log has it under the request's id.</summary>
public sealed record UnexpectedError() : Error("An unexpected error occurred");
