using AutoMapper;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>From what tokens live among to its wire form.</summary>
internal sealed class PlatformProfile : Profile
{
    public PlatformProfile()
    {
        CreateMap<User, UserResponse>().ConvertUsing(user => UserResponse.Of(user));
        CreateMap<Member, MemberResponse>()
            .ForMember(response => response.UserId, map => map.MapFrom(member => member.User.UserId))
            .ForMember(response => response.Email, map => map.MapFrom(member => member.User.Email))
            .ForMember(response => response.Name, map => map.MapFrom(member => member.User.Name))
            .ForMember(response => response.Role, map => map.MapFrom(member => member.Role.Name));
        CreateMap<Organization, OrganizationResponse>();
        CreateMap<App, AppResponse>();
    }
}
