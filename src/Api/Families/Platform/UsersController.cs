using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Users.Create;
using TokenPlatform.Application.Users.Get;
using TokenPlatform.Application.Users.List;
using TokenPlatform.Application.Users.SetPassword;
using TokenPlatform.Application.Users.Update;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>Users, for platform administrators.</summary>
[Route("v1/users")]
public sealed class UsersController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>Everybody.</summary>
    [HttpGet]
    [ProducesResponseType<UserListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List([FromQueryString] PageRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new ListUsersQuery { Limit = request.Limit, Cursor = request.Cursor }, cancellationToken)
            .ToAnswer(page => Ok(new UserListResponse
            {
                Users = mapper.Map<IReadOnlyList<UserResponse>>(page.Items),
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
            }));

    /// <summary>Adds a user.</summary>
    [HttpPost]
    [ProducesResponseType<UserResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Create([FromJson] CreateUserRequest request, CancellationToken cancellationToken) =>
        mediator.Send(
            new CreateUserCommand
            {
                Email = request.Email,
                Name = request.Name,
                Password = request.Password,
                IsPlatformAdmin = request.IsPlatformAdmin,
            },
            cancellationToken)
            .ToAnswer(user => this.CreatedAt($"/v1/users/{user.UserId}", mapper.Map<UserResponse>(user)));

    /// <summary>One user.</summary>
    [HttpGet("{user_id}")]
    [ProducesResponseType<UserResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get([FromRoute(Name = "user_id")] ResourceId userId, CancellationToken cancellationToken) =>
        mediator.Send(new GetUserQuery(userId), cancellationToken).ToAnswer(user => Ok(mapper.Map<UserResponse>(user)));

    /// <summary>Renames a user; disables or enables one. Disabling ends all tokens of the user.</summary>
    [HttpPatch("{user_id}")]
    [ProducesResponseType<UserResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Update(
        [FromRoute(Name = "user_id")] ResourceId userId,
        [FromJson] UpdateUserRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new UpdateUserCommand(userId) { Name = request.Name, Disabled = request.Disabled }, cancellationToken)
            .ToAnswer(user => Ok(mapper.Map<UserResponse>(user)));

    /// <summary>Gives a user a first password, or another one.</summary>
    [HttpPut("{user_id}/password")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<IActionResult> SetPassword(
        [FromRoute(Name = "user_id")] ResourceId userId,
        [FromJson] SetPasswordRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new SetPasswordCommand(userId) { Password = request.Password }, cancellationToken).ToAnswer(_ => NoContent());
}
