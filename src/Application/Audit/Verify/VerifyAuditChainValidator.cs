using FluentValidation;

namespace TokenPlatform.Application.Audit.Verify;

internal sealed class VerifyAuditChainValidator : AbstractValidator<VerifyAuditChainQuery>
{
    public VerifyAuditChainValidator() => RuleFor(query => query.Kept).SetValidator(new KeptPlace.Validator());
}

internal sealed class VerifyPlatformAuditChainValidator : AbstractValidator<VerifyPlatformAuditChainQuery>
{
    public VerifyPlatformAuditChainValidator() => RuleFor(query => query.Kept).SetValidator(new KeptPlace.Validator());
}
