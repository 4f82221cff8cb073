using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Tokens;

[TestFixture]
public class RateBucketTests
{
    private const long Second = 1_000_000_000;
    private static readonly RateLimit s_limit = new(Count: 10, Burst: 20);
    private static readonly RateLimit s_byTheMinute = RateLimit.ByTheMinute(7);

    [Test]
    public void Spend_WhenBucketIsFull_TakesTheBurstAndNoMore()
    {
        var (fullAt, now) = (0L, 5 * Second);
        for (var left = 19; left >= 0; left--)
        {
            (fullAt, var taken) = RateBucket.Spend(fullAt, now, s_limit, 1);
            Assert.That((taken.IsAllowed, taken.Remaining), Is.EqualTo((true, left)));
        }

        var (kept, refused) = RateBucket.Spend(fullAt, now, s_limit, 1);
        Assert.That(kept, Is.EqualTo(fullAt));
        Assert.That((refused.IsAllowed, refused.Remaining), Is.EqualTo((false, 0)));
        Assert.That(refused.RetryAfter, Is.EqualTo(TimeSpan.FromMilliseconds(100)));
        Assert.That(refused.ResetAfter, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void Spend_WhenToldToWait_IsTakenAfterThatAndNotBefore()
    {
        var (fullAt, _) = RateBucket.Spend(0, Second, s_limit, 20);
        var wait = RateBucket.Spend(fullAt, Second, s_limit, 5).Decision.RetryAfter!.Value.Ticks * 100;
        Assert.That(RateBucket.Spend(fullAt, Second + wait - 1, s_limit, 5).Decision.IsAllowed, Is.False);
        Assert.That(RateBucket.Spend(fullAt, Second + wait, s_limit, 5).Decision.IsAllowed, Is.True);
    }

    [Test]
    public void Spend_WhenCostIsZero_OnlyAsks()
    {
        var (fullAt, _) = RateBucket.Spend(0, Second, s_limit, 20);
        var (kept, asked) = RateBucket.Spend(fullAt, Second, s_limit, 0);
        Assert.That((kept, asked.IsAllowed, asked.Remaining), Is.EqualTo((fullAt, true, 0)));
    }

    [Test]
    public void Spend_WhenCostIsAboveTheBurst_IsNeverTaken()
    {
        var refused = RateBucket.Spend(0, Second, s_limit, 21).Decision;
        Assert.That((refused.IsAllowed, refused.RetryAfter, refused.Remaining), Is.EqualTo((false, (TimeSpan?)null, 20)));
    }

    [TestCase(1, 1)]
    [TestCase(3, 7)]
    [TestCase(7, 7)]
    [TestCase(999, 5)]
    [TestCase(100_000, 100_000)]
    public void Spend_WhenAskedAllTheTime_TakesBurstAndThenTheRate(int perSecond, int burst)
    {
        var limit = new RateLimit(perSecond, burst);
        const int Steps = 200_000;
        var (fullAt, taken) = (0L, 0);
        for (var step = 0; step < Steps; step++)
        {
            (fullAt, var decision) = RateBucket.Spend(fullAt, Second + (10 * Second / Steps * step), limit, 1);
            taken += decision.IsAllowed ? 1 : 0;
        }

        Assert.That(taken, Is.EqualTo(Math.Min(Steps, burst + (10 * perSecond))).Within(1));
    }

    [Test]
    public void Spend_WhenCountedByTheMinute_TakesAMinutesWorthAndRefillsInAMinute()
    {
        var (fullAt, now) = (0L, 5 * Second);
        for (var left = 6; left >= 0; left--)
        {
            (fullAt, var taken) = RateBucket.Spend(fullAt, now, s_byTheMinute, 1);
            Assert.That((taken.IsAllowed, taken.Remaining), Is.EqualTo((true, left)));
        }

        var refused = RateBucket.Spend(fullAt, now, s_byTheMinute, 1).Decision;
        Assert.That(refused.IsAllowed, Is.False);
        Assert.That(refused.RetryAfter!.Value.TotalSeconds, Is.EqualTo(60.0 / 7).Within(0.001));
        Assert.That(refused.ResetAfter.TotalSeconds, Is.EqualTo(60).Within(0.001));
        Assert.That(RateBucket.Spend(fullAt, now + (60 * Second), s_byTheMinute, 7).Decision.IsAllowed, Is.True);
    }

    [Test]
    public void Spend_WhenCountedByTheMinuteAtTheLargest_HoldsAllOfIt()
    {
        var (_, decision) = RateBucket.Spend(0, Second, RateLimit.ByTheMinute(RateLimit.Max), 1);
        Assert.That((decision.IsAllowed, decision.Remaining), Is.EqualTo((true, RateLimit.Max - 1)));
    }
}
