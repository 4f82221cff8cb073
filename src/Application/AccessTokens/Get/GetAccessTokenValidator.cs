using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AccessTokens.Get;

internal sealed class GetAccessTokenValidator : AbstractValidator<GetAccessTokenQuery>
{
    public GetAccessTokenValidator() => RuleFor(query => query.TokenId).UuidOrSelf("token_id");
}
