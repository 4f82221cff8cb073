using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.AccessTokens.Revoke;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Sessions.Start;
using TokenPlatform.Application.Users.ChangePassword;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>Signing in and out.</summary>
[Route("api/v1/auth")]
public sealed class AuthController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>Signs in: the session is in the answer and in the cookie <c>vai_token</c>.</summary>
    [HttpPost("login")]
    [AllowAnonymous]
    [ProducesResponseType<IssuedAccessTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType(StatusCodes.Status429TooManyRequests)]
    public Task<IActionResult> Login([FromJson] LoginRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new StartSessionCommand { Email = request.Email, Password = request.Password }, cancellationToken)
            .ToAnswer(issued =>
            {
                Response.SetSession(issued.Secret);
                return this.OkWithPlaintext(mapper.Map<IssuedAccessTokenResponse>(issued));
            });

    /// <summary>Signs out: the token that was presented ends, and the cookie goes.</summary>
    [HttpPost("logout")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<IActionResult> Logout(CancellationToken cancellationToken) =>
        mediator.Send(new RevokeAccessTokenCommand(new ResourceId(ResourceId.Self)), cancellationToken).ToAnswer(_ =>
        {
            Response.DeleteSession();
            return NoContent();
        });

    /// <summary>Changes the caller's password and ends all other sessions.</summary>
    [HttpPost("password")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<IActionResult> ChangePassword([FromJson] ChangePasswordRequest request, CancellationToken cancellationToken) =>
        mediator.Send(
            new ChangePasswordCommand { CurrentPassword = request.CurrentPassword, NewPassword = request.NewPassword }, cancellationToken)
            .ToAnswer(_ => NoContent());
}
