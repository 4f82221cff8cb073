using AutoMapper;
using TokenPlatform.Application.AppTokens;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.AppTokens;

/// <summary>From tokens to their wire form.</summary>
internal sealed class TokenProfile : Profile
{
    public TokenProfile() => CreateMap<Token, TokenResponse>()
        .ForMember(response => response.TokenType, map => map.MapFrom(token => TypeOf(token)))
        .ForMember(response => response.OwnerType, map => map.MapFrom(token => token.Owner.Type))
        .ForMember(response => response.OwnerId, map => map.MapFrom(token => token.Owner.Id))
        .ForMember(response => response.OrgId, map => map.MapFrom(token => token.OrganizationId))
        .ForMember(response => response.Scopes, map => map.MapFrom(token => token.Limits.Scopes))
        .ForMember(response => response.Permissions, map => map.MapFrom(token => token.Limits.Permissions))
        .ForMember(response => response.WorkspaceIds, map => map.MapFrom(token => token.Limits.WorkspaceIds))
        .ForMember(response => response.NamespaceIds, map => map.MapFrom(token => token.Limits.NamespaceIds))
        .ForMember(response => response.EnvironmentIds, map => map.MapFrom(token => token.Limits.EnvironmentIds))
        .ForMember(response => response.EndpointPaths, map => map.MapFrom(token => token.Limits.EndpointPaths))
        .ForMember(response => response.AuthorizedIpAddresses, map => map.MapFrom(token => token.Limits.AuthorizedIpAddresses))
        .ForMember(response => response.RateLimitRps, map => map.MapFrom(token => token.Limits.Rate == null ? null : token.Limits.Rate.PerSecond))
        .ForMember(response => response.RateLimitBurst, map => map.MapFrom(token => token.Limits.Rate == null || token.Limits.Rate.PerSecond == null ? (int?)null : token.Limits.Rate.Burst))
        .ForMember(response => response.ExpiresAt, map => map.MapFrom(token => token.EndsAt))
        .ForMember(response => response.RevokedReason, map => map.MapFrom<ReasonResolver>())
        .ForMember(response => response.Status, map => map.MapFrom<StatusResolver>());

    private static string TypeOf(Token token) => token.Kind switch
    {
        TokenKind.App when token.UserId is null => AppTokenTypes.Service,
        TokenKind.App or TokenKind.Personal => AppTokenTypes.Pat,
        _ => token.Kind.ToSnakeCase(),
    };

    /// <summary>Status depends on when it is asked for.</summary>
    internal sealed class StatusResolver(TimeProvider clock) : IValueResolver<Token, TokenResponse, string>
    {
        public string Resolve(Token source, TokenResponse destination, string destMember, ResolutionContext context) =>
            source.StatusAt(clock.GetNow()).ToSnakeCase();
    }

    /// <summary>That nobody answered in time is kept nowhere.</summary>
    internal sealed class ReasonResolver(TimeProvider clock) : IValueResolver<Token, TokenResponse, string?>
    {
        public string? Resolve(Token source, TokenResponse destination, string? destMember, ResolutionContext context) =>
            source.ReasonAt(clock.GetNow());
    }
}
