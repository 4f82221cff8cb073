using System.Data.Common;
using Dapper;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>
/// What a schema is on either engine: one line for each column with its nullability, each primary key and each index.
/// Types and checks are the engines' own.
/// </summary>
internal static class Schema
{
    public static async Task<IReadOnlyList<string>> OfSqliteAsync(DbConnection connection)
    {
        var lines = new List<string>();
        foreach (var table in await connection.QueryAsync<string>(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('schema_migrations', 'sqlite_sequence')"))
        {
            var columns = (await connection.QueryAsync<ColumnRow>(
                "SELECT name, \"notnull\" AS is_required, pk FROM pragma_table_info(@Table)", new { Table = table })).ToList();
            var key = columns.Where(column => column.Pk > 0).OrderBy(column => column.Pk).Select(column => column.Name);
            lines.AddRange(columns.Select(column => Column(table, column.Name, column.IsRequired || column.Pk > 0)));
            lines.Add(Key(table, key));
            foreach (var index in await connection.QueryAsync<IndexRow>(
                "SELECT name, \"unique\" AS is_unique, partial FROM pragma_index_list(@Table) WHERE origin = 'c'", new { Table = table }))
            {
                var indexed = await connection.QueryAsync<string>(
                    "SELECT name FROM pragma_index_info(@Index) ORDER BY seqno", new { Index = index.Name });
                lines.Add(Index(index.Name, table, indexed, index.IsUnique, index.Partial));
            }
        }

        return lines;
    }

    public static IReadOnlyList<string> OfTSql(IEnumerable<string> scripts)
    {
        var reader = new Reader();
        foreach (var script in scripts)
        {
            SqlTexts.Parse(script, out _).Accept(reader);
        }

        return reader.Lines;
    }

    /// <summary>The names of the columns of <c>varchar</c> and <c>char</c>.</summary>
    public static IEnumerable<string> VarcharsOf(string script)
    {
        var reader = new VarcharReader();
        SqlTexts.Parse(script, out _).Accept(reader);
        return reader.Names;
    }

    private static string Column(string table, string name, bool required) =>
        $"{table}.{name} {(required ? "not null" : "null")}";

    private static string Key(string table, IEnumerable<string> columns) =>
        $"{table} primary key ({string.Join(", ", columns)})";

    private static string Index(string name, string table, IEnumerable<string> columns, bool unique, bool filtered) =>
        $"{(unique ? "unique " : string.Empty)}index {name} on {table} ({string.Join(", ", columns)}){(filtered ? " where" : string.Empty)}";

    private sealed class ColumnRow
    {
        public string Name { get; init; } = string.Empty;

        public bool IsRequired { get; init; }

        public int Pk { get; init; }
    }

    private sealed class IndexRow
    {
        public string Name { get; init; } = string.Empty;

        public bool IsUnique { get; init; }

        public bool Partial { get; init; }
    }

    private sealed class VarcharReader : TSqlFragmentVisitor
    {
        public List<string> Names { get; } = [];

        public override void Visit(ColumnDefinition node)
        {
            if (node.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.VarChar or SqlDataTypeOption.Char })
            {
                Names.Add(node.ColumnIdentifier.Value);
            }
        }
    }

    private sealed class Reader : TSqlFragmentVisitor
    {
        public List<string> Lines { get; } = [];

        public override void Visit(CreateTableStatement node) => Read(node.SchemaObjectName, node.Definition);

        public override void Visit(AlterTableAddTableElementStatement node) => Read(node.SchemaObjectName, node.Definition);

        public override void Visit(CreateIndexStatement node) => Lines.Add(Index(
            node.Name.Value,
            node.OnName.BaseIdentifier.Value,
            node.Columns.Select(column => NameOf(column.Column)),
            node.Unique,
            node.FilterPredicate is not null));

        private void Read(SchemaObjectName name, TableDefinition definition)
        {
            var table = name.BaseIdentifier.Value;
            foreach (var column in definition.ColumnDefinitions)
            {
                var columnName = column.ColumnIdentifier.Value;
                Lines.Add(Column(table, columnName, column.Constraints.OfType<NullableConstraintDefinition>().Any(c => !c.Nullable)));
                Lines.AddRange(column.Constraints.OfType<UniqueConstraintDefinition>().Select(_ => Key(table, [columnName])));
            }

            Lines.AddRange(definition.TableConstraints.OfType<UniqueConstraintDefinition>()
                .Select(key => Key(table, key.Columns.Select(column => NameOf(column.Column)))));
        }

        private static string NameOf(ColumnReferenceExpression column) => column.MultiPartIdentifier.Identifiers[^1].Value;
    }
}
