using TokenPlatform.Infrastructure.Security;

namespace TokenPlatform.Infrastructure.Tests.Security;

internal sealed class PasswordHasherTests
{
    private const string Password = "correct horse battery";

    private readonly PasswordHasher _hasher = new();

    [Test]
    public void Verify_WhenPasswordIsTheOne_IsRight() => Assert.That(_hasher.Verify(_hasher.Hash(Password), Password), Is.True);

    [TestCase("correct horse batterz")]
    [TestCase("")]
    public void Verify_WhenPasswordIsAnother_IsWrong(string password) => Assert.That(_hasher.Verify(_hasher.Hash(Password), password), Is.False);

    [TestCase(Password)]
    [TestCase("")]
    public void Verify_WhenThereIsNoHash_IsWrong(string password) => Assert.That(_hasher.Verify(null, password), Is.False);

    [Test]
    public void Hash_WhenMadeTwice_DiffersAndHoldsNoPassword()
    {
        var (first, second) = (_hasher.Hash(Password), _hasher.Hash(Password));
        Assert.That(first, Is.Not.EqualTo(second).And.Not.Contain("horse"));
    }
}
