using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.AppTokenPolicies.List;

internal sealed class ListPoliciesValidator : AbstractValidator<ListPoliciesQuery>
{
    public ListPoliciesValidator()
    {
        this.AddPagingRules();
        RuleFor(query => query.AppId).Optional();
    }
}
