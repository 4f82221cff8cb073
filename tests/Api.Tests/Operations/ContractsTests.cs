using System.Reflection;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>Wire contracts say enough for the document to be written.</summary>
public sealed class ContractsTests
{
    private static IEnumerable<Type> Contracts => typeof(Program).Assembly.GetTypes().Where(type =>
        type is { IsClass: true, IsPublic: true, IsAbstract: false }
        && type.Namespace?.StartsWith("TokenPlatform.Api.Families", StringComparison.Ordinal) == true
        && (type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Response", StringComparison.Ordinal)));

    [TestCaseSource(nameof(Contracts))]
    public void Contract_WhenDeclared_NamesItsPropertiesAndHasAnExample(Type contract)
    {
        Assert.That(contract.GetProperties().Where(property => !property.IsDefined(typeof(JsonPropertyNameAttribute))), Is.Empty);
        Assert.That(() => ContractExamples.Of(contract), Throws.Nothing);
    }

    [TestCaseSource(nameof(Contracts))]
    public void Contract_WhenItIsARequest_HasAnExampleOfEachRequiredField(Type contract)
    {
        var required = contract.GetProperties().Where(property => property.IsDefined(typeof(System.ComponentModel.DataAnnotations.RequiredAttribute)));
        Assert.That(required.Where(property => property.GetCustomAttribute<ExampleAttribute>() is null && !IsContract(property)), Is.Empty);
    }

    // A contract within a contract has the examples of its own properties.
    private static bool IsContract(PropertyInfo property) => InputTypes.SentAs(property.PropertyType)?.Assembly == typeof(Program).Assembly;
}
