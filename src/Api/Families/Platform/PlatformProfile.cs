using AutoMapper;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>From what tokens live among to its wire form.</summary>
internal sealed class PlatformProfile : Profile
{
    public PlatformProfile()
    {
        CreateMap<User, UserResponse>();
        CreateMap<Organization, OrganizationResponse>();
        CreateMap<App, AppResponse>();
    }
}
