using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using TokenPlatform.Application.Common;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>The store cannot serve this program, for a reason that one sentence says.</summary>
/// <param name="message">The sentence.</param>
public sealed class StoreException(string message) : Exception(message);

/// <summary>
/// Brings the schema to what this program knows: embedded scripts, each applied once, in the order of their names and
/// in a transaction of its own, journaled with a checksum. What was applied never changes.
/// </summary>
public sealed class Migrator(SqlDialect dialect, TimeProvider clock)
{
    /// <summary>The scripts of an engine, in order.</summary>
    /// <param name="dialectName">The engine's folder.</param>
    /// <returns>File name and text.</returns>
    public static IReadOnlyList<(string Name, string Script)> Scripts(string dialectName)
    {
        var assembly = typeof(Migrator).Assembly;
        var folder = dialectName + "/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[folder.Length..], Read(name))),
        ];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return reader.ReadToEnd().ReplaceLineEndings("\n");
        }
    }

    /// <summary>Applies what is missing. Safe to run on many nodes at once.</summary>
    /// <param name="cancellationToken">Stops between two scripts.</param>
    /// <returns>The scripts that were applied, by name.</returns>
    /// <exception cref="StoreException">A script changed after it was applied, or the store is newer than this program.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        dialect.MakePlace();
        using var gate = await dialect.EnterWriteGateAsync(cancellationToken);
        await using var connection = await dialect.OpenToMigrateAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(dialect.CreateJournal, cancellationToken: cancellationToken));
        var applied = new List<string>();
        foreach (var (name, script) in Scripts(dialect.Name))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (!(await PendingAsync(connection, transaction, cancellationToken)).Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            await connection.ExecuteAsync(new CommandDefinition(script, transaction: transaction, cancellationToken: cancellationToken));
            var entry = new { Name = name, Checksum = ChecksumOf(script), AppliedAt = clock.GetNow() };
            await connection.ExecuteAsync(new CommandDefinition(MigrationSql.Add, entry, transaction, cancellationToken: cancellationToken));
            await transaction.CommitAsync(CancellationToken.None);
            applied.Add(name);
        }

        return applied;
    }

    /// <summary>The scripts that are not applied yet, by name; all of them where there is no store. Asking changes nothing.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StoreException">A script changed after it was applied, or the store is newer than this program.</exception>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken) =>
        (await ExamineAsync(cancellationToken)).Pending;

    /// <summary>As <see cref="PendingAsync(CancellationToken)"/>; where nothing is missing, also what could be set better.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The missing scripts by name, and a sentence or null.</returns>
    /// <exception cref="StoreException">A script changed after it was applied, or the store is newer than this program.</exception>
    public async Task<(IReadOnlyList<string> Pending, string? Advice)> ExamineAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenJournalAsync(cancellationToken);
        if (connection is null)
        {
            return ([.. Scripts(dialect.Name).Select(migration => migration.Name)], null);
        }

        var pending = await PendingAsync(connection, null, cancellationToken);
        return (pending, pending.Count == 0 ? await dialect.FindAdviceAsync(connection, cancellationToken) : null);
    }

    private static string ChecksumOf(string script) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private async Task<IReadOnlyList<string>> PendingAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        TypeHandlers.EnsureRegistered();
        var known = Scripts(dialect.Name);
        var applied = (await connection.QueryAsync<JournalRow>(
            new CommandDefinition(MigrationSql.ListApplied, transaction: transaction, cancellationToken: cancellationToken))).ToList();
        foreach (var row in applied)
        {
            var script = known.FirstOrDefault(migration => migration.Name == row.Name).Script
                ?? throw new StoreException($"The store is newer than this program: it knows the migration {row.Name}, which this program does not");
            if (ChecksumOf(script) != row.Checksum)
            {
                throw new StoreException($"The migration {row.Name} changed after it was applied to the store");
            }
        }

        return [.. known.Select(migration => migration.Name).Except(applied.Select(row => row.Name), StringComparer.Ordinal)];
    }

    private sealed class JournalRow
    {
        public string Name { get; init; } = string.Empty;

        public string Checksum { get; init; } = string.Empty;
    }
}
