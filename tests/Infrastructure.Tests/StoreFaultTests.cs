using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class StoreFaultTests
{
    [TestCase(2601, 14, StoreFault.Duplicate)]
    [TestCase(2627, 14, StoreFault.Duplicate)]
    [TestCase(1205, 13, StoreFault.Passing)]
    [TestCase(3960, 16, StoreFault.Passing)]
    [TestCase(40613, 17, StoreFault.Passing)]
    [TestCase(40501, 20, StoreFault.Passing)]
    [TestCase(10054, 20, StoreFault.Passing)]
    [TestCase(-2, 11, StoreFault.Away)]
    [TestCase(0, 20, StoreFault.Away)]
    [TestCase(11001, 20, StoreFault.Away)]
    [TestCase(9002, 17, StoreFault.Away)]
    [TestCase(18456, 14, StoreFault.LoginRefused)]
    [TestCase(4060, 11, StoreFault.DatabaseMissing)]
    [TestCase(911, 16, StoreFault.DatabaseMissing)]
    [TestCase(102, 15, StoreFault.Bug)]
    [TestCase(515, 16, StoreFault.Bug)]
    [TestCase(547, 16, StoreFault.Bug)]
    [TestCase(2628, 16, StoreFault.Bug)]
    public void Of_WhenSqlServerFails_TellsWhatItMeans(int number, byte severity, StoreFault fault) =>
        Assert.That(StoreFaults.Of(FailureOf(number, severity)), Is.EqualTo(fault));

    [TestCase(19, 2067, StoreFault.Duplicate)]
    [TestCase(19, 1555, StoreFault.Duplicate)]
    [TestCase(19, 787, StoreFault.Bug)]
    [TestCase(19, 275, StoreFault.Bug)]
    [TestCase(1, 1, StoreFault.Bug)]
    [TestCase(5, 5, StoreFault.Away)]
    [TestCase(10, 266, StoreFault.Away)]
    [TestCase(13, 13, StoreFault.Away)]
    [TestCase(14, 14, StoreFault.Away)]
    [TestCase(26, 26, StoreFault.Away)]
    public void Of_WhenSqliteFails_TellsWhatItMeans(int code, int extended, StoreFault fault) =>
        Assert.That(StoreFaults.Of(new SqliteException("failed", code, extended)), Is.EqualTo(fault));

    [Test]
    public void Of_WhenNoDriverFailed_IsABug() => Assert.That(StoreFaults.Of(new InvalidOperationException()), Is.EqualTo(StoreFault.Bug));

    // The driver lets nobody make one.
    private static SqlException FailureOf(int number, byte severity)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var make = typeof(SqlError).GetConstructors(Hidden).OrderBy(constructor => constructor.GetParameters().Length).First();
        var values = make.GetParameters().Select(parameter => parameter.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            _ when parameter.ParameterType == typeof(string) => string.Empty,
            _ when parameter.ParameterType.IsValueType => Activator.CreateInstance(parameter.ParameterType),
            _ => (object?)null,
        });
        var errors = Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [make.Invoke([.. values])]);
        return (SqlException)typeof(SqlException)
            .GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!.Invoke(null, [errors, "16.0"])!;
    }
}
