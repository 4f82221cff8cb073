using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>The rate that every new token of an organization gets. Clients read it and do not choose it.</summary>
/// <param name="Limit">By the minute.</param>
public sealed record OrganizationTokenRate(RateLimit Limit)
{
    /// <summary>Requests a minute unless configured.</summary>
    public const int Default = 600;
}
