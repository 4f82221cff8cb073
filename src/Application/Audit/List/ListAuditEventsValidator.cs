using FluentValidation;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.Audit.List;

internal sealed class ListAuditEventsValidator : AbstractValidator<ListAuditEventsQuery>
{
    public ListAuditEventsValidator()
    {
        RuleFor(query => query.Criteria).SetValidator(new AuditCriteria.Validator());
        this.AddPagingRules();
    }
}

internal sealed class ListPlatformAuditEventsValidator : AbstractValidator<ListPlatformAuditEventsQuery>
{
    public ListPlatformAuditEventsValidator()
    {
        RuleFor(query => query.Criteria).SetValidator(new AuditCriteria.Validator());
        this.AddPagingRules();
    }
}
