using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AccessTokens.RevokeAll;

internal sealed class RevokeAllAccessTokensValidator : AbstractValidator<RevokeAllAccessTokensCommand>
{
    public RevokeAllAccessTokensValidator() => RuleFor(command => command.ExcludeCurrent).Optional();
}
