using FluentValidation;

namespace TokenPlatform.Application.Audit.Export;

internal sealed class ExportAuditEventsValidator : AbstractValidator<ExportAuditEventsQuery>
{
    public ExportAuditEventsValidator() => RuleFor(query => query.Criteria).SetValidator(new AuditCriteria.Validator());
}

internal sealed class ExportPlatformAuditEventsValidator : AbstractValidator<ExportPlatformAuditEventsQuery>
{
    public ExportPlatformAuditEventsValidator() => RuleFor(query => query.Criteria).SetValidator(new AuditCriteria.Validator());
}
