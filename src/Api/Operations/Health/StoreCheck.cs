using Microsoft.Extensions.Diagnostics.HealthChecks;
using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Api.Operations.Health;

/// <summary>The store answers, and its schema is the one that this program knows.</summary>
internal sealed class StoreCheck(IStoreHealth store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = await store.ExamineAsync(cancellationToken);
        return state.CanServe ? HealthCheckResult.Healthy(state.Sentence) : HealthCheckResult.Unhealthy(state.Sentence, state.Cause);
    }
}
