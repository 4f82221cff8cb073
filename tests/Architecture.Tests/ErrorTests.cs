using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Api.Families;
using TokenPlatform.Architecture.Tests.Rules;
using TokenPlatform.Architecture.Tests.Samples;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Architecture.Tests;

internal sealed class ErrorTests
{
    private static readonly IReadOnlyList<Type> s_errors =
        Errors.In(new[] { Rooms.Domain, Rooms.Application, Rooms.Infrastructure, Rooms.Api }.SelectMany(room => room.GetTypes()));

    private static IEnumerable<Type> Writers =>
        Rooms.Api.GetTypes().Where(type => typeof(IErrorWriter).IsAssignableFrom(type) && !type.IsInterface);

    // Handlers say which field of their request breaks a policy; no writer could.
    [TestCaseSource(nameof(Writers))]
    public async Task Writer_WhenErrorIsAnyThatReachesIt_WritesIt(Type writer) =>
        Assert.That(await Errors.FaultsAsync(New(writer), s_errors.Where(error => error != typeof(PolicyViolatedError))), Is.Empty);

    [Test]
    public void Errors_WhenGathered_AreThoseOfEveryRoom() =>
        Assert.That(s_errors.Select(error => error.Assembly).Distinct(), Is.EquivalentTo(new[] { Rooms.Domain, Rooms.Application, Rooms.Api }));

    [TestCaseSource(nameof(Writers))]
    public async Task FaultsAsync_WhenWriterDoesNotKnowTheError_NamesIt(Type writer) =>
        Assert.That(await Errors.FaultsAsync(New(writer), [typeof(ForgottenError)]), Has.Count.EqualTo(1));

    [TestCase(200, "{}")]
    [TestCase(400, "")]
    [TestCase(400, "no JSON")]
    public async Task FaultsAsync_WhenAnswerIsNoErrorOrNoJson_NamesIt(int status, string body) =>
        Assert.That(await Errors.FaultsAsync(new CarelessWriter(status, body), [typeof(ForgottenError)]), Has.Count.EqualTo(1));

    private static IErrorWriter New(Type writer)
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider();
        return (IErrorWriter)ActivatorUtilities.CreateInstance(services, writer);
    }
}
