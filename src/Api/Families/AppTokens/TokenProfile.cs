using AutoMapper;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.AppTokens;

/// <summary>From tokens to their wire form.</summary>
internal sealed class TokenProfile : Profile
{
    public TokenProfile() => CreateMap<Token, TokenResponse>().ConvertUsing<AsOfNow>();

    internal sealed class AsOfNow(TimeProvider clock) : ITypeConverter<Token, TokenResponse>
    {
        public TokenResponse Convert(Token source, TokenResponse destination, ResolutionContext context) =>
            TokenResponse.Of(source, clock.GetNow());
    }
}
