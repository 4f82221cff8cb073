using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>No token was presented, or one that does not live.</summary>
public sealed record AuthenticationError() : Error("Authentication required");
