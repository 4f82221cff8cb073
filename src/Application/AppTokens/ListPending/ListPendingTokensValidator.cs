using FluentValidation;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.AppTokens.ListPending;

internal sealed class ListPendingTokensValidator : AbstractValidator<ListPendingTokensQuery>
{
    public ListPendingTokensValidator() => this.AddPagingRules();
}
