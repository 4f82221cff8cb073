using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.OrganizationApiTokens;
using TokenPlatform.Application.OrganizationApiTokens.Create;
using TokenPlatform.Application.OrganizationApiTokens.Delete;
using TokenPlatform.Application.OrganizationApiTokens.List;
using TokenPlatform.Application.OrganizationApiTokens.RegenerateSecret;
using TokenPlatform.Application.OrganizationApiTokens.Update;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>The query of List organization API tokens.</summary>
public sealed class ListApiTokensRequest
{
    /// <summary>The organization's id. Either this or <c>organization[sub_domain]</c>.</summary>
    [JsonPropertyName(BracketedQuery.OrganizationId)]
    public Input<string> OrganizationId { get; init; }

    /// <summary>The organization's sub-domain.</summary>
    [JsonPropertyName(BracketedQuery.OrganizationSubDomain)]
    public Input<string> OrganizationSubDomain { get; init; }

    /// <summary>Only tokens with all of these keys.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [JsonPropertyName(BracketedQuery.AnnotationKey)]
    public Input<IReadOnlyList<Input<string>>> AnnotationKeys { get; init; }

    /// <summary>The values that go with the keys, in their order; as many as keys, or none for any value.</summary>
    [Length(0, 200)]
    [ItemLength(0, 255)]
    [JsonPropertyName(BracketedQuery.AnnotationValue)]
    public Input<IReadOnlyList<Input<string>>> AnnotationValues { get; init; }

    /// <summary>Which page, from 1.</summary>
    [Range(1, int.MaxValue)]
    [DefaultValue(1)]
    [JsonPropertyName("page")]
    public Input<int> Page { get; init; }

    /// <summary>How many tokens a page has, 1..200; 30 unless said.</summary>
    [Range(1, 200)]
    [DefaultValue(30)]
    [JsonPropertyName("per_page")]
    public Input<int> PerPage { get; init; }

    internal ListApiTokensQuery ToQuery(ResourceId? inPath) => new()
    {
        Organization = At("organization", new OrganizationLookup(OrganizationId, OrganizationSubDomain, inPath)),
        Annotations = At("annotations", new AnnotationFilter(AnnotationKeys, AnnotationValues)),
        Page = Page,
        PerPage = PerPage,
    };

    private static Input<T> At<T>(string argument, T value) =>
        Input<T>.Of(new InputSite([QueryText.Part, argument], () => "null", null), value);
}

/// <summary>Names an organization, by one of the two.</summary>
public sealed class OrganizationLookupRequest
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public Input<string> Id { get; init; }

    /// <summary>Its sub-domain.</summary>
    [Example("acme-cloud")]
    [JsonPropertyName("sub_domain")]
    public Input<string> SubDomain { get; init; }
}

/// <summary>Names a token.</summary>
public sealed class ApiTokenLookupRequest
{
    /// <summary>Its id; <c>self</c> for the calling token's own.</summary>
    [Example("0197f0a5-2c4d-7e61-a8f3-5b9e0d7c1a42")]
    [JsonPropertyName("id")]
    public Input<string> Id { get; init; }

    internal static Input<ApiTokenLookup> Read(Input<ApiTokenLookupRequest> sent) => sent.State == InputState.Invalid
        ? sent.Select(_ => new ApiTokenLookup(default))
        : Input<ApiTokenLookup>.Of(sent.Site!, new ApiTokenLookup(sent.Value?.Id ?? default));
}

/// <summary>The properties of a token that can be chosen.</summary>
public sealed class ApiTokenPropertiesRequest
{
    /// <summary>1..255 characters. Needed for a new token.</summary>
    [RefusesNull]
    [Length(1, 255)]
    [Example("terraform")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>Addresses and CIDR networks that the token may be used from; empty for any.</summary>
    [RefusesNull]
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("10.0.0.0/8", "127.0.0.1", "::1")]
    [JsonPropertyName("authorized_ip_addresses")]
    public Input<IReadOnlyList<Input<string>>> AuthorizedIpAddresses { get; init; }

    /// <summary>When it expires, in Unix seconds; null for never.</summary>
    [Example(4102444800)]
    [JsonPropertyName("expires_at")]
    public Input<long> ExpiresAt { get; init; }

