using FluentValidation;
using MediatR;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>Refuses a request with all of its wrong fields at once.</summary>
internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var error = validators.Judge(request);
        return error is null ? await next() : TResponse.Failure(error);
    }
}
