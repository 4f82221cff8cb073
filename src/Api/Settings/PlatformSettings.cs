using System.Globalization;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.OrganizationApiTokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Settings;

/// <summary>A setting that cannot be used.</summary>
/// <param name="message">Which, and what it takes, in one sentence.</param>
public sealed class SettingsException(string message) : Exception(message);

/// <summary>What an operator can set, read and judged once, at start. README lists them.</summary>
internal sealed record PlatformSettings
{
    public const string Sqlite = "Sqlite";
    public const string SqlServer = "SqlServer";

    /// <summary>Where 0 is set for a limit.</summary>
    public const int NoLimit = 0;

    private const int DefaultMaxConnections = 5000;
    private const int DefaultFailedAuthentications = 600;

    private const string DefaultConnectionString = "Data Source=data/tokenplatform.db";

    /// <summary>The engine: <see cref="Sqlite"/> or <see cref="SqlServer"/>.</summary>
    public required string Provider { get; init; }

    public required string ConnectionString { get; init; }

    public required bool MigrateOnStart { get; init; }

    /// <summary>The first administrator's token, where the operator chose it.</summary>
    public TokenSecret? AdminToken { get; init; }

    /// <summary>The first administrator's password, where the operator chose one.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>What clients call this server, without a trailing slash; null where it answers to any name.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whose <c>X-Forwarded-For</c> is believed; empty for nobody's, not even loopback's.</summary>
    public required IReadOnlyList<AddressRange> TrustedProxies { get; init; }

    /// <summary>How many connections are open at once at most.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>How many requests without a living token an address may make in a minute; <see cref="NoLimit"/> for any number.</summary>
    public required int FailedAuthenticationsPerMinute { get; init; }

    /// <summary>Whether the gateway takes tokens of any organization where a proxy names none.</summary>
    public required bool GatewayAllowsAnyOrganization { get; init; }

    /// <summary>The key of the audit chains' hashes; none unless set.</summary>
    public required AuditKey AuditKey { get; init; }

    /// <summary>See <see cref="PermissionReader"/>.</summary>
    public required string OAuth2ScopePrefix { get; init; }

    /// <summary>Requests a minute that a new token of an organization gets, 1..100000.</summary>
    public required int OrganizationTokenRatePerMinute { get; init; }

    /// <summary>For how long what is kept in memory is used while the store cannot be asked for changes.</summary>
    public required TimeSpan MaxStaleness { get; init; }

    public string? AutoMapperLicenseKey { get; init; }

    /// <summary>Where the first token is written when nobody watches.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>What this server is called in OAuth (RFC 8414 section 2): its public URL, else what the caller called it.</summary>
    public string IssuerFor(HttpRequest request) => PublicUrl?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";

    public static PlatformSettings Read(IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"] ?? Sqlite;
        if (provider is not (Sqlite or SqlServer))
        {
            throw new SettingsException($"Database:Provider must be Sqlite or SqlServer, not '{provider}'");
        }

        CheckAddresses(configuration["urls"]);
        return new PlatformSettings
        {
            Provider = provider,
            ConnectionString = ReadConnectionString(configuration, provider),
            MigrateOnStart = ReadBool(configuration, "Database:MigrateOnStart") ?? provider == Sqlite,
            AdminToken = ReadAdminToken(configuration["Bootstrap:AdminToken"]),
            AdminPassword = ReadPassword(configuration["Bootstrap:AdminPassword"]),
            PublicUrl = ReadUrl(configuration, "Server:PublicUrl"),
            TrustedProxies = ReadProxies(configuration),
            MaxConnections = ReadNumber(configuration, "Server:MaxConnections", 1, 1_000_000) ?? DefaultMaxConnections,
            FailedAuthenticationsPerMinute =
                ReadNumber(configuration, "Server:FailedAuthenticationsPerMinute", NoLimit, 1_000_000) ?? DefaultFailedAuthentications,
            GatewayAllowsAnyOrganization = ReadBool(configuration, "Gateway:AllowAnyOrganization") ?? false,
            AuditKey = ReadAuditKey(configuration["Audit:Key"]),
            OAuth2ScopePrefix = configuration["Permissions:OAuth2ScopePrefix"] ?? PermissionReader.DefaultPrefix,
            OrganizationTokenRatePerMinute = ReadNumber(configuration, "OrganizationTokens:RateLimitPerMinute", 1, RateLimit.Max) ?? OrganizationTokenRate.Default,
            MaxStaleness = TimeSpan.FromSeconds(ReadNumber(configuration, "Cache:MaxStalenessSeconds", 2, 300) ?? 30),
            AutoMapperLicenseKey = configuration["AutoMapper:LicenseKey"],
        };
    }

    private static string ReadConnectionString(IConfiguration configuration, string provider) =>
        configuration.GetConnectionString("TokenPlatform")
        ?? (provider == Sqlite
            ? DefaultConnectionString
            : throw new SettingsException($"ConnectionStrings:TokenPlatform must be set where Database:Provider is {provider}"));

    // Kestrel takes what is no port for part of a host's name, and then listens everywhere.
    private static void CheckAddresses(string? urls)
    {
        foreach (var url in (urls ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var named = url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);
            if (!Uri.TryCreate(named, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new SettingsException($"urls must be addresses such as http://127.0.0.1:5080, not '{url}'");
            }
        }
    }

    private static IReadOnlyList<AddressRange> ReadProxies(IConfiguration configuration)
    {
        const string Key = "Server:TrustedProxies";
        var separated = (configuration[Key] ?? string.Empty).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        var listed = configuration.GetSection(Key).GetChildren().Select(child => child.Value ?? string.Empty);
        return
        [
            .. separated.Concat(listed).Select(text => AddressRange.TryParse(text, out var range)
                ? range
                : throw new SettingsException($"{Key} must be addresses and CIDR networks, and '{text}' is neither")),
        ];
    }

    private static int? ReadNumber(IConfiguration configuration, string key, int least, int most) => configuration[key] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new SettingsException($"{key} must be a number from {least} to {most}, not '{text}'"),
    };

    private static bool? ReadBool(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => null,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new SettingsException($"{key} must be true or false, not '{text}'"),
    };

    // A malformed token may be a good one with a slip of the pen: it is not repeated.
    private static TokenSecret? ReadAdminToken(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return TokenSecret.TryParse(text, out var secret) && secret.Kind == SecretKind.Personal
            ? secret
            : throw new SettingsException("Bootstrap:AdminToken is no well-formed personal token (tkp_…); make one with the command: token new");
    }

    private static AuditKey ReadAuditKey(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return AuditKey.None;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= AuditKey.MinLength
            ? new AuditKey(bytes[..length])
            : throw new SettingsException($"Audit:Key must be base64 of at least {AuditKey.MinLength} bytes; make one with: openssl rand -base64 32");
    }

    private static string? ReadPassword(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.EnumerateRunes().Count() is >= 12 and <= 128
            ? text
            : throw new SettingsException("Bootstrap:AdminPassword must have 12 to 128 characters");
    }

    private static Uri? ReadUrl(IConfiguration configuration, string key)
    {
        var text = configuration[key];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0
            ? url
            : throw new SettingsException($"{key} must be an absolute http or https URL without a query, not '{text}'");
    }
}
