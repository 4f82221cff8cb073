using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AccessTokens.Revoke;

internal sealed class RevokeAccessTokenValidator : AbstractValidator<RevokeAccessTokenCommand>
{
    public RevokeAccessTokenValidator() => RuleFor(command => command.TokenId).UuidOrSelf("token_id");
}
