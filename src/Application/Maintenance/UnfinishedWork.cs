using TokenPlatform.Application.AppTokenPolicies.Enforce;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Maintenance;

/// <summary>Goes on in the name of whoever began: the events are those that there would have been.</summary>
internal sealed class UnfinishedWork(
    RequestContext context, IRevocationRepository revocations, TokenRevoker revoker, IPolicyRunRepository runs, PolicyEnforcer enforcer)
    : IUnfinishedWork
{
    private const int MostAtOnce = 100;

    public async Task FinishAsync(DateTimeOffset stalledSince, CancellationToken cancellationToken)
    {
        foreach (var operationId in await revocations.ListAsync(MostAtOnce, cancellationToken))
        {
            if (await revocations.FindAsync(operationId, cancellationToken) is { } revocation)
            {
                GoOnFor(revocation.Actor, revocation.RequestId);
                await revoker.TellRestAsync(revocation, cancellationToken);
            }
        }

        foreach (var runId in await runs.ListStalledAsync(stalledSince, MostAtOnce, cancellationToken))
        {
            var run = (await runs.FindAsync(runId, cancellationToken))!;
            GoOnFor(run.Actor, run.RequestId);
            await enforcer.FinishAsync(run, cancellationToken);
        }
    }

    private void GoOnFor(AuditActor actor, string? requestId) => (context.GoesOnFor, context.RequestId) = (actor, requestId);
}
