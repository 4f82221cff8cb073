using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>
/// How values travel to either engine and back. On SQL Server a parameter has the type of the columns that it is compared
/// with, null or not: were it another, the column would be converted row by row, and no index used.
/// </summary>
internal static class TypeHandlers
{
    private const int HashLength = 32;

    // As Dapper has it.
    private const int MostCharacters = 4000;

    private static readonly Dictionary<Type, SqlMapper.ITypeHandler> s_handlers = new()
    {
        [typeof(Guid)] = new GuidHandler(),
        [typeof(DateTimeOffset)] = new TimeHandler(),
        [typeof(byte[])] = new HashHandler(),
        [typeof(Word)] = new WordHandler(),
    };

    private static readonly Lazy<bool> s_registered = new(Register);

    public static bool EnsureRegistered() => s_registered.Value;

    private static bool Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        foreach (var (type, handler) in s_handlers)
        {
            // What Dapper knows of the type goes before what it is told.
            SqlMapper.RemoveTypeMap(type);
            if (type.IsValueType)
            {
                SqlMapper.RemoveTypeMap(typeof(Nullable<>).MakeGenericType(type));
            }

            SqlMapper.AddTypeHandler(type, handler);
        }

        return true;
    }

    /// <summary>Sets one parameter as Dapper would, for commands of a batch, which Dapper does not know.</summary>
    /// <param name="parameter">Which.</param>
    /// <param name="type">Of the value, also where that is null.</param>
    /// <param name="value">The value.</param>
    public static void Set(DbParameter parameter, Type type, object? value)
    {
        if (s_handlers.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var handler))
        {
            handler.SetValue(parameter, value ?? DBNull.Value);
            return;
        }

        parameter.Value = value ?? DBNull.Value;
        if (type == typeof(string))
        {
            // One size for all, and so one plan.
            (parameter.DbType, parameter.Size) = (DbType.String, ((string?)value)?.Length > MostCharacters ? -1 : MostCharacters);
        }
        else if (Nullable.GetUnderlyingType(type) == typeof(int))
        {
            parameter.DbType = DbType.Int32;
        }
    }

    /// <summary><c>uniqueidentifier</c>; lower-case text on SQLite.</summary>
    private sealed class GuidHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) =>
            (parameter.DbType, parameter.Value) = parameter is SqlParameter
                ? (DbType.Guid, value)
                : (DbType.String, value is Guid id ? id.ToString() : value);

        public object Parse(Type destinationType, object value) => value is Guid id ? id : Guid.ParseExact((string)value, "D");
    }

    /// <summary><c>datetime2(6)</c>, UTC; text of fixed width on SQLite, so that it sorts as time does.</summary>
    private sealed class TimeHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            if (parameter is SqlParameter)
            {
                (parameter.DbType, parameter.Scale) = (DbType.DateTime2, 6);
                parameter.Value = value is DateTimeOffset time ? time.UtcDateTime : value;
            }
            else
            {
                (parameter.DbType, parameter.Value) = (DbType.String, value is DateTimeOffset time ? AuditChain.Format(time) : value);
            }
        }

        public object Parse(Type destinationType, object value) => value is DateTime time
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : AuditChain.ParseTime((string)value);
    }

    /// <summary>Hashes are <c>binary(32)</c>, other bytes <c>varbinary</c>; a blob on SQLite.</summary>
    private sealed class HashHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            if (parameter is SqlParameter sql && value is not byte[] { Length: not HashLength })
            {
                (sql.SqlDbType, sql.Size) = (SqlDbType.Binary, HashLength);
            }

            parameter.Value = value;
        }

        public object Parse(Type destinationType, object value) => (byte[])value;
    }

    /// <summary><c>varchar</c>; text on SQLite.</summary>
    private sealed class WordHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value) =>
            (parameter.DbType, parameter.Size, parameter.Value) = (DbType.AnsiString, Word.MaxLength, value is Word word ? word.Text : value);

        public object Parse(Type destinationType, object value) => new Word((string)value);
    }
}
