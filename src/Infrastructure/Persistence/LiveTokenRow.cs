using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class LiveTokenRow
{
    public Guid TokenId { get; init; }

    public Guid AppId { get; init; }

    public string Name { get; init; } = string.Empty;

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public int? RateLimitRps { get; init; }

    public int? RateLimitBurst { get; init; }

    public string Scopes { get; init; } = string.Empty;

    public string Permissions { get; init; } = string.Empty;

    public IReadOnlyList<string> ReadCarried() => [.. JsonList.Read(Permissions), .. JsonList.Read(Scopes)];

    public LiveToken ToToken(IReadOnlyList<string> carried) => new(
        TokenId,
        AppId,
        Name,
        IssuedAt,
        ExpiresAt,
        carried,
        RateLimitRps is { } rps ? RateLimit.Of(rps, RateLimitBurst) : null);
}
