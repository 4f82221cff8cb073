using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>May this token do this?</summary>
[Route("v1/tokens/verify")]
public sealed class VerifyController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>Verifies a token against a call.</summary>
    [HttpPost]
    [ProducesResponseType<VerifyTokenResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Verify([FromJson] VerifyTokenRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToQuery(), cancellationToken).ToAnswer(verdict => Ok(new VerifyTokenResponse
        {
            Valid = verdict.Code == VerificationCode.Valid,
            Code = verdict.Code.ToUpperSnakeCase(),
            Token = mapper.Map<TokenResponse?>(verdict.Token),
            RateLimit = RateLimitResponse.Of(verdict.Rate),
        }));
}
