using TokenPlatform.Architecture.Tests.Rules;
using TokenPlatform.Architecture.Tests.Samples;

namespace TokenPlatform.Architecture.Tests;

internal sealed class ArrowTests
{
    [Test]
    public void Domain_WhenReferencesAreRead_KnowsTheFrameworkOnly() =>
        Assert.That(Arrows.ForbiddenReferences(Rooms.Domain, Arrows.IsSystem), Is.Empty);

    [Test]
    public void Application_WhenReferencesAreRead_KnowsDomainOnly() =>
        Assert.That(
            Arrows.ForbiddenReferences(Rooms.Application, name => !Arrows.IsOurs(name) || name is "TokenPlatform.Domain"), Is.Empty);

    [Test]
    public void Infrastructure_WhenReferencesAreRead_KnowsApplicationAndDomainOnly() =>
        Assert.That(
            Arrows.ForbiddenReferences(
                Rooms.Infrastructure, name => !Arrows.IsOurs(name) || name is "TokenPlatform.Domain" or "TokenPlatform.Application"),
            Is.Empty);

    [Test]
    public void ForbiddenReferences_WhenAssemblyKnowsMore_NamesThem()
    {
        var own = typeof(ArrowTests).Assembly;

        Assert.That(Arrows.ForbiddenReferences(own, Arrows.IsSystem), Does.Contain("TokenPlatform.Api").And.Contain("nunit.framework"));
        Assert.That(Arrows.ForbiddenReferences(own, name => !Arrows.IsOurs(name)), Does.Contain("TokenPlatform.Infrastructure"));
    }

    [Test]
    public void Api_WhenOutsideOfItsCompositionRoot_DoesNotUseInfrastructure() =>
        Assert.That(Arrows.UsesOfInfrastructure(Rooms.Api.GetTypes()), Is.Empty);

    [Test]
    public void Api_WhenInItsCompositionRoot_UsesInfrastructure() =>
        Assert.That(Rooms.Api.GetTypes().Where(type => type.Namespace is "TokenPlatform.Api").SelectMany(Il.Types).Select(type => type.Assembly), Does.Contain(Rooms.Infrastructure));

    [TestCase(typeof(KnowsStoreByField))]
    [TestCase(typeof(KnowsStoreByParameter))]
    [TestCase(typeof(KnowsStoreByGenericArgument))]
    [TestCase(typeof(KnowsStoreByCall))]
    [TestCase(typeof(KnowsStoreByCatch))]
    [TestCase(typeof(KnowsStoreInLambda))]
    [TestCase(typeof(KnowsStoreWhenAsync))]
    public void UsesOfInfrastructure_WhenTypeKnowsTheStore_NamesIt(Type sample) =>
        Assert.That(Arrows.UsesOfInfrastructure(Il.WithNested(sample)), Is.Not.Empty);

    [Test]
    public void UsesOfInfrastructure_WhenTypeDoesNot_IsEmpty() =>
        Assert.That(Arrows.UsesOfInfrastructure(Il.WithNested(typeof(KnowsNothing))), Is.Empty);
}
