using FluentValidation;
using TokenPlatform.Application.Common;

namespace TokenPlatform.Application.AppTokenPolicies.Update;

internal sealed class UpdatePolicyValidator : AbstractValidator<UpdatePolicyCommand>
{
    public UpdatePolicyValidator(PermissionReader permissions)
    {
        RuleFor(command => command.Fields).SetValidator(new PolicyFields.Validator(permissions, isPatch: true));
    }
}
