using FsCheck;
using TokenPlatform.Application.Common.Paging;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class CursorTests
{
    [Property]
    public bool TryRead_WhenOfThisList_GivesThePositionBack(NonNegativeInt position, long scale)
    {
        var expected = position.Get * (scale & 0xFFFF);
        return Cursor.TryRead("apps", Cursor.Write("apps", expected), out var read) && read == expected;
    }

    [Test]
    public void TryRead_WhenPositionIsTheLargest_GivesItBack()
    {
        Assert.That(Cursor.TryRead("apps", Cursor.Write("apps", long.MaxValue), out var read), Is.True);
        Assert.That(read, Is.EqualTo(long.MaxValue));
    }

    [Test]
    public void TryRead_WhenPositionIsNegative_IsFalse() => Assert.That(Cursor.TryRead("apps", Cursor.Write("apps", -1), out _), Is.False);

    [Property]
    public bool TryRead_WhenOfAnotherList_IsFalse(NonNegativeInt position, NonEmptyString list) =>
        !Cursor.TryRead("apps", Cursor.Write("apps" + list.Get, position.Get), out _);

    [Property]
    public bool TryRead_WhenACharacterIsAnother_IsFalse(NonNegativeInt position, NonNegativeInt at, char other)
    {
        var cursor = Cursor.Write("apps", position.Get);
        var tampered = cursor.ToCharArray();
        tampered[at.Get % cursor.Length] = other;
        return new string(tampered) == cursor || !Cursor.TryRead("apps", new string(tampered), out _);
    }

    [Property]
    public bool TryRead_WhenCutShort_IsFalse(NonNegativeInt position, NonNegativeInt length)
    {
        var cursor = Cursor.Write("apps", position.Get);
        return !Cursor.TryRead("apps", cursor[..(length.Get % cursor.Length)], out _);
    }

    [Property]
    public bool TryRead_WhenAnyText_NeverThrows(string? text) => !Cursor.TryRead("apps", text ?? string.Empty, out _);

    [TestCase("=")]
    [TestCase("==")]
    [TestCase(" ")]
    [TestCase("\n")]
    [TestCase("A")]
    public void TryRead_WhenPadded_IsFalse(string end) => Assert.That(Cursor.TryRead("apps", Cursor.Write("apps", 7) + end, out _), Is.False);

    [Test]
    public void TryRead_WhenBlankLeads_IsFalse() => Assert.That(Cursor.TryRead("apps", " " + Cursor.Write("apps", 7), out _), Is.False);
}
