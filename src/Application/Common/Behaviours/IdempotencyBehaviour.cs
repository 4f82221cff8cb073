using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>Issues once for each key, see <see cref="IssuingOnce"/>. Handlers that begin a transaction themselves do so, too.</summary>
internal sealed class IdempotencyBehaviour<TRequest, TResponse>(IssuingOnce once) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request is ITransactional ? once.ExecuteAsync(() => next(), cancellationToken) : next();
}
