using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>No token was presented, or one that does not live; signing in, a wrong email or password.</summary>
/// <param name="Message">Which of the two.</param>
public sealed record AuthenticationError(string Message = "Authentication required") : Error(Message);
