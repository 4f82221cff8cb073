using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokenPolicies.Preview;

internal sealed class PreviewPolicyHandler(IAppRepository apps, ITokenRepository tokens, PermissionReader permissions, TimeProvider clock)
    : IRequestHandler<PreviewPolicyQuery, Result<PolicyForecast>>
{
    public async Task<Result<PolicyForecast>> Handle(PreviewPolicyQuery query, CancellationToken cancellationToken)
    {
        var (organizationId, appId, now) = (query.OrganizationId.Value, query.AppId.OrNull(), clock.GetNow());
        var policy = query.Fields.ApplyTo(
            new AppTokenPolicy { PolicyId = Guid.Empty, OrganizationId = organizationId, AppId = appId, CreatedAt = now, UpdatedAt = now },
            permissions);
        if (query.Fields.Judge(policy) is { } wrong)
        {
            return wrong;
        }

        if (appId is { } id && await apps.FindAsync(organizationId, id, cancellationToken) is null)
        {
            return new NotFoundError("app", id.ToString());
        }

        var preview = new PolicyPreview(policy);
        await foreach (var token in tokens.StreamGovernedAsync(organizationId, appId, now, cancellationToken))
        {
            preview.Add(token);
        }

        return preview.Finish();
    }
}
