using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>What a failure of either engine means.</summary>
public enum StoreFault
{
    /// <summary>A statement or a value that the store cannot take: a bug of this program.</summary>
    Bug,

    /// <summary>A unique index holds the value already.</summary>
    Duplicate,

    /// <summary>The engine gave the transaction up for a reason that a repetition may not meet.</summary>
    Passing,

    /// <summary>The engine does not answer, or cannot do its work.</summary>
    Away,

    /// <summary>The engine answers and does not know the account or its password.</summary>
    LoginRefused,

    /// <summary>The engine answers and has no such database, or has no place in it for the account.</summary>
    DatabaseMissing,
}

/// <summary>Tells failures apart, by the engines' numbers and never by their texts.</summary>
public static class StoreFaults
{
    // From this severity on SQL Server means itself, its machine or the network, and not the statement.
    private const int ServersOwnSeverity = 17;

    /// <summary>Judges what a driver threw.</summary>
    /// <param name="failure">Anything; what no driver throws is a bug.</param>
    public static StoreFault Of(Exception failure) => failure switch
    {
        SqlException sql => OfSqlServer(sql),
        SqliteException sqlite => OfSqlite(sqlite),
        _ => StoreFault.Bug,
    };

    /// <summary>Says why the store cannot be used. It holds no address, account or secret.</summary>
    /// <param name="failure">What a driver threw.</param>
    public static string SentenceOf(Exception failure) => Of(failure) switch
    {
        StoreFault.LoginRefused => "The store refuses the login in ConnectionStrings:TokenPlatform",
        StoreFault.DatabaseMissing => "The store has no database for this login that ConnectionStrings:TokenPlatform names",
        _ => "The store cannot be reached",
    };

    private static StoreFault OfSqlServer(SqlException failure) => failure.Number switch
    {
        // A unique index; a unique constraint.
        2601 or 2627 => StoreFault.Duplicate,

        // Deadlock victim; lock not granted in the time that the session set; update conflict under snapshots.
        1205 or 1222 or 3960 or 3961 => StoreFault.Passing,

        // Shutting down, killed, database in transition or changing its replica.
        596 or 615 or 921 or 922 or 926 or 976 or 978 or 983 or 4221 or 6005 => StoreFault.Passing,

        // Azure SQL moves or throttles the database.
        10928 or 10929 or 40143 or 40197 or 40501 or 40540 or 40613 or 49918 or 49919 or 49920 => StoreFault.Passing,

        // An open connection broke.
        19 or 64 or 121 or 233 or 10053 or 10054 => StoreFault.Passing,

        18452 or 18456 or 18470 or 18486 or 18487 or 18488 => StoreFault.LoginRefused,
        911 or 916 or 4060 or 4064 => StoreFault.DatabaseMissing,

        // A command took too long; the database is read-only; a table or a column that migrations bring is not there yet.
        -2 or 3906 or 207 or 208 => StoreFault.Away,

        _ => failure.Class >= ServersOwnSeverity ? StoreFault.Away : StoreFault.Bug,
    };

    private static StoreFault OfSqlite(SqliteException failure) => (failure.SqliteErrorCode, failure.SqliteExtendedErrorCode) switch
    {
        (_, raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID) => StoreFault.Duplicate,
        (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_TOOBIG, _) =>
            StoreFault.Bug,
        _ => StoreFault.Away,
    };
}
