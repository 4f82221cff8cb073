using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Settings;

namespace TokenPlatform.Api.Http;

/// <summary>Answers of success that need more than a body.</summary>
internal static class Answers
{
    /// <summary>201 with <c>Location</c>, under the public URL where one is set.</summary>
    public static IActionResult CreatedAt(this ControllerBase controller, string path, object body)
    {
        var settings = controller.HttpContext.RequestServices.GetRequiredService<PlatformSettings>();
        return controller.Created($"{settings.PublicUrl?.ToString().TrimEnd('/')}{path}", body);
    }

    /// <summary>The same for the one answer that holds a plaintext: no cache keeps it (RFC 6749 section 5.1).</summary>
    public static IActionResult CreatedWithPlaintext(this ControllerBase controller, string path, object body)
    {
        controller.Response.Headers.CacheControl = "no-store";
        return controller.CreatedAt(path, body);
    }

    /// <summary>200 for the one answer that holds a new plaintext.</summary>
    public static IActionResult OkWithPlaintext(this ControllerBase controller, object body)
    {
        controller.Response.Headers.CacheControl = "no-store";
        return controller.Ok(body);
    }
}
