using FluentValidation;
using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Architecture.Tests.Samples;

#pragma warning disable CA1852 // Not sealed, which is the point.

[AllowsAnyCaller]
public sealed record GoodRequest : IRequest<Result<int>>;

[AllowsAnyCaller]
internal record OpenRequest : IRequest<Result<int>>;

[AllowsAnyCaller]
internal sealed class ClassRequest : IRequest<Result<int>>;

internal sealed record RequestWithoutAccess : IRequest<Result<int>>;

[AllowsAnyCaller]
[RequiresPlatformAdministrator]
internal sealed record RequestWithTwoAccesses : IRequest<Result<int>>;

[RequiresPermission(PlatformPermissions.AppsRead)]
internal sealed record RequestWithoutItsOrganization : IRequest<Result<int>>;

[RequiresPermission(PlatformPermissions.AppsRead, OrOwner = true)]
internal sealed record RequestWithoutItsOwner : IRequest<Result<int>>, IOrganizationRequest
{
    public Application.Common.ResourceId OrganizationId => default;
}

[AllowsAnyCaller]
internal sealed record RequestWithInputs : IRequest<Result<int>>
{
    public Input<string> Name { get; init; }

    public Input<int> Limit { get; init; }
}

internal sealed class GoodHandler : IRequestHandler<GoodRequest, Result<int>>
{
    public Task<Result<int>> Handle(GoodRequest request, CancellationToken cancellationToken) => Task.FromResult<Result<int>>(1);
}

internal sealed class SecondHandler : IRequestHandler<GoodRequest, Result<int>>
{
    public Task<Result<int>> Handle(GoodRequest request, CancellationToken cancellationToken) => Task.FromResult<Result<int>>(2);
}

internal class OpenHandler : IRequestHandler<GoodRequest, Result<int>>
{
    public Task<Result<int>> Handle(GoodRequest request, CancellationToken cancellationToken) => Task.FromResult<Result<int>>(3);
}

public sealed class PublicHandler : IRequestHandler<GoodRequest, Result<int>>
{
    public Task<Result<int>> Handle(GoodRequest request, CancellationToken cancellationToken) => Task.FromResult<Result<int>>(4);
}

internal sealed class WholeValidator : AbstractValidator<RequestWithInputs>
{
    public WholeValidator()
    {
        RuleFor(request => request.Name).Required();
        RuleFor(request => request.Limit).Optional();
    }
}

internal sealed class TypeBlindValidator : AbstractValidator<RequestWithInputs>
{
    public TypeBlindValidator()
    {
        RuleFor(request => request.Name).Length(1, 255);
        RuleFor(request => request.Limit).Optional();
    }
}

internal sealed class ForgetfulValidator : AbstractValidator<RequestWithInputs>
{
    public ForgetfulValidator() => RuleFor(request => request.Name).Required();
}
