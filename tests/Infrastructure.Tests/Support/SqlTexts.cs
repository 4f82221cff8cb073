using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>The texts of the <c>*Sql</c> classes, and what either engine makes of a text.</summary>
internal static partial class SqlTexts
{
    /// <summary>What both engines are told. Private constants are parts of these.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Shared { get; } =
    [
        .. typeof(Migrator).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Sql", StringComparison.Ordinal) && type != typeof(SqliteSql) && type != typeof(SqlServerSql))
            .SelectMany(ConstantsOf),
    ];

    public static IReadOnlyList<(string Name, string Sql)> SqliteOnly { get; } = ConstantsOf(typeof(SqliteSql));

    public static IReadOnlyList<(string Name, string Sql)> SqlServerOnly { get; } = ConstantsOf(typeof(SqlServerSql));

    /// <summary>A text as it is, and a list also as a page of it.</summary>
    public static IReadOnlyList<string> Forms(string sql, string takeClause) =>
        sql.Contains("ORDER BY", StringComparison.Ordinal) ? [sql, $"{sql}\n{takeClause}"] : [sql];

    /// <summary>What SQL Server's grammar has against a text.</summary>
    public static IReadOnlyList<string> FaultsInTSql(string sql)
    {
        Parse(sql, out var errors);
        return [.. errors.Select(error => $"line {error.Line}, column {error.Column}: {error.Message}")];
    }

    public static TSqlFragment Parse(string sql, out IList<ParseError> errors)
    {
        using var reader = new StringReader(sql);
        return new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    /// <summary>The parameters that a text compares with a column of <c>varchar</c> or <c>char</c>, by name.</summary>
    public static IReadOnlyList<string> ParametersComparedWithVarchar(string sql)
    {
        var reader = new ComparisonReader();
        Parse(sql, out _).Accept(reader);
        return [.. reader.Parameters.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What SQLite has against a text, asked without running it.</summary>
    public static string? FaultInSqlite(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN {sql}";
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        try
        {
            command.ExecuteNonQuery();
            return null;
        }
        catch (SqliteException failure)
        {
            return failure.Message;
        }
    }

    private sealed class ComparisonReader : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> s_varchars = [.. Migrator.Scripts("SqlServer").SelectMany(script => Schema.VarcharsOf(script.Script))];

        public List<string> Parameters { get; } = [];

        public override void Visit(BooleanComparisonExpression node)
        {
            Note(node.FirstExpression, node.SecondExpression);
            Note(node.SecondExpression, node.FirstExpression);
        }

        private void Note(ScalarExpression one, ScalarExpression other)
        {
            if (other is VariableReference parameter
                && ((one is ColumnReferenceExpression column && s_varchars.Contains(column.MultiPartIdentifier.Identifiers[^1].Value)) || one is CaseExpression))
            {
                Parameters.Add(parameter.Name[1..]);
            }
        }
    }

    private static IReadOnlyList<(string Name, string Sql)> ConstantsOf(Type type) =>
    [
        .. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!)),
    ];

    [GeneratedRegex("@[A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
