using System.Globalization;
using Microsoft.Data.Sqlite;
using TokenPlatform.Benchmarks.Processes;

namespace TokenPlatform.Benchmarks.Lists;

/// <summary>A store with as many tokens of an app as of its organization, and a server on it.</summary>
internal sealed class ListedStore : IDisposable
{
    // Beneath the product, and before the server starts: a token of the organization's for each of the app's, without an event.
    private const string AddOrganizationTokens = """
        INSERT INTO tokens (
            token_id, secret_hash, kind, organization_id, app_id, user_id, name, description, prefix, scopes, permissions,
            workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_rps,
            rate_limit_burst, rate_limit_per_minute, approval, created_by_user_id, created_by_token_id, issued_at, expires_at,
            revoked_at, revoked_reason, version)
        SELECT
            LOWER(HEX(RANDOMBLOB(4)) || '-' || HEX(RANDOMBLOB(2)) || '-4' || SUBSTR(HEX(RANDOMBLOB(2)), 2) || '-8'
                || SUBSTR(HEX(RANDOMBLOB(2)), 2) || '-' || HEX(RANDOMBLOB(6))),
            RANDOMBLOB(32), 'organization', organization_id, NULL, NULL, 'listed ' || seq, NULL,
            'tko_' || SUBSTR(HEX(RANDOMBLOB(3)), 1, 6), '["api_tokens:read"]', '[]', '[]', '[]', '[]', '[]', '[]', NULL,
            NULL, NULL, 'not_required', NULL, NULL, issued_at, NULL,
            NULL, NULL, version
        FROM tokens WHERE kind = 'app' ORDER BY seq
        """;

    private readonly ScratchFolder _folder;

    private ListedStore(ScratchFolder folder, PlatformProcess platform) => (_folder, Platform) = (folder, platform);

    public PlatformProcess Platform { get; }

    public static async Task<ListedStore> CreateAsync(string program, int tokens, CancellationToken cancellationToken)
    {
        var folder = new ScratchFolder();
        var (store, adminToken) = (folder.File("tokenplatform.db"), PlatformProcess.NewAdminToken());
        try
        {
            await PlatformProcess.SeedAsync(program, store, adminToken, tokens, folder.File("secrets"), cancellationToken);
            var added = await AddAsync(store, cancellationToken);
            return added == tokens
                ? new ListedStore(folder, await PlatformProcess.StartAsync(program, store, adminToken, folder.File("server.log"), cancellationToken))
                : throw new MeasuringException(string.Create(
                    CultureInfo.InvariantCulture, $"The store got {added} tokens of the organization, not {tokens}"));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Platform.Dispose();
        _folder.Dispose();
    }

    private static async Task<int> AddAsync(string store, CancellationToken cancellationToken)
    {
        var place = new SqliteConnectionStringBuilder { DataSource = store, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        await using var connection = new SqliteConnection(place.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = AddOrganizationTokens;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
