using AutoMapper;
using TokenPlatform.Application.OrganizationApiTokens;
using TokenPlatform.Application.OrganizationApiTokens.List;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>From organizations' own tokens to their wire form.</summary>
internal sealed class ApiTokenProfile : Profile
{
    public ApiTokenProfile()
    {
        CreateMap<Token, ApiTokenResponse>()
            .ForMember(response => response.Id, map => map.MapFrom(token => token.TokenId))
            .ForMember(response => response.AuthorizedIpAddresses, map => map.MapFrom(token => token.Limits.AuthorizedIpAddresses))
            .ForMember(response => response.ExpiresAt, map => map.MapFrom(token => token.ExpiresAt == null ? (long?)null : token.ExpiresAt.Value.ToUnixTimeSeconds()))
            .ForMember(response => response.RateLimit, map => map.MapFrom(token => token.Limits.Rate == null ? 0 : token.Limits.Rate.InAMinute))
            .ForMember(response => response.Scopes, map => map.MapFrom(token => token.Limits.Scopes))
            .ForMember(response => response.Secret, map => map.MapFrom(_ => (string?)null));
        CreateMap<IssuedToken, ApiTokenResponse>()
            .IncludeMembers(issued => issued.Token)
            .ForMember(response => response.Secret, map => map.MapFrom(issued => issued.Secret.Reveal()));
        CreateMap<AnnotatedToken, ApiTokenResponse>()
            .IncludeMembers(annotated => annotated.Token)
            .ForMember(response => response.Secret, map => map.MapFrom(annotated => annotated.Secret == null ? null : annotated.Secret.Reveal()));
        CreateMap<Token, ApiTokenNameResponse>()
            .ForMember(response => response.Id, map => map.MapFrom(token => token.TokenId));
        CreateMap<Annotation, AnnotationResponse>();
        CreateMap<ApiTokenPage, PaginationResponse>()
            .ForMember(response => response.LargeSet, map => map.MapFrom(page => page.IsLargeSet));
    }
}
