using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class TokenRow
{
    public long Seq { get; init; }

    public Guid TokenId { get; init; }

    public byte[] SecretHash { get; init; } = [];

    public string Kind { get; init; } = string.Empty;

    public Guid? OrganizationId { get; init; }

    public Guid? AppId { get; init; }

    public Guid? UserId { get; init; }

    public string Name { get; init; } = string.Empty;

    public string? Description { get; init; }

    public string Prefix { get; init; } = string.Empty;

    public string Scopes { get; init; } = string.Empty;

    public string Permissions { get; init; } = string.Empty;

    public string WorkspaceIds { get; init; } = string.Empty;

    public string NamespaceIds { get; init; } = string.Empty;

    public string EnvironmentIds { get; init; } = string.Empty;

    public string EndpointPaths { get; init; } = string.Empty;

    public string AuthorizedIpAddresses { get; init; } = string.Empty;

    public int? RateLimitRps { get; init; }

    public int? RateLimitBurst { get; init; }

    public int? RateLimitPerMinute { get; init; }

    public string Approval { get; init; } = string.Empty;

    public Guid? CreatedByUserId { get; init; }

    public Guid? CreatedByTokenId { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedReason { get; init; }

    public int Version { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? SecretEndsAt { get; init; }

    public static TokenRow Of(Token token, byte[] secretHash) => new()
    {
        TokenId = token.TokenId,
        SecretHash = secretHash,
        Kind = token.Kind.ToSnakeCase(),
        OrganizationId = token.OrganizationId,
        AppId = token.AppId,
        UserId = token.UserId,
        Name = token.Name,
        Description = token.Description,
        Prefix = token.Prefix,
        Scopes = JsonList.Write(token.Limits.Scopes),
        Permissions = JsonList.Write(token.Limits.Permissions),
        WorkspaceIds = JsonList.Write(token.Limits.WorkspaceIds),
        NamespaceIds = JsonList.Write(token.Limits.NamespaceIds),
        EnvironmentIds = JsonList.Write(token.Limits.EnvironmentIds),
        EndpointPaths = JsonList.Write(token.Limits.EndpointPaths),
        AuthorizedIpAddresses = JsonList.Write(token.Limits.AuthorizedIpAddresses),
        RateLimitRps = token.Limits.Rate?.PerSecond,
        RateLimitBurst = token.Limits.Rate?.Burst,
        RateLimitPerMinute = token.Limits.Rate?.PerMinute,
        Approval = token.Approval.ToSnakeCase(),
        CreatedByUserId = token.CreatedByUserId,
        CreatedByTokenId = token.CreatedByTokenId,
        IssuedAt = token.IssuedAt,
        ExpiresAt = token.ExpiresAt,
        RevokedAt = token.RevokedAt,
        RevokedReason = token.RevokedReason,
        Version = token.Version,
    };

    public Token ToToken() => new()
    {
        TokenId = TokenId,
        Kind = EnumNames.Parse<TokenKind>(Kind),
        OrganizationId = OrganizationId,
        AppId = AppId,
        UserId = UserId,
        Name = Name,
        Description = Description,
        Prefix = Prefix,
        Limits = new TokenLimits
        {
            Scopes = JsonList.Read(Scopes),
            Permissions = JsonList.Read(Permissions),
            WorkspaceIds = JsonList.Read(WorkspaceIds),
            NamespaceIds = JsonList.Read(NamespaceIds),
            EnvironmentIds = JsonList.Read(EnvironmentIds),
            EndpointPaths = JsonList.Read(EndpointPaths),
            AuthorizedIpAddresses = JsonList.Read(AuthorizedIpAddresses),
            Rate = RateLimitRps is { } perSecond ? RateLimit.Of(perSecond, RateLimitBurst)
                : RateLimitPerMinute is { } perMinute ? RateLimit.ByTheMinute(perMinute)
                : null,
        },
        Approval = EnumNames.Parse<ApprovalState>(Approval),
        CreatedByUserId = CreatedByUserId,
        CreatedByTokenId = CreatedByTokenId,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
        LastUsedAt = LastUsedAt,
        RevokedAt = RevokedAt,
        RevokedReason = RevokedReason,
        Version = Version,
    };
}
