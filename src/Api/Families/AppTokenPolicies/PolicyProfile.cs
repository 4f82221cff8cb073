using AutoMapper;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>From policies to their wire form.</summary>
internal sealed class PolicyProfile : Profile
{
    public PolicyProfile()
    {
        CreateMap<AppTokenPolicy, PolicyResponse>();
        CreateMap<PolicyRun, PolicyRunResponse>();
        CreateMap<PolicyForecast, PolicyPreviewResponse>();
        CreateMap<IReadOnlyDictionary<PolicyRule, int>, PolicyViolationsResponse>()
            .ForMember(response => response.MaxTtlDays, map => map.MapFrom(count => count[PolicyRule.MaxTtlDays]))
            .ForMember(response => response.MaxLiveTokens, map => map.MapFrom(count => count[PolicyRule.MaxLiveTokens]))
            .ForMember(response => response.AllowedPermissions, map => map.MapFrom(count => count[PolicyRule.AllowedPermissions]))
            .ForMember(response => response.MaxRateLimitRps, map => map.MapFrom(count => count[PolicyRule.MaxRateLimitRps]));
        CreateMap<AffectedToken, AffectedTokenResponse>()
            .ForMember(response => response.TokenId, map => map.MapFrom(affected => affected.Token.TokenId))
            .ForMember(response => response.Name, map => map.MapFrom(affected => affected.Token.Name))
            .ForMember(response => response.AppId, map => map.MapFrom(affected => affected.Token.AppId))
            .ForMember(response => response.Violations, map => map.MapFrom(affected => NamesOf(affected)));
    }

    private static IReadOnlyList<string> NamesOf(AffectedToken affected) => [.. affected.Broken.Select(rule => $"policy.{rule.ToSnakeCase()}")];
}
