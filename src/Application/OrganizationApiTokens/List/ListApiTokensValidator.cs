using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens.List;

internal sealed class ListApiTokensValidator : AbstractValidator<ListApiTokensQuery>
{
    public ListApiTokensValidator()
    {
        RuleFor(query => query.Organization).Optional();
        RuleFor(query => query.Organization).Organization();
        RuleFor(query => query.Annotations).Optional();
        RuleFor(query => query.Annotations).Annotations();
        RuleFor(query => query.Page).Optional();
        RuleFor(query => query.Page).Between(1, int.MaxValue);
        RuleFor(query => query.PerPage).Optional();
        RuleFor(query => query.PerPage).Between(1, 200);
    }
}
