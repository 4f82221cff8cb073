using TokenPlatform.Application.Common;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class ResourceIdTests
{
    private const string Text = "0c5e2e53-8aa5-4e4e-9c5e-1e0b6b1a2b3c";

    [TestCase(Text)]
    [TestCase("0C5E2E53-8AA5-4E4E-9C5E-1E0B6B1A2B3C")]
    public void Value_WhenTextIsAUuid_IsThatId(string text) => Assert.That(new ResourceId(text).Value, Is.EqualTo(Guid.Parse(Text)));

    [TestCase("")]
    [TestCase("self")]
    [TestCase("{" + Text + "}")]
    [TestCase(" " + Text)]
    [TestCase(Text + "\n")]
    [TestCase("0c5e2e538aa54e4e9c5e1e0b6b1a2b3c")]
    [TestCase("0xce2e53-8aa5-4e4e-9c5e-1e0b6b1a2b3c")]
    [TestCase("0c5e2e53-8aa5-4e4e-9c5e-1e0b6b1a2b3c-")]
    public void Value_WhenTextIsNoUuidInItsUsualForm_IsNothing(string text) => Assert.That(new ResourceId(text).Value, Is.EqualTo(Guid.Empty));

    [TestCase(null, "")]
    [TestCase("x y", "x y")]
    public void TryParse_WhenAnyText_KeepsItAsWritten(string? text, string kept)
    {
        Assert.That(ResourceId.TryParse(text, null, out var id), Is.True);
        Assert.That(id.ToString(), Is.EqualTo(kept));
    }
}
