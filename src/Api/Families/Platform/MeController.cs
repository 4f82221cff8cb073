using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Application.Me;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The caller as it sees itself.</summary>
[Route("v1/me")]
public sealed class MeController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>Who am I.</summary>
    [HttpGet]
    [ProducesResponseType<MeResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get(CancellationToken cancellationToken) =>
        mediator.Send(new GetMeQuery(), cancellationToken).ToAnswer(me => Ok(new MeResponse
        {
            User = mapper.Map<UserResponse?>(me.User),
            Organizations =
            [
                .. me.Places.Select(place => new MyOrganizationResponse
                {
                    OrganizationId = place.Organization.OrganizationId.ToString(),
                    Name = place.Organization.Name,
                    SubDomain = place.Organization.SubDomain,
                    Role = place.Role?.Name,
                }),
            ],
            Token = mapper.Map<TokenResponse>(me.Token),
            TokenNeverExpires = me.Token.ExpiresAt is null,
        }));
}
