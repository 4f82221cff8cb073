using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>Refuses what the caller may not do, before anything is said of the request's fields.</summary>
internal sealed class AuthorizationBehaviour<TRequest, TResponse>(AccessGuard guard) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        await guard.JudgeAsync(request, cancellationToken) is { } error ? TResponse.Failure(error) : await next();
}
