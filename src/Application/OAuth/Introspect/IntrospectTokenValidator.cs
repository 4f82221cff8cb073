using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OAuth.Introspect;

internal sealed class IntrospectTokenValidator : AbstractValidator<IntrospectTokenQuery>
{
    public IntrospectTokenValidator() => RuleFor(query => query.Token).Required();
}
