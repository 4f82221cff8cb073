using FluentValidation;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.Members.List;

internal sealed class ListMembersValidator : AbstractValidator<ListMembersQuery>
{
    public ListMembersValidator() => this.AddPagingRules();
}
