using TokenPlatform.Architecture.Tests.Rules;
using TokenPlatform.Architecture.Tests.Samples;

namespace TokenPlatform.Architecture.Tests;

internal sealed class SqlConstantTests
{
    private static readonly Type[] s_types = Rooms.Infrastructure.GetTypes();

    [Test]
    public void SqlClasses_WhenScanned_AreInternalStaticAndHoldConstantsOnly()
    {
        Assert.That(s_types.Select(type => type.Name), Does.Contain("TokenSql"));
        Assert.That(SqlConstants.FaultsOfClasses(s_types), Is.Empty);
    }

    [TestCase(typeof(ReadOnlySql))]
    [TestCase(typeof(InstanceSql))]
    [TestCase(typeof(PublicSql))]
    [TestCase(typeof(MethodSql))]
    public void FaultsOfClasses_WhenMoreThanConstantsOrVisible_NamesIt(Type sample) =>
        Assert.That(SqlConstants.FaultsOfClasses([sample]), Has.Count.EqualTo(1));

    [Test]
    public void Infrastructure_WhenScanned_HasNoSqlElsewhere() => Assert.That(SqlConstants.StrayTexts(s_types), Is.Empty);

    [TestCase(typeof(StraySelect))]
    [TestCase(typeof(StrayInterpolation))]
    [TestCase(typeof(StrayPragmaWhenAsync))]
    public void StrayTexts_WhenSqlStandsElsewhere_NamesIt(Type sample) =>
        Assert.That(SqlConstants.StrayTexts([.. s_types, .. Il.WithNested(sample)]), Has.Count.EqualTo(1));

    [Test]
    public void StrayTexts_WhenAConstantIsUsed_IsEmpty() =>
        Assert.That(SqlConstants.StrayTexts([typeof(GoodSql), typeof(UsesGoodSql)]), Is.Empty);
}
