using Microsoft.AspNetCore.Mvc;

namespace TokenPlatform.Benchmarks.Floor;

/// <summary><c>GET /get</c> as an action.</summary>
[ApiController]
public sealed class FloorController : ControllerBase
{
    [HttpGet("/mvc")]
    public IActionResult Get([FromServices] KnownSecrets known) => known.HasBearerOf(Request) ? Content("known") : Unauthorized();
}
