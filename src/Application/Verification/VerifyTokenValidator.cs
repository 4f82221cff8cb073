using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Verification;

internal sealed class VerifyTokenValidator : AbstractValidator<VerifyTokenQuery>
{
    public VerifyTokenValidator(PermissionReader permissions)
    {
        RuleFor(query => query.Token).Required();
        RuleFor(query => query.Permissions).Optional();
        RuleFor(query => query.Permissions).Strings(permissions.Judge);
        RuleFor(query => query.Scopes).Optional();
        RuleFor(query => query.Scopes).Strings(permissions.Judge);
        RuleFor(query => query.EndpointPath).Optional();
        RuleFor(query => query.IpAddress).Optional();
        RuleFor(query => query.IpAddress).Value((text, site, report) =>
        {
            if (!AddressRange.TryParseAddress(text, out _))
            {
                report(site.Error(InputProblems.Value("not an IP address")));
            }
        });
        RuleFor(query => query.WorkspaceId).Optional();
        RuleFor(query => query.NamespaceId).Optional();
        RuleFor(query => query.EnvironmentId).Optional();
        RuleFor(query => query.OrganizationId).Optional();
        RuleFor(query => query.Cost).Optional();
        RuleFor(query => query.Cost).Between(0, 1000);
    }
}
