using FluentValidation;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.Organizations.List;

internal sealed class ListOrganizationsValidator : AbstractValidator<ListOrganizationsQuery>
{
    public ListOrganizationsValidator() => this.AddPagingRules();
}
