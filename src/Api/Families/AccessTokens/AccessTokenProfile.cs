using AutoMapper;
using TokenPlatform.Application.AccessTokens;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>From a person's own tokens to their wire form.</summary>
internal sealed class AccessTokenProfile : Profile
{
    public AccessTokenProfile()
    {
        CreateMap<Token, AccessTokenResponse>()
            .ForMember(response => response.CreatedAt, map => map.MapFrom(token => token.IssuedAt))
            .ForMember(response => response.ExpiresAt, map => map.MapFrom(token => token.EndsAt))
            .ForMember(response => response.Id, map => map.MapFrom(token => token.TokenId))
            .ForMember(response => response.TokenPrefix, map => map.MapFrom(token => token.Prefix))
            .ForMember(response => response.TokenType, map => map.MapFrom(token => AccessTokenTypes.Of(token.Kind)));
        CreateMap<IssuedToken, IssuedAccessTokenResponse>()
            .ForMember(response => response.Plaintext, map => map.MapFrom(issued => issued.Secret.Reveal()));
    }
}
