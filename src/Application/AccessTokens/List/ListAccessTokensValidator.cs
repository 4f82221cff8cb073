using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.AccessTokens.List;

internal sealed class ListAccessTokensValidator : AbstractValidator<ListAccessTokensQuery>
{
    public ListAccessTokensValidator()
    {
        RuleFor(query => query.TokenType).Optional(InputProblems.Enum(AccessTokenTypes.All));
        RuleFor(query => query.TokenType).OneOf(AccessTokenTypes.All);
        RuleFor(query => query.IncludeRevoked).Optional();
        this.AddPagingRules();
    }
}
