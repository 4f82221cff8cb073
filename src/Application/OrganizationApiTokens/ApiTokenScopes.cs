namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>The scopes of seed 003, as they are named to who lacks them.</summary>
internal static class ApiTokenScopes
{
    public const string All = "api_tokens";
    public const string Read = "api_tokens:read";
}