    /// <summary>Scopes that the token carries.</summary>
    [RefusesNull]
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("virtual_machines:read")]
    [JsonPropertyName("scopes")]
    public Input<IReadOnlyList<Input<string>>> Scopes { get; init; }

    internal ApiTokenProperties ToProperties() => new()
    {
        Name = Name,
        AuthorizedIpAddresses = AuthorizedIpAddresses,
        ExpiresAt = ExpiresAt,
        Scopes = Scopes,
    };
}

/// <summary>A note of a token, to find it by.</summary>
public sealed class AnnotationRequest
{
    /// <summary>1..255 characters; a token has a key once.</summary>
    [Required]
    [Length(1, 255)]
    [Example("env")]
    [JsonPropertyName("key")]
    public Input<string> Key { get; init; }

    /// <summary>At most 255 characters; empty unless said.</summary>
    [Length(0, 255)]
    [Example("production")]
    [JsonPropertyName("value")]
    public Input<string> Value { get; init; }

    internal static Input<IReadOnlyList<Input<SentAnnotation>>> Read(Input<IReadOnlyList<Input<AnnotationRequest>>> sent) =>
        sent.Select<IReadOnlyList<Input<SentAnnotation>>>(items => [.. items.Select(item => item.Select(one => new SentAnnotation(one.Key, one.Value)))]);
}

/// <summary>The body of Create API token for organization.</summary>
public sealed class CreateApiTokenRequest
{
    /// <summary>The organization; needed unless the path names it.</summary>
    [JsonPropertyName("organization")]
    public Input<OrganizationLookupRequest> Organization { get; init; }

    /// <summary>What the token shall be.</summary>
    [Required]
    [JsonPropertyName("properties")]
    public Input<ApiTokenPropertiesRequest> Properties { get; init; }

    /// <summary>At most 200.</summary>
    [Length(0, 200)]
    [JsonPropertyName("annotations")]
    public Input<IReadOnlyList<Input<AnnotationRequest>>> Annotations { get; init; }

    internal CreateApiTokenCommand ToCommand(ResourceId? inPath) => new()
    {
        Organization = Organization.State == InputState.Invalid
            ? Organization.Select(_ => new OrganizationLookup(default, default, inPath))
            : Input<OrganizationLookup>.Of(
                Organization.Site!,
                new OrganizationLookup(Organization.Value?.Id ?? default, Organization.Value?.SubDomain ?? default, inPath)),
        Properties = Properties.Select(properties => properties.ToProperties()),
        Annotations = AnnotationRequest.Read(Annotations),
    };
}

/// <summary>The body of Update organization API token.</summary>
public sealed class UpdateApiTokenRequest
{
    /// <summary>The token.</summary>
    [Required]
    [JsonPropertyName("api_token")]
    public Input<ApiTokenLookupRequest> ApiToken { get; init; }

    /// <summary>What changes; what is left out stays.</summary>
    [Required]
    [JsonPropertyName("properties")]
    public Input<ApiTokenPropertiesRequest> Properties { get; init; }

    /// <summary>At most 200, in the place of those that it has; left out, those stay.</summary>
    [RefusesNull]
    [Length(0, 200)]
    [JsonPropertyName("annotations")]
    public Input<IReadOnlyList<Input<AnnotationRequest>>> Annotations { get; init; }

    internal UpdateApiTokenCommand ToCommand() => new()
    {
        ApiToken = ApiTokenLookupRequest.Read(ApiToken),
        Properties = Properties.Select(properties => properties.ToProperties()),
        Annotations = AnnotationRequest.Read(Annotations),
    };
}

/// <summary>The body of what is done to one organization API token.</summary>
public sealed class ApiTokenRequest
{
    /// <summary>The token.</summary>
    [Required]
    [JsonPropertyName("api_token")]
    public Input<ApiTokenLookupRequest> ApiToken { get; init; }

    internal DeleteApiTokenCommand ToDeleteCommand() => new() { ApiToken = ApiTokenLookupRequest.Read(ApiToken) };

    internal RegenerateApiTokenSecretCommand ToRegenerateCommand() => new() { ApiToken = ApiTokenLookupRequest.Read(ApiToken) };
}
