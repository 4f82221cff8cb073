using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Gateway;

/// <summary>
/// What a proxy asks about a request that it holds back: nginx <c>auth_request</c> and Traefik ForwardAuth name the
/// path in a header, Envoy ext_authz appends it to ours.
/// </summary>
internal sealed record GatewayQuestion
{
    /// <summary>Where the token is used; null where the configuration allows any organization.</summary>
    public Guid? OrganizationId { get; private init; }

    /// <summary>The path of the request that is held back, as it stood in its request line; null where nobody said.</summary>
    public string? Path { get; private init; }

    /// <summary>Whether two different paths are named: one of them did not come from the proxy.</summary>
    public bool IsPathAmbiguous { get; private init; }

    /// <summary>Everything that the request needs.</summary>
    public IReadOnlyList<Permission> Needed { get; private init; } = [];

    public string? WorkspaceId { get; private init; }

    public string? NamespaceId { get; private init; }

    public string? EnvironmentId { get; private init; }

    /// <summary>The status that answers a request over the rate: 429, or 403 for nginx, which takes no other.</summary>
    public int LimitStatus { get; private init; }

    /// <summary>Reads the question.</summary>
    /// <param name="request">The proxy's request.</param>
    /// <param name="appendedPath">What follows our own path; empty for nothing.</param>
    /// <param name="permissions">Reads permissions and scopes.</param>
    /// <param name="anyOrganization">Whether <c>org_id</c> may be left out.</param>
    /// <returns>The question, or why the proxy is configured wrongly.</returns>
    public static (GatewayQuestion? Question, string? Fault) Read(
        HttpRequest request, string appendedPath, PermissionReader permissions, bool anyOrganization)
    {
        var query = request.Query;
        var organization = query["org_id"].ToString();
        var needed = query["permission"].Concat(query["scope"]).Select(text => permissions.Read(text ?? string.Empty)).ToList();
        if (!Guid.TryParseExact(organization, "D", out var organizationId) && !(anyOrganization && organization.Length == 0))
        {
            return (null, "org_id must be the id of the organization");
        }

        if (needed.Exists(text => !Permission.TryParse(text, out _)))
        {
            return (null, "permission and scope must be permissions");
        }

        if (query["limit_status"].ToString() is not ("" or "429" or "403"))
        {
            return (null, "limit_status must be 429 or 403");
        }

        var paths = new[] { Header(request, "X-Original-URI"), Header(request, "X-Forwarded-Uri"), appendedPath.Length == 0 ? null : appendedPath }
            .Where(path => path is not null).Distinct(StringComparer.Ordinal).ToList();
        return (
            new GatewayQuestion
            {
                OrganizationId = organization.Length == 0 ? null : organizationId,
                Path = paths.FirstOrDefault(),
                IsPathAmbiguous = paths.Count > 1,
                Needed = [.. needed.Select(Permission.Parse)],
                WorkspaceId = query["workspace_id"].LastOrDefault(),
                NamespaceId = query["namespace_id"].LastOrDefault(),
                EnvironmentId = query["environment_id"].LastOrDefault(),
                LimitStatus = query["limit_status"] == "403" ? StatusCodes.Status403Forbidden : StatusCodes.Status429TooManyRequests,
            },
            null);
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
