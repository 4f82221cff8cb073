using TokenPlatform.Infrastructure.Caching;

namespace TokenPlatform.Infrastructure.Tests.Caching;

internal sealed class BoundedMapTests
{
    [Test]
    public void Set_WhenFull_ForgetsTheOldestThatWasNotRead()
    {
        var map = new BoundedMap<int, string>(3);
        Fill(map, 1, 3);
        map.TryGet(1, out _);

        map.Set(4, "4");

        Assert.That(Kept(map, 1, 4), Is.EqualTo(new[] { 1, 3, 4 }));
    }

    [Test]
    public void Set_WhenItWasReadOnceOnly_HasOneSecondChance()
    {
        var map = new BoundedMap<int, string>(3);
        Fill(map, 1, 3);
        map.TryGet(1, out _);

        Fill(map, 4, 7);

        Assert.That(Kept(map, 1, 7), Is.EqualTo(new[] { 5, 6, 7 }));
    }

    [Test]
    public void Set_WhenAllWereRead_ForgetsTheOldestAndKeepsTheNew()
    {
        var map = new BoundedMap<int, string>(3);
        Fill(map, 1, 3);
        Assert.That(Kept(map, 1, 3), Has.Length.EqualTo(3));

        map.Set(4, "4");

        Assert.That(Kept(map, 1, 4), Is.EqualTo(new[] { 2, 3, 4 }));
    }

    [Test]
    public void Set_WhenKeyIsThere_GivesTheNewValueAndTakesOnePlace()
    {
        var map = new BoundedMap<int, string>(3);
        map.Set(1, "old");

        map.Set(1, "new");

        Assert.That(map.TryGet(1, out var value), Is.True);
        Assert.That((value, map.Count), Is.EqualTo(("new", 1)));
    }

    [Test]
    public void Set_WhenAHundredThousandComeOnce_KeepsWhatIsHotAndNeverMoreThanFit()
    {
        var map = new BoundedMap<int, string>(100);
        Fill(map, 1, 10);
        for (var key = 1000; key < 101_000; key++)
        {
            map.Set(key, "once");
            Assert.That(map.Count, Is.LessThanOrEqualTo(100));
            if (key % 50 == 0)
            {
                Assert.That(Kept(map, 1, 10), Has.Length.EqualTo(10));
            }
        }
    }

    [Test]
    public void Remove_WhenKeyIsSetAgain_KeepsIt()
    {
        var map = new BoundedMap<int, string>(2);
        map.Set(1, "old");
        map.Remove(1);
        Assert.That(map.TryGet(1, out _), Is.False);

        map.Set(1, "new");
        map.Set(2, "2");

        Assert.That(Kept(map, 1, 2), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void RemoveWhere_WhenSomeMatch_RemovesThose()
    {
        var map = new BoundedMap<int, string>(10);
        Fill(map, 1, 10);

        map.RemoveWhere(value => value is "3" or "10");

        Assert.That(Kept(map, 1, 10), Is.EqualTo(new[] { 1, 2, 4, 5, 6, 7, 8, 9 }));
    }

    [Test]
    public void Clear_WhenFull_LeavesRoomForAsMany()
    {
        var map = new BoundedMap<int, string>(3);
        Fill(map, 1, 3);

        map.Clear();
        Assert.That(map.Count, Is.Zero);
        Fill(map, 4, 6);

        Assert.That(Kept(map, 1, 6), Is.EqualTo(new[] { 4, 5, 6 }));
    }

    [Test]
    public async Task Anything_WhenManyDoItAtOnce_NeverMixesKeysOrHoldsMoreThanFit()
    {
        var map = new BoundedMap<int, string>(100);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                // Steps that are prime to 300 take each worker through all keys in an order of its own.
                var key = i * (7 + (6 * worker)) % 300;
                if (map.TryGet(key, out var value))
                {
                    Assert.That(value, Is.EqualTo($"{key}"));
                }

                map.Set(key, $"{key}");
                if (i % 11 == worker)
                {
                    map.Remove(key);
                }

                Assert.That(map.Count, Is.LessThanOrEqualTo(100));
            }
        })));

        Assert.That(map.Count, Is.LessThanOrEqualTo(100));
        Fill(map, 1000, 1099);
        Fill(map, 2000, 2099);
        Assert.That(Kept(map, 2000, 2099), Has.Length.EqualTo(100));
    }

    private static void Fill(BoundedMap<int, string> map, int from, int to)
    {
        for (var key = from; key <= to; key++)
        {
            map.Set(key, $"{key}");
        }
    }

    private static int[] Kept(BoundedMap<int, string> map, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Where(key => map.TryGet(key, out _))];
}
