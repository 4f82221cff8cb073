using TokenPlatform.Architecture.Tests.Rules;
using TokenPlatform.Architecture.Tests.Samples;

namespace TokenPlatform.Architecture.Tests;

internal sealed class ClockTests
{
    [Test]
    public void DomainAndApplication_WhenScanned_HaveNoClockAndNoDice() =>
        Assert.That(Clocks.UsesIn(Rooms.Domain.GetTypes().Concat(Rooms.Application.GetTypes())), Is.Empty);

    [TestCase(typeof(ReadsUtcNow))]
    [TestCase(typeof(ReadsNow))]
    [TestCase(typeof(ReadsUtcNowWhenAsync))]
    [TestCase(typeof(RollsDice))]
    public void UsesIn_WhenTypeReadsAClockOrRollsDice_NamesIt(Type sample) =>
        Assert.That(Clocks.UsesIn(Il.WithNested(sample)), Is.Not.Empty);
}
