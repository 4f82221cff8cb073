using MediatR;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Apps.Get;

internal sealed class GetAppHandler(IAppRepository apps) : IRequestHandler<GetAppQuery, Result<App>>
{
    public async Task<Result<App>> Handle(GetAppQuery query, CancellationToken cancellationToken) =>
        await apps.FindAsync(query.OrganizationId.Value, query.AppId.Value, cancellationToken) is { } app
            ? app
            : new NotFoundError("app", query.AppId.Text);
}
