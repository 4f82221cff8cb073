using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokenPolicies.Enforce;

/// <summary>
/// Does what a run has left to do. It looks at tokens without a lock, and takes it for a page in which one has to
/// change. A token that was held to the policy once needs no change a second time: whoever starts over, or works on the
/// same run at the same time, changes and counts nothing twice.
/// </summary>
internal sealed class PolicyEnforcer(
    IPolicyRunRepository runs, ITokenRepository tokens, IUnitOfWork unitOfWork, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>How many tokens a page, and with it a transaction, has at most.</summary>
    public const int PageSize = 1000;

    /// <summary>Finishes a run.</summary>
    /// <returns>The run with all that was counted, here and elsewhere.</returns>
    public async Task<PolicyRun> FinishAsync(PolicyRun run, CancellationToken cancellationToken)
    {
        var rules = new StandingRules(run.Policy);
        long? after = 0;
        while (after is { } from)
        {
            var page = await ListAsync(run, from, cancellationToken);
            if (page.Any(token => Changes(rules, token.Item)))
            {
                await unitOfWork.ExecuteAsync(run.Policy.OrganizationId, token => HoldAsync(run, rules, from, token), cancellationToken);
            }

            after = page.Count == PageSize ? page[^1].Position : null;
        }

        await runs.FinishAsync(run.RunId, clock.GetNow(), cancellationToken);
        return (await runs.FindAsync(run.RunId, cancellationToken))!;
    }

    private bool Changes(StandingRules rules, Token token) => rules.Enforce(token, clock.GetNow()) != token;

    private async Task<Result<PolicyRun>> HoldAsync(PolicyRun run, StandingRules rules, long after, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        var counted = (await runs.FindAsync(run.RunId, cancellationToken))!;
        foreach (var (_, token) in await ListAsync(run, after, cancellationToken))
        {
            var held = rules.Enforce(token, now);
            if (held != token && await tokens.UpdateAsync(held, cancellationToken))
            {
                counted = counted.Count(token, held);
                audit.Append(TokenEvents.Enforced(token, held, run.RunId));
            }
        }

        await runs.UpdateCountsAsync(counted, now, cancellationToken);
        return counted;
    }

    private Task<IReadOnlyList<Positioned<Token>>> ListAsync(PolicyRun run, long after, CancellationToken cancellationToken) =>
        tokens.ListGovernedAsync(
            run.Policy.OrganizationId, run.Policy.AppId, clock.GetNow(), after, run.LastPosition, PageSize, cancellationToken);
}
