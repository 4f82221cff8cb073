using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Idempotency;

/// <summary>
/// Issues once for each key. Within the transaction: of two requests with one key the second waits for the first, and
/// what failed leaves no key behind.
/// </summary>
internal sealed class IssuingOnce(RequestContext context, IIdempotencyKeys keys, TimeProvider clock)
{
    /// <summary>Issues, unless the request's key did already.</summary>
    public async Task<TResponse> ExecuteAsync<TResponse>(Func<Task<TResponse>> issue, CancellationToken cancellationToken)
        where TResponse : IResult<TResponse>
    {
        if (context.IdempotencyKey is not { } sent)
        {
            return await issue();
        }

        var (hash, now) = (sent.HashFor(context.RequiredCaller.Token.Owner), clock.GetNow());
        if (await keys.FindAsync(hash, now - IdempotencyKey.Life, cancellationToken) is { } kept)
        {
            return TResponse.Failure(kept.BodyHash.AsSpan().SequenceEqual(sent.BodyHash)
                ? new ConflictError($"This Idempotency-Key issued token {kept.TokenId} already", kept.TokenId)
                : sent.Key.Error(InputProblems.Value("this Idempotency-Key was sent with another body")));
        }

        var response = await issue();
        if (response.Content is IIssued issued)
        {
            await keys.KeepAsync(new KeptKey(hash, sent.BodyHash, issued.TokenId, now), cancellationToken);
        }

        return response;
    }
}
