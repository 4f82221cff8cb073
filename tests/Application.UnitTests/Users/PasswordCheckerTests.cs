using System.Net;
using Moq;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Users;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.UnitTests.Users;

[TestFixture]
public class PasswordCheckerTests
{
    private static readonly RateLimitedError s_limited = new(TimeSpan.FromMinutes(1));

    [TestCase("right", false, true)]
    [TestCase("wrong", false, false)]
    [TestCase("right", true, false)]
    public async Task Check_WhenUserIsKnown_IsRightForTheEnabledAlone(string password, bool isDisabled, bool isRight)
    {
        var user = Make.User() with { DisabledAt = isDisabled ? Make.Now : null };
        var setting = new Setting(new Credentials(user, "hash of right"));
        var checkedAgainst = await setting.CheckAsync(password);
        Assert.That(checkedAgainst.Value?.User, Is.EqualTo(isRight ? user : null));
        Assert.That(setting.Verified, Is.EqualTo(new[] { "hash of right" }));
        Assert.That(setting.Outcome, Is.EqualTo(isRight));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Check_WhenThereIsNobodyOrNoPassword_DoesTheSameWork(bool isKnown)
    {
        var setting = new Setting(isKnown ? new Credentials(Make.User(), null) : null);
        var checkedAgainst = await setting.CheckAsync("right");
        Assert.That((checkedAgainst.IsSuccess, checkedAgainst.Value), Is.EqualTo((true, (Credentials?)null)));
        Assert.That(setting.Verified, Is.EqualTo(new string?[] { null }));
    }

    [Test]
    public async Task Check_WhenAttemptsAreLimited_VerifiesNothing()
    {
        var setting = new Setting(new Credentials(Make.User(), "hash of right")) { IsLimited = true };
        Assert.That((await setting.CheckAsync("right")).Error, Is.EqualTo(s_limited));
        Assert.That(setting.Verified, Is.Empty);
    }

    [TestCase("hash of right", false, true)]
    [TestCase("another hash", false, false)]
    [TestCase(null, false, false)]
    [TestCase("hash of right", true, false)]
    public async Task StillHolds_WhenReadAgain_IsTrueForTheSamePasswordOfTheEnabled(string? hash, bool isDisabled, bool holds)
    {
        var now = new Credentials(Make.User() with { DisabledAt = isDisabled ? Make.Now : null }, hash);
        Assert.That(await new Setting(now).StillHoldsAsync(new Credentials(Make.User(), "hash of right")), Is.EqualTo(holds));
    }

    /// <summary>A store with one user or none, and a hasher that keeps what it was asked.</summary>
    private sealed class Setting : IPasswordHasher, IPasswordAttempts
    {
        private readonly PasswordChecker _checker;

        public Setting(Credentials? known)
        {
            var users = new Mock<IUserRepository>();
            users.Setup(port => port.FindCredentialsAsync("user-5@example.com", It.IsAny<CancellationToken>())).ReturnsAsync(known);
            _checker = new PasswordChecker(users.Object, this, this);
        }

        public bool IsLimited { get; init; }

        public bool? Outcome { get; private set; }

        public List<string?> Verified { get; } = [];

        public Task<Result<Credentials?>> CheckAsync(string password) =>
            _checker.CheckAsync("user-5@example.com", password, IPAddress.Loopback, default);

        public Task<bool> StillHoldsAsync(Credentials known) => _checker.StillHoldsAsync(known, default);

        public string Hash(string password) => $"hash of {password}";

        public bool Verify(string? passwordHash, string password)
        {
            Verified.Add(passwordHash);
            return passwordHash == Hash(password);
        }

        public Task<Result<bool>> TryAsync(string account, IPAddress? address, Func<bool> isRight, CancellationToken cancellationToken)
        {
            Outcome = IsLimited ? null : isRight();
            return Task.FromResult<Result<bool>>(Outcome is { } outcome ? outcome : s_limited);
        }
    }
}
