using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.SqlClient;

namespace TokenPlatform.Infrastructure.Tests;

/// <summary>The driver of SQL Server is whole, although one package that it names is a project of ours.</summary>
internal sealed class SqlClientTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Test]
    public void SqlClient_WhenEveryMethodIsCompiled_MissesNothing()
    {
        var methods = typeof(SqlConnection).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            .Where(method => !method.IsAbstract && !method.ContainsGenericParameters && method.GetMethodBody() is not null)
            .ToList();

        Assert.That(methods, Has.Count.GreaterThan(5000));
        Assert.That(methods.Select(FaultOf).Where(fault => fault is not null), Is.Empty);
    }

    // What runs on another system only is no fault here; what is not to be found is one.
    private static string? FaultOf(MethodBase method)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
            return null;
        }
        catch (Exception failure) when (failure is FileNotFoundException or FileLoadException or TypeLoadException or MissingMemberException)
        {
            return $"{method.DeclaringType}.{method.Name}: {failure.Message}";
        }
    }
}
