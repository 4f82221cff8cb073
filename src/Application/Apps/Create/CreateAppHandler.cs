using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Apps.Create;

internal sealed class CreateAppHandler(IAppRepository apps, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<CreateAppCommand, Result<App>>
{
    public async Task<Result<App>> Handle(CreateAppCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        var app = new App(
            Guid.CreateVersion7(now), command.OrganizationId.Value, command.Name.Value!, command.Description.Value, now);
        await apps.AddAsync(app, cancellationToken);
        audit.Append(OrganizationEvents.AppCreated(app));
        return app;
    }
}
