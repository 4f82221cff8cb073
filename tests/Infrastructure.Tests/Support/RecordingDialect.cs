using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using Microsoft.Data.Sqlite;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>SQLite that is deaf to any text but those of the <c>*Sql</c> classes, paged or not.</summary>
internal sealed class RecordingDialect(SqliteDialect inner, string connectionString) : SqlDialect
{
    public override string Name => inner.Name;

    public override string CreateJournal => inner.CreateJournal;

    protected override string TakeClause => SqliteSql.TakeClause;

    protected override string SkipAndTakeClause => SqliteSql.SkipAndTakeClause;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new RecordingConnection($"{connectionString};Foreign Keys=True", AllTexts());
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SqliteSql.PrepareConnection, cancellationToken: cancellationToken));
        return connection;
    }

    public override Task<IDisposable> EnterWriteGateAsync(CancellationToken cancellationToken) => inner.EnterWriteGateAsync(cancellationToken);

    private HashSet<string> AllTexts()
    {
        var texts = SqlTexts.Shared.Concat(SqlTexts.SqliteOnly).Select(text => text.Sql).ToList();
        return [.. texts, .. texts.Select(Take), .. texts.Select(SkipAndTake)];
    }

    // The provider's own statements, such as BEGIN, are made another way and pass.
    private sealed class RecordingConnection(string connectionString, HashSet<string> texts) : SqliteConnection(connectionString)
    {
        protected override DbCommand CreateDbCommand() => new RecordingCommand(texts) { Connection = this, Transaction = Transaction };
    }

    private sealed class RecordingCommand(HashSet<string> texts) : SqliteCommand
    {
        [AllowNull]
        public override string CommandText
        {
            get => base.CommandText;
            set
            {
                // The base class clears its text as it is made, before there is a list to look at.
                if (value is { Length: > 0 } && !texts.Contains(value))
                {
                    throw new InvalidOperationException($"No text of a *Sql class: {value}");
                }

                base.CommandText = value;
            }
        }
    }
}
