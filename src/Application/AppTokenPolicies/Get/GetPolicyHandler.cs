using MediatR;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Get;

internal sealed class GetPolicyHandler(IAppTokenPolicyRepository policies) : IRequestHandler<GetPolicyQuery, Result<AppTokenPolicy>>
{
    public async Task<Result<AppTokenPolicy>> Handle(GetPolicyQuery query, CancellationToken cancellationToken) =>
        await policies.FindAsync(query.OrganizationId.Value, query.PolicyId.Value, cancellationToken) is { } policy
            ? policy
            : new NotFoundError("app_token_policy", query.PolicyId.Text);
}
