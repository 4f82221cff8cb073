using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Me;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The caller as it sees itself.</summary>
[Route(Path)]
public sealed class MeController(IDirectCall<GetMeQuery, Identity> query, TimeProvider clock) : ControllerBase
{
    internal const string Path = "/v1/me";

    /// <summary>Who am I.</summary>
    [HttpGet]
    [ProducesResponseType<MeResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get() =>
        query.SendAsync(new GetMeQuery(), HttpContext.RequestAborted).AsTask().ToAnswer(me => Ok(new MeResponse
        {
            User = me.User is null ? null : UserResponse.Of(me.User),
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
            Token = TokenResponse.Of(me.Token, clock.GetNow()),
            TokenNeverExpires = me.Token.ExpiresAt is null,
        }));
}

/// <summary>Writes the answer of <see cref="MeController"/> without reflection.</summary>
[JsonSerializable(typeof(MeResponse))]
internal sealed partial class MeContracts : JsonSerializerContext;
