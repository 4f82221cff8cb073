using TokenPlatform.Application.Common;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class ClockTests
{
    [TestCase(0, 0)]
    [TestCase(9, 0)]
    [TestCase(10, 10)]
    [TestCase(19, 10)]
    public void CutToMicroseconds_WhenFiner_DropsTheRest(long ticks, long kept) =>
        Assert.That(Clock.CutToMicroseconds(Make.Now.AddTicks(ticks)), Is.EqualTo(Make.Now.AddTicks(kept)));

    [Test]
    public void CutToMicroseconds_WhenElsewhere_MovesToUtc()
    {
        var cut = Clock.CutToMicroseconds(Make.Now.AddTicks(3).ToOffset(TimeSpan.FromHours(5)));
        Assert.That(cut, Is.EqualTo(Make.Now));
        Assert.That(cut.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void GetNow_WhenAsked_IsTheClocksTime() => Assert.That(Make.Clock.GetNow(), Is.EqualTo(Make.Now));
}
