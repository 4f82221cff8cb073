using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Domain.UnitTests.Common;

[TestFixture]
public class EnumNamesTests
{
    [Test]
    public void AllOf_WhenTokenStatus_SpellsTheContracts() =>
        Assert.That(EnumNames.AllOf<TokenStatus>(), Is.EqualTo(new[] { "active", "pending_approval", "rejected", "expired", "revoked" }));

    [Test]
    public void ToUpperSnakeCase_WhenVerificationCode_SpellsTheContracts() =>
        Assert.That(Enum.GetValues<VerificationCode>().Select(code => code.ToUpperSnakeCase()), Is.EqualTo(new[]
        {
            "NOT_FOUND", "REVOKED", "REJECTED", "EXPIRED", "PENDING_APPROVAL", "IP_NOT_ALLOWED", "ENDPOINT_NOT_ALLOWED",
            "RESOURCE_NOT_ALLOWED", "INSUFFICIENT_PERMISSIONS", "RATE_LIMITED", "VALID",
        }));

    [Test]
    public void Parse_WhenGivenToSnakeCase_FindsTheMember([Values] TokenStatus status) =>
        Assert.That(EnumNames.Parse<TokenStatus>(status.ToSnakeCase()), Is.EqualTo(status));

    [TestCase("Active")]
    [TestCase("")]
    public void Parse_WhenNameIsUnknown_Throws(string name) =>
        Assert.That(() => EnumNames.Parse<TokenStatus>(name), Throws.TypeOf<KeyNotFoundException>());
}
