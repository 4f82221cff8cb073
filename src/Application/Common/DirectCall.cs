using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common;

/// <summary>
/// Sends a query as the pipeline would whose fields are known to be right, at the cost of a method call: for the questions
/// that are asked for every request of the APIs that our users protect.
/// </summary>
/// <typeparam name="TQuery">The query; it declares its access like any other.</typeparam>
/// <typeparam name="TAnswer">What its handler finds.</typeparam>
public interface IDirectCall<in TQuery, TAnswer>
    where TQuery : IRequest<Result<TAnswer>>
{
    /// <summary>Judges the caller, takes the request off the token's rate, and asks.</summary>
    /// <param name="query">A query whose validator would find nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<Result<TAnswer>> SendAsync(TQuery query, CancellationToken cancellationToken);
}

internal sealed class DirectCall<TQuery, TAnswer>(AccessGuard guard, IRequestHandler<TQuery, Result<TAnswer>> handler)
    : IDirectCall<TQuery, TAnswer>
    where TQuery : IRequest<Result<TAnswer>>
{
    public async ValueTask<Result<TAnswer>> SendAsync(TQuery query, CancellationToken cancellationToken)
    {
        var error = await guard.JudgeAsync(query, cancellationToken) ?? await guard.SpendAsync(query, cancellationToken);
        return error is null ? await handler.Handle(query, cancellationToken) : error;
    }
}
