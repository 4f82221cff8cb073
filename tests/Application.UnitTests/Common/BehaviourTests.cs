using FluentValidation;
using MediatR;
using Moq;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Behaviours;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class BehaviourTests
{
    private static readonly InputError s_whole = new(["body"], "null", InputProblems.Missing);

    [Test]
    public async Task Validation_WhenEveryFieldCarriesTheSameError_ReportsItOnce()
    {
        var answer = await ValidateAsync(new Two(Broken(s_whole), Broken(s_whole)));
        Assert.That(((InvalidInputError)answer.Error!).Errors, Is.EqualTo(new[] { s_whole }));
    }

    [Test]
    public async Task Validation_WhenFieldsAreWrongAlike_ReportsEach()
    {
        var answer = await ValidateAsync(new Two(Make.NotSent<string>("first"), Make.NotSent<string>("second")));
        Assert.That(((InvalidInputError)answer.Error!).Errors.Select(error => error.Location[^1]), Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task Validation_WhenBodyWasRefused_BecomesThatError()
    {
        var refused = new InputError(["body"], "null", InputProblems.Refused(new PayloadTooLargeError(9)));
        var answer = await ValidateAsync(new Two(Broken(refused), Broken(refused)));
        Assert.That(answer.Error, Is.EqualTo(new PayloadTooLargeError(9)));
    }

    [Test]
    public async Task Validation_WhenNothingIsWrong_GoesOn() =>
        Assert.That((await ValidateAsync(new Two(Make.Sent("first", "a"), Make.Sent("second", "b")))).Value, Is.EqualTo(1));

    [Test]
    public async Task Transaction_WhenRequestIsNoWrite_OpensNone() =>
        Assert.That((await new Setting().SendAsync(new Reads(Org()))).Commits, Is.Zero);

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task Transaction_WhenWorkFails_IsNotCommitted(bool succeeds, int commits)
    {
        var setting = await new Setting().SendAsync(new Writes(Org()), succeeds ? 1 : new ConflictError("no"));
        Assert.That(setting.Commits, Is.EqualTo(commits));
        Assert.That(setting.Chain, Is.EqualTo(Make.Organization));
    }

    [Test]
    public async Task Transaction_WhenOfNoOrganization_HoldsThePlatformsChain() =>
        Assert.That((await new Setting { IsPlatformAdmin = true }.SendAsync(new WritesPlatform())).Chain, Is.EqualTo(AuditChain.Platform));

    [Test]
    public async Task Transaction_WhenCallerLostTheRoleWhileWaiting_ChangesNothing()
    {
        var setting = await new Setting { RoleInside = Role.Viewer }.SendAsync(new Writes(Org()));
        Assert.Multiple(() =>
        {
            Assert.That(setting.Answer!.Error, Is.EqualTo(new ForbiddenError("members:write")));
            Assert.That(setting.IsHandled, Is.False);
            Assert.That(setting.Commits, Is.Zero);
        });
    }

    private static ResourceId Org() => new(Make.Organization.ToString());

    private static Input<string> Broken(InputError error) => Input<string>.Invalid(Make.Site("any"), error);

    private static Task<Result<int>> ValidateAsync(Two request) =>
        new ValidationBehaviour<Two, Result<int>>(new RequestContext(), [new TwoValidator()]).Handle(request, default, () => Task.FromResult<Result<int>>(1));

    internal sealed record Two(Input<string> First, Input<string> Second);

    [RequiresPermission(PlatformPermissions.MembersWrite)]
    internal sealed record Writes(ResourceId OrganizationId) : IRequest<Result<int>>, IOrganizationRequest, ITransactional;

    [RequiresPermission(PlatformPermissions.MembersWrite)]
    internal sealed record Reads(ResourceId OrganizationId) : IRequest<Result<int>>, IOrganizationRequest;

    [RequiresPlatformAdministrator]
    internal sealed record WritesPlatform : IRequest<Result<int>>, ITransactional;

    private sealed class TwoValidator : AbstractValidator<Two>
    {
        public TwoValidator()
        {
            RuleFor(two => two.First).Required();
            RuleFor(two => two.Second).Required();
        }
    }

    /// <summary>An admin who sends, and a unit of work that commits what succeeded.</summary>
    private sealed class Setting : IUnitOfWork
    {
        public Role RoleInside { get; init; } = Role.Admin;

        public bool IsPlatformAdmin { get; init; }

        public int Commits { get; private set; }

        public Guid? Chain { get; private set; }

        public bool IsHandled { get; private set; }

        public Result<int>? Answer { get; private set; }

        public async Task<Setting> SendAsync<TRequest>(TRequest request, Result<int>? handled = null)
            where TRequest : notnull
        {
            var context = new RequestContext { Caller = Make.UserCaller(Make.Standing(Role.Admin, isPlatformAdmin: IsPlatformAdmin)) };
            var tokens = new Mock<ITokenRepository>();
            tokens.Setup(port => port.FindWithOwnerAsync(context.Caller.Token.TokenId, It.IsAny<CancellationToken>()))
                .ReturnsAsync((context.Caller.Token, Make.Standing(RoleInside, isPlatformAdmin: IsPlatformAdmin)));
            var guard = new AccessGuard(
                context, new Visibility(Mock.Of<ISnapshots>()), new(() => tokens.Object), Mock.Of<IRateLimiter>(), Mock.Of<ITokenUses>(), Make.Clock);
            Answer = await new TransactionBehaviour<TRequest, Result<int>>(new GuardedTransaction(this, guard)).Handle(request, default, () =>
            {
                IsHandled = true;
                return Task.FromResult(handled ?? 1);
            });
            return this;
        }

        public async Task<TResult> ExecuteAsync<TResult>(Guid chainId, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
            where TResult : IResult<TResult>
        {
            Chain = chainId;
            var result = await work(cancellationToken);
            Commits += result.Error is null ? 1 : 0;
            return result;
        }

        public Task AlsoHoldAsync(Guid chainId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
