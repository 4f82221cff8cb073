using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Behaviours;

/// <summary>Runs a change under the write lock of its organization, or of the platform.</summary>
internal sealed class TransactionBehaviour<TRequest, TResponse>(GuardedTransaction transaction) : IPipelineBehavior<TRequest, TResponse>
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
        return await transaction.ExecuteAsync(request, [chainId], _ => next(), cancellationToken);
    }
}
