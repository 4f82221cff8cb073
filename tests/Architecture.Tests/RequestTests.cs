using TokenPlatform.Application;
using TokenPlatform.Architecture.Tests.Rules;
using TokenPlatform.Architecture.Tests.Samples;

namespace TokenPlatform.Architecture.Tests;

internal sealed class RequestTests
{
    private static readonly Type[] s_types = Rooms.Application.GetTypes();

    [Test]
    public void In_WhenApplicationIsSearched_FindsRequests() => Assert.That(Requests.In(s_types), Is.Not.Empty);

    [Test]
    public void Requests_WhenDeclared_AreSealedRecords() => Assert.That(Requests.FaultsOfShape(s_types), Is.Empty);

    [TestCase(typeof(OpenRequest))]
    [TestCase(typeof(ClassRequest))]
    public void FaultsOfShape_WhenRequestIsNoSealedRecord_NamesIt(Type sample) =>
        Assert.That(Requests.FaultsOfShape([sample]), Has.Count.EqualTo(1));

    [Test]
    public void Requests_WhenHandlersAreCounted_HaveOneEach() => Assert.That(Requests.FaultsOfHandlers(s_types), Is.Empty);

    [TestCase(typeof(GoodRequest))]
    [TestCase(typeof(GoodRequest), typeof(GoodHandler), typeof(SecondHandler))]
    [TestCase(typeof(GoodRequest), typeof(OpenHandler))]
    [TestCase(typeof(GoodRequest), typeof(PublicHandler))]
    public void FaultsOfHandlers_WhenNoneOrTwoOrOpen_NamesThem(params Type[] sample) =>
        Assert.That(Requests.FaultsOfHandlers(sample), Has.Count.EqualTo(1));

    [Test]
    public void FaultsOfHandlers_WhenThereIsOne_IsEmpty() =>
        Assert.That(Requests.FaultsOfHandlers([typeof(GoodRequest), typeof(GoodHandler)]), Is.Empty);

    [Test]
    public void Requests_WhenAccessIsRead_DeclareItOnce() => Assert.That(Requests.FaultsOfAccess(s_types), Is.Empty);

    [TestCase(typeof(RequestWithoutAccess))]
    [TestCase(typeof(RequestWithTwoAccesses))]
    [TestCase(typeof(RequestWithoutItsOrganization))]
    [TestCase(typeof(RequestWithoutItsOwner))]
    public void FaultsOfAccess_WhenNotDeclaredOnceAndWhole_NamesIt(Type sample) =>
        Assert.That(Requests.FaultsOfAccess([sample]), Has.Count.EqualTo(1));

    [Test]
    public void RequireDeclaredAccess_WhenARequestHasNone_Throws() =>
        Assert.That(
            () => DependencyInjection.RequireDeclaredAccess([.. s_types, typeof(RequestWithoutAccess)]),
            Throws.InvalidOperationException.With.Message.Contains(nameof(RequestWithoutAccess)));

    [Test]
    public void RequireDeclaredAccess_WhenARequestHasTwo_Throws() =>
        Assert.That(() => DependencyInjection.RequireDeclaredAccess([typeof(RequestWithTwoAccesses)]), Throws.Exception);

    [Test]
    public void RequireDeclaredAccess_WhenAllHaveOne_Passes() =>
        Assert.That(() => DependencyInjection.RequireDeclaredAccess(s_types), Throws.Nothing);

    [Test]
    public void Requests_WhenInputsAreCounted_HaveARuleForEachAndItsType() => Assert.That(Requests.FaultsOfValidators(s_types), Is.Empty);

    [TestCase(typeof(RequestWithInputs))]
    [TestCase(typeof(RequestWithInputs), typeof(ForgetfulValidator))]
    [TestCase(typeof(RequestWithInputs), typeof(TypeBlindValidator))]
    [TestCase(typeof(RequestWithInputs), typeof(WholeValidator), typeof(ForgetfulValidator))]
    public void FaultsOfValidators_WhenARuleOrTheValidatorIsMissing_NamesIt(params Type[] sample) =>
        Assert.That(Requests.FaultsOfValidators(sample), Has.Count.EqualTo(1));

    [Test]
    public void FaultsOfValidators_WhenEveryInputHasARule_IsEmpty() =>
        Assert.That(Requests.FaultsOfValidators([typeof(RequestWithInputs), typeof(WholeValidator)]), Is.Empty);
}
