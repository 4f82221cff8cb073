using System.Collections;

namespace TokenPlatform.Infrastructure.Tests.Support;

public enum Engine
{
    Sqlite,
    SqlServer,
}

/// <summary>The engines that a suite runs on. Where there is no SQL Server its fixture is ignored by name.</summary>
internal sealed class Engines : IEnumerable
{
    public IEnumerator GetEnumerator()
    {
        yield return new TestFixtureData(Engine.Sqlite);
        yield return OnSqlServer;
    }

    /// <summary>For what only SQL Server has.</summary>
    public static IEnumerable<TestFixtureData> SqlServerOnly => [OnSqlServer];

    private static TestFixtureData OnSqlServer => SqlServerDatabase.Server is null
        ? new TestFixtureData(Engine.SqlServer).Ignore($"{SqlServerDatabase.Variable} names no SQL Server")
        : new TestFixtureData(Engine.SqlServer);
}
