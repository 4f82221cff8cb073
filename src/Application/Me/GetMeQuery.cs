using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Me;

/// <summary>Who am I, and with which token.</summary>
[AllowsAnyCaller]
public sealed record GetMeQuery : IRequest<Result<Identity>>;

/// <summary>The caller as it sees itself.</summary>
/// <param name="User">The user; null for app and organization tokens.</param>
/// <param name="Places">Where the caller belongs, oldest membership first; the role is null where no user acts.</param>
/// <param name="Token">The token that was presented.</param>
public sealed record Identity(User? User, IReadOnlyList<(Organization Organization, Role? Role)> Places, Token Token);
