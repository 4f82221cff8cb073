using MediatR;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Audit.Verify;

/// <summary>
/// Walks a chain without a lock. Events never change, so what was whole up to the head stays so while others write; the
/// head is read again at the end, to tell what they wrote from what nobody did.
/// </summary>
internal sealed class VerifyAuditChainHandler(IAuditLog log, AuditKey key)
    : IRequestHandler<VerifyAuditChainQuery, Result<ChainVerdict>>, IRequestHandler<VerifyPlatformAuditChainQuery, Result<ChainVerdict>>
{
    public async Task<Result<ChainVerdict>> Handle(VerifyAuditChainQuery query, CancellationToken cancellationToken) =>
        await VerifyAsync(query.OrganizationId.Value, query.Kept.ToHead(), cancellationToken);

    public async Task<Result<ChainVerdict>> Handle(VerifyPlatformAuditChainQuery query, CancellationToken cancellationToken) =>
        await VerifyAsync(AuditChain.Platform, query.Kept.ToHead(), cancellationToken);

    private async Task<ChainVerdict> VerifyAsync(Guid chainId, KeptHead? kept, CancellationToken cancellationToken)
    {
        var head = await log.FindHeadAsync(chainId, cancellationToken);
        var verification = new AuditVerification(head, kept, key);
        await foreach (var audited in log.StreamAsync(chainId, head.Sequence, cancellationToken))
        {
            verification.Add(audited);
        }

        var beyond = await log.FindAfterAsync(chainId, head.Sequence, cancellationToken);
        return verification.Finish(beyond, await log.FindHeadAsync(chainId, cancellationToken));
    }
}
