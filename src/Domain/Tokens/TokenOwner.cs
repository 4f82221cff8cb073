namespace TokenPlatform.Domain.Tokens;

/// <summary>Whose token it is.</summary>
/// <param name="Type"><c>user</c>, <c>app</c> or <c>organization</c>.</param>
/// <param name="Id">The user, app or organization.</param>
public sealed record TokenOwner(string Type, Guid Id);
