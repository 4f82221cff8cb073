using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Verification;

/// <summary>May this token do this? Asked by whoever protects an API.</summary>
[RequiresPermissionAnywhere(PlatformPermissions.TokensVerify)]
public sealed record VerifyTokenQuery : IRequest<Result<TokenVerdict>>
{
    /// <summary>The plaintext, well-formed or not.</summary>
    public Input<string> Token { get; init; }

    /// <summary>What the call needs.</summary>
    public Input<IReadOnlyList<Input<string>>> Permissions { get; init; }

    /// <summary>What the call needs, as scopes; judged like permissions.</summary>
    public Input<IReadOnlyList<Input<string>>> Scopes { get; init; }

    /// <summary>The path of the call.</summary>
    public Input<string> EndpointPath { get; init; }

    /// <summary>Where the call comes from.</summary>
    public Input<string> IpAddress { get; init; }

    /// <summary>The workspace that the call names.</summary>
    public Input<string> WorkspaceId { get; init; }

    /// <summary>The namespace that the call names.</summary>
    public Input<string> NamespaceId { get; init; }

    /// <summary>The environment that the call names.</summary>
    public Input<string> EnvironmentId { get; init; }

    /// <summary>The organization where the token is used; other organizations' tokens are then not found.</summary>
    public Input<Guid> OrganizationId { get; init; }

    /// <summary>How many requests the call counts for, 0..1000.</summary>
    public Input<int> Cost { get; init; }

    /// <summary>Never the plaintext.</summary>
    public override string ToString() => nameof(VerifyTokenQuery);
}

/// <summary>What came of a verification.</summary>
/// <param name="Code">The verdict.</param>
/// <param name="Token">The token; null where it is not found.</param>
/// <param name="Rate">What is left of its rate; null where it has none, or something else refused first.</param>
public sealed record TokenVerdict(VerificationCode Code, Token? Token, RateDecision? Rate);
