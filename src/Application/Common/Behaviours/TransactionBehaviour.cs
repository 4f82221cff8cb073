using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>
/// Runs a change under the write lock of its organization, or of the platform, and judges the caller again once the
/// lock is held: whoever lost the right while waiting changes nothing.
/// </summary>
internal sealed class TransactionBehaviour<TRequest, TResponse>(IUnitOfWork unitOfWork, AccessGuard guard)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ITransactional)
        {
            return await next();
        }

        var chainId = (request as IOrganizationRequest)?.OrganizationId.Value ?? AuditChain.Platform;
        return await unitOfWork.ExecuteAsync(
            chainId,
            async token =>
            {
                await guard.RefreshAsync(token);
                return await guard.JudgeAsync(request, token) is { } error ? TResponse.Failure(error) : await next();
            },
            cancellationToken);
    }
}
