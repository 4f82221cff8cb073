using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AppTokenPolicies.Create;

internal sealed class CreatePolicyValidator : AbstractValidator<CreatePolicyCommand>
{
    public CreatePolicyValidator(PermissionReader permissions)
    {
        RuleFor(command => command.AppId).Optional();
        RuleFor(command => command.Fields).SetValidator(new PolicyFields.Validator(permissions));
    }
}
