using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>A token of an organization, as seed 003 shows it.</summary>
public sealed class ApiTokenResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a5-2c4d-7e61-a8f3-5b9e0d7c1a42")]
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("terraform")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>UUID.</summary>
    [Example("0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01")]
    [JsonPropertyName("organization_id")]
    public required string? OrganizationId { get; init; }

    /// <summary>Addresses and CIDR networks; empty for any.</summary>
    [Example("10.0.0.0/8", "127.0.0.1", "::1")]
    [JsonPropertyName("authorized_ip_addresses")]
    public required IReadOnlyList<string> AuthorizedIpAddresses { get; init; }

    /// <summary>Unix seconds; null for never.</summary>
    [Example(4102444800)]
    [JsonPropertyName("expires_at")]
    public required long? ExpiresAt { get; init; }

    /// <summary>Requests a minute.</summary>
    [Example(600)]
    [JsonPropertyName("rate_limit")]
    public required int RateLimit { get; init; }

    /// <summary>What the token carries.</summary>
    [Example("virtual_machines:read")]
    [JsonPropertyName("scopes")]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The plaintext, in the answer that made it; else null.</summary>
    [JsonPropertyName("secret")]
    public required string? Secret { get; init; }
}

/// <summary>How a list is divided into pages.</summary>
public sealed class PaginationResponse
{
    /// <summary>From 1.</summary>
    [Example(1)]
    [JsonPropertyName("current_page")]
    public required int CurrentPage { get; init; }

    /// <summary>How many pages there are; null for a large set.</summary>
    [Example(1)]
    [JsonPropertyName("total_pages")]
    public required int? TotalPages { get; init; }

    /// <summary>How many tokens there are on all pages; null for a large set.</summary>
    [Example(1)]
    [JsonPropertyName("total")]
    public required int? Total { get; init; }

    /// <summary>How many tokens a page has.</summary>
    [Example(30)]
    [JsonPropertyName("per_page")]
    public required int PerPage { get; init; }

    /// <summary>Whether there are more than 1000 tokens: those are not counted.</summary>
    [Example(false)]
    [JsonPropertyName("large_set")]
    public required bool LargeSet { get; init; }
}

/// <summary>A page of List organization API tokens.</summary>
public sealed class ApiTokenListResponse
{
    /// <summary>Which page this is.</summary>
    [JsonPropertyName("pagination")]
    public required PaginationResponse Pagination { get; init; }

    /// <summary>Oldest first.</summary>
    [JsonPropertyName("api_tokens")]
    public required IReadOnlyList<ApiTokenResponse> ApiTokens { get; init; }
}

/// <summary>A note of a token.</summary>
public sealed class AnnotationResponse
{
    /// <summary>1..255 characters.</summary>
    [Example("env")]
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>At most 255 characters.</summary>
    [Example("production")]
    [JsonPropertyName("value")]
    public required string Value { get; init; }
}

/// <summary>A token with what is noted of it.</summary>
public sealed class AnnotatedApiTokenResponse
{
    /// <summary>The token.</summary>
    [JsonPropertyName("api_token")]
    public required ApiTokenResponse ApiToken { get; init; }

    /// <summary>In the order in which they were given.</summary>
    [JsonPropertyName("annotations")]
    public required IReadOnlyList<AnnotationResponse> Annotations { get; init; }
}

/// <summary>A token with its new secret.</summary>
public sealed class RegeneratedApiTokenResponse
{
    /// <summary>The token.</summary>
    [JsonPropertyName("api_token")]
    public required ApiTokenResponse ApiToken { get; init; }
}

/// <summary>What is left of a token.</summary>
public sealed class DeletedApiTokenResponse
{
    /// <summary>What it was.</summary>
    [JsonPropertyName("api_token")]
    public required ApiTokenNameResponse ApiToken { get; init; }
}

/// <summary>A token's id and name.</summary>
public sealed class ApiTokenNameResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a5-2c4d-7e61-a8f3-5b9e0d7c1a42")]
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("terraform")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }
}
