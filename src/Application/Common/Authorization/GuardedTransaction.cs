using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>
/// A transaction that judges the caller again once its lock is held: whoever lost the right while waiting changes
/// nothing.
/// </summary>
internal sealed class GuardedTransaction(IUnitOfWork unitOfWork, AccessGuard guard)
{
    /// <summary>Runs work under the write locks of chains: organizations in the order given, the platform last.</summary>
    public Task<TResponse> ExecuteAsync<TResponse>(
        object request, IReadOnlyList<Guid> chainIds, Func<CancellationToken, Task<TResponse>> work, CancellationToken cancellationToken)
        where TResponse : IResult<TResponse> =>
        unitOfWork.ExecuteAsync(
            chainIds[0],
            async token =>
            {
                foreach (var chainId in chainIds.Skip(1))
                {
                    await unitOfWork.AlsoHoldAsync(chainId, token);
                }

                await guard.RefreshAsync(token);
                return await guard.JudgeAsync(request, token) is { } error ? TResponse.Failure(error) : await work(token);
            },
            cancellationToken);
}
