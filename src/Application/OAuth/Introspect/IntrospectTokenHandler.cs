using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.OAuth.Introspect;

/// <summary>Null for everything that is not a living token which the caller may ask about: they look the same.</summary>
internal sealed class IntrospectTokenHandler(RequestContext context, TokenVerifier verifier, VerificationAccess access)
    : IRequestHandler<IntrospectTokenQuery, Result<TokenHolder?>>
{
    public async Task<Result<TokenHolder?>> Handle(IntrospectTokenQuery query, CancellationToken cancellationToken)
    {
        var holder = await verifier.FindAsync(query.Token.Value, cancellationToken);
        var organizationId = holder?.Token.Token.OrganizationId;
        var code = holder is not null && await access.MayAskAsync(context.RequiredCaller.Holder, holder, organizationId, cancellationToken)
            ? verifier.JudgeLife(holder, organizationId)
            : VerificationCode.NotFound;
        VerificationMeter.Count(code);
        return code == VerificationCode.Valid ? holder : null;
    }
}
