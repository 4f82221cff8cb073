using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>How ids and times travel to either engine and back.</summary>
internal static class TypeHandlers
{
    private static readonly Lazy<bool> s_registered = new(Register);

    public static bool EnsureRegistered() => s_registered.Value;

    private static bool Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new GuidHandler());
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new TimeHandler());
        return true;
    }

    /// <summary><c>uniqueidentifier</c>; lower-case text on SQLite.</summary>
    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override void SetValue(IDbDataParameter parameter, Guid value)
        {
            (parameter.DbType, parameter.Value) = parameter is SqliteParameter
                ? (DbType.String, value.ToString())
                : (DbType.Guid, (object)value);
        }

        public override Guid Parse(object value) => value is Guid guid ? guid : Guid.ParseExact((string)value, "D");
    }

    /// <summary><c>datetime2(6)</c>, UTC; text of fixed width on SQLite, so that it sorts as time does.</summary>
    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            (parameter.DbType, parameter.Value) = parameter is SqliteParameter
                ? (DbType.String, AuditChain.Format(value))
                : (DbType.DateTime2, (object)value.UtcDateTime);
        }

        public override DateTimeOffset Parse(object value) => value is DateTime time
            ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
            : AuditChain.ParseTime((string)value);
    }
}
