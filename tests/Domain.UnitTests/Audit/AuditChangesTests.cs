using System.Text.Json;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Audit;

[TestFixture]
public class AuditChangesTests
{
    [Test]
    public void ToString_WhenNothingWasAdded_IsTheEmptyObject() =>
        Assert.That(new[] { new AuditChanges().ToString(), AuditChanges.None }, Is.All.EqualTo("{}"));

    [Test]
    public void ToString_WhenFieldsChanged_ShowsEachFromAndToInOrder()
    {
        var changes = new AuditChanges()
            .Add("name", "old", "new")
            .Add("max_ttl_days", null, 30)
            .Add("requires_admin_approval", from: true, to: false)
            .Add("scopes", new[] { "a", "b" }, Array.Empty<string>())
            .Add("expires_at", Make.Now.ToOffset(TimeSpan.FromHours(2)), to: null);

        Assert.That(changes.ToString(), Is.EqualTo("""
            {"name":{"from":"old","to":"new"},"max_ttl_days":{"from":null,"to":30},
            "requires_admin_approval":{"from":true,"to":false},"scopes":{"from":["a","b"],"to":[]},
            "expires_at":{"from":"2031-05-06T07:08:09.000000Z","to":null}}
            """.ReplaceLineEndings("")));
    }

    [Test]
    public void Add_WhenValueStays_LeavesTheFieldOut()
    {
        var changes = new AuditChanges()
            .Add("name", "same", "same")
            .Add("description", null, null)
            .Add("scopes", new[] { "a" }, new List<string> { "a" })
            .Add("expires_at", Make.Now, Make.Now.ToOffset(TimeSpan.FromHours(2)));

        Assert.That(changes.ToString(), Is.EqualTo(AuditChanges.None));
    }

    [Test]
    public void Add_WhenNullBecomesEmpty_NotesIt() =>
        Assert.That(new AuditChanges().Add("description", null, "").ToString(), Is.EqualTo("""{"description":{"from":null,"to":""}}"""));

    [Test]
    public void ToString_WhenAValueHasTokenForm_MasksIt()
    {
        var secret = TokenSecret.Generate(SecretKind.Session).Reveal();

        var changes = new AuditChanges().Add("name", $"was {secret}", "new").Add("scopes", Array.Empty<string>(), new[] { secret[..24] });

        Assert.That(changes.ToString(), Is.EqualTo(
            """{"name":{"from":"was tks_***","to":"new"},"scopes":{"from":[],"to":["tks_***"]}}"""));
    }

    [Property]
    public bool ToString_WhenAnyText_IsJsonThatHoldsIt(FsCheck.NonNull<string> from, FsCheck.NonNull<string> to)
    {
        using var json = JsonDocument.Parse(new AuditChanges().Add("name", from.Get, to.Get).ToString());
        return from.Get == to.Get
            ? !json.RootElement.EnumerateObject().Any()
            : json.RootElement.GetProperty("name").GetProperty("from").GetString() == from.Get
                && json.RootElement.GetProperty("name").GetProperty("to").GetString() == to.Get;
    }
}
