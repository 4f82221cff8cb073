using TokenPlatform.Architecture.Tests.Rules;
using TokenPlatform.Architecture.Tests.Samples;

namespace TokenPlatform.Architecture.Tests;

internal sealed class ContractTests
{
    [Test]
    public void Contracts_WhenProperties_AreNamedExplicitly()
    {
        var contracts = Contracts.In(Rooms.Api.GetTypes().Where(type => type.Namespace?.StartsWith("TokenPlatform.Api.Families", StringComparison.Ordinal) == true));

        Assert.That(contracts, Is.Not.Empty);
        Assert.That(Contracts.UnnamedProperties(contracts), Is.Empty);
    }

    [Test]
    public void UnnamedProperties_WhenAPropertyHasNoName_NamesIt() =>
        Assert.That(Contracts.UnnamedProperties(Contracts.In([typeof(UnnamedResponse)])), Is.EqualTo(new[] { "UnnamedResponse.Size" }));

    [Test]
    public void Profiles_WhenValidated_MapEveryMember()
    {
        var profiles = Mappings.In(Rooms.Api.GetTypes());

        Assert.That(profiles, Is.Not.Empty);
        Assert.That(() => Mappings.Validate(profiles), Throws.Nothing);
    }

    [Test]
    public void Validate_WhenAMemberComesFromNowhere_Throws() =>
        Assert.That(() => Mappings.Validate([typeof(ForgetfulProfile)]), Throws.TypeOf<AutoMapper.AutoMapperConfigurationException>());
}
