using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.OAuth.Introspect;

/// <summary>Does this token live, and what is it (RFC 7662)? Existence, state and expiry are judged, and no rate is spent.</summary>
[RequiresPermissionAnywhere(PlatformPermissions.TokensVerify)]
public sealed record IntrospectTokenQuery(Input<string> Token) : IRequest<Result<TokenHolder?>>
{
    /// <summary>Never the plaintext.</summary>
    public override string ToString() => nameof(IntrospectTokenQuery);
}
