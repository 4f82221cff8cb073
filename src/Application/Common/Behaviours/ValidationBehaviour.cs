using FluentValidation;
using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>Refuses a request with all of its wrong fields at once.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(RequestContext context, IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    private static readonly IdempotencyKey.Validator s_keys = new();

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var error = validators.Judge(request, context.IdempotencyKey is { } key ? s_keys.Validate(key).Errors : []);
        return error is null ? await next() : TResponse.Failure(error);
    }
}
