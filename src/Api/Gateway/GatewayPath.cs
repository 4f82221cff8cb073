namespace TokenPlatform.Api.Gateway;

/// <summary>
/// Which request a proxy holds back: nginx <c>auth_request</c> and Traefik ForwardAuth name its path in a header, Envoy
/// ext_authz appends it to ours.
/// </summary>
internal static class GatewayPath
{
    /// <summary>Finds the path.</summary>
    /// <param name="request">The proxy's request.</param>
    /// <param name="appended">What follows our own path; empty for nothing.</param>
    /// <returns>
    /// The path as it stood in its request line, null where nobody said; and whether two different ones are named: one of
    /// them did not come from the proxy.
    /// </returns>
    public static (string? Path, bool IsAmbiguous) Find(HttpRequest request, string appended)
    {
        string? found = null;
        foreach (var named in (ReadOnlySpan<string?>)[Header(request, "X-Original-URI"), Header(request, "X-Forwarded-Uri"), appended.Length == 0 ? null : appended])
        {
            if (found is not null && named is not null && !string.Equals(found, named, StringComparison.Ordinal))
            {
                return (found, true);
            }

            found ??= named;
        }

        return (found, false);
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
