using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.Get;

/// <summary>One person.</summary>
[RequiresPlatformAdministrator]
public sealed record GetUserQuery(ResourceId UserId) : IRequest<Result<User>>;
