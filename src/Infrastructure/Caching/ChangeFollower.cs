using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Common;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Caching;

/// <summary>
/// Follows what other processes on the same store change, at the cost of one short question each half second. Positions
/// are given out in another order than transactions commit: reading begins at the oldest gap that may still be filled.
/// </summary>
internal sealed partial class ChangeFollower(SqlDialect dialect, SnapshotCache cache, TimeProvider clock, ILogger<ChangeFollower> log)
    : BackgroundService
{
    /// <summary>How long a transaction may run that still fills a gap.</summary>
    public static readonly TimeSpan GapLife = TimeSpan.FromSeconds(60);

    private const int PageSize = 1000;
    private const int MaxAhead = 100_000;
    private const int CommandTimeoutSeconds = 5;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<long> _ahead = [];
    private DbConnection? _connection;
    private bool _isAnother;
    private long? _version;
    private long _settled;

    /// <summary>Hears of all changes that are committed now.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        if (_connection is not null && dialect.IsForsaken(_connection))
        {
            _isAnother = true;
            await ForgetConnectionAsync();
        }

        _connection ??= await dialect.OpenAsync(cancellationToken);
        if (_isAnother || !cache.IsTrusted || _ahead.Count > MaxAhead)
        {
            await BeginAnewAsync(cancellationToken);
        }

        var version = await ReadVersionAsync(cancellationToken);
        if (version is null || version != _version)
        {
            await ReadChangesAsync(cancellationToken);
            _version = version;
        }

        cache.NoteCompared(began);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        var failed = false;
        do
        {
            try
            {
                await PollAsync(stoppingToken);
                failed = false;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (!failed)
                {
                    LogFailed(failure, cache.TrustedFor.TotalSeconds);
                }

                failed = true;
                dialect.NoteFailure(_connection, failure);
                await ForgetConnectionAsync();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ForgetConnectionAsync();
    }

    private async Task BeginAnewAsync(CancellationToken cancellationToken)
    {
        _ahead.Clear();
        _version = null;
        _settled = await _connection!.QuerySingleAsync<long?>(
            Command(ChangeSql.FindSettled, new { SettledAt = clock.GetNow() - GapLife }, cancellationToken)) ?? 0;
        cache.Clear();
        _isAnother = false;
    }

    private async Task<long?> ReadVersionAsync(CancellationToken cancellationToken) =>
        dialect.DataVersion is { } sql ? await _connection!.QuerySingleAsync<long>(Command(sql, null, cancellationToken)) : null;

    private async Task ReadChangesAsync(CancellationToken cancellationToken)
    {
        var after = _settled;
        var isSettled = true;
        var settledAt = clock.GetNow() - GapLife;
        List<Row> page;
        do
        {
            page = [.. await _connection!.QueryAsync<Row>(
                Command(dialect.Take(ChangeSql.List), new { After = after, Take = PageSize }, cancellationToken))];
            cache.Evict(page.Where(row => _ahead.Add(row.Seq)).Select(row => row.ToChange()).ToHashSet());
            foreach (var row in page)
            {
                isSettled = isSettled && (row.Seq == _settled + 1 || row.ChangedAt <= settledAt);
                _settled = isSettled ? row.Seq : _settled;
                after = row.Seq;
            }
        }
        while (page.Count == PageSize);
        _ahead.RemoveWhere(seq => seq <= _settled);
    }

    private async Task ForgetConnectionAsync()
    {
        // The version is the connection's own: another's may be the same number and mean nothing.
        var connection = _connection;
        (_connection, _version) = (null, null);
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, commandTimeout: CommandTimeoutSeconds, cancellationToken: cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Changes of other processes cannot be read; cached tokens are used for {Seconds} seconds at most")]
    private partial void LogFailed(Exception failure, double seconds);

    private sealed class Row
    {
        public long Seq { get; init; }

        public string SubjectType { get; init; } = string.Empty;

        public Guid SubjectId { get; init; }

        public DateTimeOffset ChangedAt { get; init; }

        public Change ToChange() => new(EnumNames.Parse<ChangeSubject>(SubjectType), SubjectId);
    }
}
