using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AppTokenPolicies.Update;

internal sealed class UpdatePolicyValidator : AbstractValidator<UpdatePolicyCommand>
{
    public UpdatePolicyValidator(PermissionReader permissions)
    {
        RuleFor(command => command.Fields).SetValidator(new PolicyFields.Validator(permissions));
        RuleFor(command => command.Fields.RequiresAdminApproval).NotNull();
    }
}
