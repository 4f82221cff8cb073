using System.Net;
using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Verification;

internal sealed class VerifyTokenHandler(
    RequestContext context, VerificationAccess access, TokenVerifier verifier, PermissionReader permissions)
    : IRequestHandler<VerifyTokenQuery, Result<TokenVerdict>>
{
    public async Task<Result<TokenVerdict>> Handle(VerifyTokenQuery query, CancellationToken cancellationToken)
    {
        var verdict = await JudgeAsync(query, cancellationToken);
        VerificationMeter.Count(verdict.Code);
        return verdict;
    }

    private async ValueTask<TokenVerdict> JudgeAsync(VerifyTokenQuery query, CancellationToken cancellationToken)
    {
        var holder = await verifier.FindAsync(query.Token.Value, cancellationToken);
        var organizationId = query.OrganizationId.OrNull() ?? holder?.Token.Token.OrganizationId;
        if (holder is null || !await access.MayAskAsync(context.RequiredCaller.Holder, holder, organizationId, cancellationToken))
        {
            return new TokenVerdict(VerificationCode.NotFound, null, null);
        }

        var call = new VerificationCall
        {
            Judged = JudgedLimits.All,
            Address = IPAddress.TryParse(query.IpAddress.Value, out var address) ? address : null,
            EndpointPath = query.EndpointPath.Value,
            WorkspaceId = query.WorkspaceId.Value,
            NamespaceId = query.NamespaceId.Value,
            EnvironmentId = query.EnvironmentId.Value,
            Needed = NeededBy(query),
        };
        var (code, rate) = await verifier.VerifyAsync(holder, organizationId, call, query.Cost.OrNull() ?? 1, cancellationToken);
        return new TokenVerdict(code, holder.Token.Token, rate);
    }

    private List<Permission> NeededBy(VerifyTokenQuery query)
    {
        var (first, second) = (query.Permissions.Value ?? [], query.Scopes.Value ?? []);
        var needed = new List<Permission>(first.Count + second.Count);
        foreach (var list in (ReadOnlySpan<IReadOnlyList<Input<string>>>)[first, second])
        {
            for (var i = 0; i < list.Count; i++)
            {
                needed.Add(Permission.Parse(permissions.Read(list[i].Value!)));
            }
        }

        return needed;
    }
}
