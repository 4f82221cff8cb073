using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>Refuses what the caller may not do, or does too often, before anything is said of the request's fields.</summary>
internal sealed class AuthorizationBehaviour<TRequest, TResponse>(AccessGuard guard) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var error = await guard.JudgeAsync(request, cancellationToken) ?? await guard.SpendAsync(request, cancellationToken);
        return error is null ? await next() : TResponse.Failure(error);
    }
}
