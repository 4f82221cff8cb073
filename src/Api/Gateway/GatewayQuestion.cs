using System.Collections.Concurrent;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Gateway;

/// <summary>What a proxy is configured to ask about the requests that it holds back: the query of its requests to us.</summary>
internal sealed record GatewayQuestion
{
    /// <summary>Where the token is used; null where the configuration allows any organization.</summary>
    public Guid? OrganizationId { get; private init; }

    /// <summary>The same as text, in one piece for all answers; null alike.</summary>
    public string? OrganizationText { get; private init; }

    /// <summary>Everything that the request needs.</summary>
    public IReadOnlyList<Permission> Needed { get; private init; } = [];

    public string? WorkspaceId { get; private init; }

    public string? NamespaceId { get; private init; }

    public string? EnvironmentId { get; private init; }

    /// <summary>The status that answers a request over the rate: 429, or 403 for nginx, which takes no other.</summary>
    public int LimitStatus { get; private init; }

    /// <summary>Reads the question.</summary>
    /// <param name="queryString">The query of the proxy's request.</param>
    /// <param name="permissions">Reads permissions and scopes.</param>
    /// <param name="anyOrganization">Whether <c>org_id</c> may be left out.</param>
    /// <returns>The question, or why the proxy is configured wrongly.</returns>
    public static (GatewayQuestion? Question, string? Fault) Read(string? queryString, PermissionReader permissions, bool anyOrganization)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        StringValues Sent(string name) => query.GetValueOrDefault(name);
        var organization = Sent("org_id").ToString();
        var needed = Sent("permission").Concat(Sent("scope")).Select(text => permissions.Read(text ?? string.Empty)).ToList();
        if (!Guid.TryParseExact(organization, "D", out var organizationId) && !(anyOrganization && organization.Length == 0))
        {
            return (null, "org_id must be the id of the organization");
        }

        if (needed.Exists(text => !Permission.TryParse(text, out _)))
        {
            return (null, "permission and scope must be permissions");
        }

        if (Sent("limit_status").ToString() is not ("" or "429" or "403"))
        {
            return (null, "limit_status must be 429 or 403");
        }

        return (
            new GatewayQuestion
            {
                OrganizationId = organization.Length == 0 ? null : organizationId,
                OrganizationText = organization.Length == 0 ? null : organizationId.ToString(),
                Needed = [.. needed.Select(Permission.Parse)],
                WorkspaceId = Sent("workspace_id").LastOrDefault(),
                NamespaceId = Sent("namespace_id").LastOrDefault(),
                EnvironmentId = Sent("environment_id").LastOrDefault(),
                LimitStatus = Sent("limit_status") == "403" ? StatusCodes.Status403Forbidden : StatusCodes.Status429TooManyRequests,
            },
            null);
    }

    /// <summary>Questions by the text that they were read from: a proxy asks the same few again and again.</summary>
    internal sealed class Known(PermissionReader permissions, bool anyOrganization)
    {
        private const int Capacity = 1024;
        private const int LongestKept = 1024;

        private readonly ConcurrentDictionary<string, GatewayQuestion> _questions = new(StringComparer.Ordinal);

        /// <inheritdoc cref="GatewayQuestion.Read"/>
        public (GatewayQuestion? Question, string? Fault) Read(string queryString)
        {
            if (_questions.TryGetValue(queryString, out var known))
            {
                return (known, null);
            }

            var (question, fault) = GatewayQuestion.Read(queryString, permissions, anyOrganization);
            if (question is not null && queryString.Length <= LongestKept && _questions.Count < Capacity)
            {
                _questions[queryString] = question;
            }

            return (question, fault);
        }
    }
}
