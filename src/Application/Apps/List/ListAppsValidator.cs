using FluentValidation;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.Apps.List;

internal sealed class ListAppsValidator : AbstractValidator<ListAppsQuery>
{
    public ListAppsValidator() => this.AddPagingRules();
}
