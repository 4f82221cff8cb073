using TokenPlatform.Domain.Common;

namespace TokenPlatform.Domain.Policies;

/// <summary>The rules of a policy that a token can break.</summary>
public enum PolicyRule
{
    /// <summary>It would live longer than <see cref="AppTokenPolicy.MaxTtlDays"/>.</summary>
    MaxTtlDays = 1,

    /// <summary>There are <see cref="AppTokenPolicy.MaxLiveTokens"/> already.</summary>
    MaxLiveTokens = 2,

    /// <summary>It would carry what <see cref="AppTokenPolicy.AllowedPermissions"/> does not cover.</summary>
    AllowedPermissions = 3,

    /// <summary>It would be used more often than <see cref="AppTokenPolicy.MaxRateLimitRps"/>.</summary>
    MaxRateLimitRps = 4,
}

/// <summary>One broken rule.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Limit">What the policy allows: an <see cref="int"/>, or a list of permissions.</param>
/// <param name="Requested">
/// What was asked for, or is: an <see cref="int"/>, or the permissions outside the list; null for a life without an end
/// and a rate without a limit.
/// </param>
public sealed record PolicyViolation(PolicyRule Rule, object Limit, object? Requested);

/// <summary>A policy does not allow the token: all broken rules at once, each once.</summary>
/// <param name="PolicyId">The policy that governs the token.</param>
/// <param name="Violations">At least one, in the order of <see cref="PolicyRule"/>.</param>
public sealed record PolicyViolatedError(Guid PolicyId, IReadOnlyList<PolicyViolation> Violations)
    : Error("The policy does not allow this token");
