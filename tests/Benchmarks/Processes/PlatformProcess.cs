using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Benchmarks.Processes;

/// <summary>
/// The real server over a SQLite file of its own. Two settings are given: where that file is, and the first administrator's
/// token. All others are as they come, unless a measurement says so.
/// </summary>
internal sealed class PlatformProcess : IDisposable
{
    private const string AllocatedMetric = "dotnet_gc_heap_total_allocated_bytes_total ";

    private PlatformProcess(ServerProcess server, string adminToken)
    {
        Server = server;
        AdminToken = adminToken;
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminToken);
    }

    public ServerProcess Server { get; }

    public string AdminToken { get; }

    public Guid OrganizationId { get; private set; }

    public Guid AppId { get; private set; }

    /// <summary>Starts the server on a store.</summary>
    /// <param name="program">The server's program.</param>
    /// <param name="databaseFile">The store.</param>
    /// <param name="adminToken">The first administrator's token.</param>
    /// <param name="log">The file that takes what it prints.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="settings">What is set besides, as environment variables.</param>
    public static async Task<PlatformProcess> StartAsync(
        string program, string databaseFile, string adminToken, string log, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var environment = EnvironmentFor(databaseFile, adminToken);
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        var server = await ServerProcess.StartAsync(["dotnet", program], environment, "/health/ready", log, cancellationToken);
        var platform = new PlatformProcess(server, adminToken);
        try
        {
            platform.OrganizationId = (await platform.GetAsync("/v1/orgs", cancellationToken)).GetProperty("organizations")[0].GetProperty("organization_id").GetGuid();
            platform.AppId = (await platform.GetAsync($"/v1/orgs/{platform.OrganizationId}/apps", cancellationToken)).GetProperty("apps")[0].GetProperty("app_id").GetGuid();
            return platform;
        }
        catch
        {
            platform.Dispose();
            throw;
        }
    }

    /// <summary>Makes a store with the command <c>seed</c>.</summary>
    /// <param name="program">The server's program.</param>
    /// <param name="databaseFile">The store.</param>
    /// <param name="adminToken">The first administrator's token.</param>
    /// <param name="tokens">How many tokens.</param>
    /// <param name="secretsFile">A new file for plaintexts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The plaintexts.</returns>
    public static async Task<IReadOnlyList<string>> SeedAsync(
        string program, string databaseFile, string adminToken, int tokens, string secretsFile, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "dotnet", [program, "seed", "--tokens", tokens.ToString(CultureInfo.InvariantCulture), "--secrets", secretsFile]);
        foreach (var (key, value) in EnvironmentFor(databaseFile, adminToken))
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return process.ExitCode == 0
            ? await File.ReadAllLinesAsync(secretsFile, cancellationToken)
            : throw new MeasuringException("The store could not be seeded");
    }

    /// <summary>A plaintext for an administrator.</summary>
    public static string NewAdminToken() => TokenSecret.Generate(SecretKind.Personal).Reveal();

    /// <summary>Issues a token that the app owns.</summary>
    /// <returns>Its plaintext.</returns>
    public async Task<string> IssueAsync(string permission, CancellationToken cancellationToken) =>
        (await IssueTokenAsync(permission, cancellationToken)).Plaintext;

    /// <summary>Issues a token that the app owns, and revokes it.</summary>
    /// <returns>Its plaintext.</returns>
    public async Task<string> IssueRevokedAsync(string permission, CancellationToken cancellationToken)
    {
        var (plaintext, id) = await IssueTokenAsync(permission, cancellationToken);
        using var answer = await Server.Http.DeleteAsync(new Uri($"/v1/orgs/{OrganizationId}/apps/{AppId}/tokens/{id}", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return plaintext;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await Server.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellationToken);

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await Server.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async Task PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await Server.Http.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the process has allocated since it started, in bytes.</summary>
    public async Task<long> AllocatedBytesAsync(CancellationToken cancellationToken)
    {
        var page = await Server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        var line = page.Split('\n').First(text => text.StartsWith(AllocatedMetric, StringComparison.Ordinal));
        return (long)double.Parse(line[AllocatedMetric.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public void Dispose() => Server.Dispose();

    private async Task<(string Plaintext, string Id)> IssueTokenAsync(string permission, CancellationToken cancellationToken)
    {
        var body = new { name = "benchmark", token_type = "service", permissions = new[] { permission } };
        var issued = await PostAsync($"/v1/orgs/{OrganizationId}/apps/{AppId}/tokens", body, cancellationToken);
        return (issued.GetProperty("plaintext_token").GetString()!, issued.GetProperty("token").GetProperty("token_id").GetString()!);
    }

    private static Dictionary<string, string> EnvironmentFor(string databaseFile, string adminToken) => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__TokenPlatform"] = $"Data Source={databaseFile}",
        ["Bootstrap__AdminToken"] = adminToken,
    };
}
