using TokenPlatform.Api.Settings;

namespace TokenPlatform.Api.Authentication;

/// <summary>Tells pages of ours from pages of others, where a browser's cookie alone would let either write.</summary>
internal static class OwnOrigin
{
    /// <summary>Whether a write with a cookie lacks an <c>Origin</c>, or <c>Referer</c>, of our own.</summary>
    public static bool IsForeignWrite(HttpRequest request, TokenCarrier carrier, PlatformSettings settings)
    {
        if (!carrier.IsCookie || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        var sent = request.Headers.Origin.Count > 0 ? request.Headers.Origin.ToString() : request.Headers.Referer.ToString();
        var own = settings.PublicUrl;
        return (own is null && !Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out own))
            || !Uri.TryCreate(sent, UriKind.Absolute, out var origin)
            || Uri.Compare(origin, own, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0;
    }
}
