using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.List;

internal sealed class ListAppTokensValidator : AbstractValidator<ListAppTokensQuery>
{
    public ListAppTokensValidator()
    {
        this.AddPagingRules();
        RuleFor(query => query.Status).Optional();
        RuleFor(query => query.Status).OneOf(EnumNames.AllOf<TokenStatus>());
        RuleFor(query => query.OwnerId).Optional();
    }
}
