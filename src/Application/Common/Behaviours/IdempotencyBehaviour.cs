using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>
/// Issues once for each key. Within the transaction: of two requests with one key the second waits for the first, and
/// what failed leaves no key behind.
/// </summary>
internal sealed class IdempotencyBehaviour<TRequest, TResponse>(RequestContext context, IIdempotencyKeys keys, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (context.IdempotencyKey is not { } sent)
        {
            return await next();
        }

        var (hash, now) = (sent.HashFor(context.RequiredCaller.Token.Owner), clock.GetNow());
        if (await keys.FindAsync(hash, now - IdempotencyKey.Life, cancellationToken) is { } kept)
        {
            return TResponse.Failure(kept.BodyHash.AsSpan().SequenceEqual(sent.BodyHash)
                ? new ConflictError($"This Idempotency-Key issued token {kept.TokenId} already", kept.TokenId)
                : sent.Key.Error(InputProblems.Value("this Idempotency-Key was sent with another body")));
        }

        var response = await next();
        if (response.Content is IIssued issued)
        {
            await keys.KeepAsync(new KeptKey(hash, sent.BodyHash, issued.TokenId, now), cancellationToken);
        }

        return response;
    }
}
