using FluentValidation;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.Users.List;

internal sealed class ListUsersValidator : AbstractValidator<ListUsersQuery>
{
    public ListUsersValidator() => this.AddPagingRules();
}
