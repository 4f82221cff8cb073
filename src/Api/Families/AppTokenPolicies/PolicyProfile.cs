using AutoMapper;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>From policies to their wire form.</summary>
internal sealed class PolicyProfile : Profile
{
    public PolicyProfile()
    {
        // Null permits everything, an empty list nothing.
        AllowNullCollections = true;
        CreateMap<AppTokenPolicy, PolicyResponse>();
    }
}
