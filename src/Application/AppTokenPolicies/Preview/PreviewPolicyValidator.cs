using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AppTokenPolicies.Preview;

internal sealed class PreviewPolicyValidator : AbstractValidator<PreviewPolicyQuery>
{
    public PreviewPolicyValidator(PermissionReader permissions)
    {
        RuleFor(query => query.AppId).Optional();
        RuleFor(query => query.Fields).SetValidator(new PolicyFields.Validator(permissions));
    }
}
