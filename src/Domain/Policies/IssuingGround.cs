namespace TokenPlatform.Domain.Policies;

/// <summary>What issuing a token for an app rests on.</summary>
/// <param name="Policy">The governing policy; null where none does.</param>
/// <param name="LiveTokens">How many tokens of the app live; 0 where no policy of the organization asks.</param>
public sealed record IssuingGround(AppTokenPolicy? Policy, int LiveTokens);
