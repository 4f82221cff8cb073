using TokenPlatform.Architecture.Tests.Rules;

namespace TokenPlatform.Architecture.Tests;

internal sealed class FolderTests
{
    [Test]
    public void Sources_WhenSrcIsWalked_LieWhereTheirNamespaceSays()
    {
        var sources = Folders.Sources(Path.Combine(Rooms.Root, "src"));

        Assert.That(sources.Select(source => source.Path.Split('/')[0]).Distinct(StringComparer.Ordinal), Is.EquivalentTo(new[] { "Api", "Application", "Domain", "Infrastructure" }));
        Assert.That(Folders.Faults(sources), Is.Empty);
    }

    [TestCase("Domain/Tokens/Token.cs", "namespace TokenPlatform.Domain;")]
    [TestCase("Domain/Token.cs", "namespace TokenPlatform.Domain.Tokens;")]
    [TestCase("Domain/Tokens/Token.cs", "class Token;")]
    [TestCase("Domain/Program.cs", "class Token;")]
    [TestCase("Domain/Tokens/Token.cs", "namespace TokenPlatform.Domain.Tokens;\nnamespace Other;")]
    public void Faults_WhenNamespaceIsAnother_NamesTheFile(string path, string text) =>
        Assert.That(Folders.Faults([(path, text)]), Has.Count.EqualTo(1));
}
