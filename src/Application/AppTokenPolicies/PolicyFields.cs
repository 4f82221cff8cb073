using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokenPolicies;

/// <summary>The fields of a policy that a request may set (seed 000). Null means no rule; absent leaves a field as it is.</summary>
public sealed record PolicyFields
{
    private const string RatesDisagree = "default_rate_limit_rps must not be above max_rate_limit_rps";

    /// <summary>1..3650 days.</summary>
    public Input<int> MaxTtlDays { get; init; }

    /// <summary>0..100000.</summary>
    public Input<int> MaxLiveTokens { get; init; }

    /// <summary>At most 200 permissions.</summary>
    public Input<IReadOnlyList<Input<string>>> AllowedPermissions { get; init; }

    /// <summary>1..100000 requests a second, not above <see cref="MaxRateLimitRps"/>.</summary>
    public Input<int> DefaultRateLimitRps { get; init; }

    /// <summary>1..100000 requests a second.</summary>
    public Input<int> MaxRateLimitRps { get; init; }

    /// <summary>Never null in a PATCH.</summary>
    public Input<bool> RequiresAdminApproval { get; init; }

    /// <summary>At most 1000 code points.</summary>
    public Input<string> Description { get; init; }

    /// <summary>The policy with the sent fields in their place.</summary>
    internal AppTokenPolicy ApplyTo(AppTokenPolicy policy, PermissionReader permissions) => policy with
    {
        MaxTtlDays = MaxTtlDays.Or(policy.MaxTtlDays),
        MaxLiveTokens = MaxLiveTokens.Or(policy.MaxLiveTokens),
        AllowedPermissions = AllowedPermissions.State switch
        {
            InputState.Absent => policy.AllowedPermissions,
            InputState.Null => null,
            _ => [.. AllowedPermissions.Items().Select(permissions.Read)],
        },
        DefaultRateLimitRps = DefaultRateLimitRps.Or(policy.DefaultRateLimitRps),
        MaxRateLimitRps = MaxRateLimitRps.Or(policy.MaxRateLimitRps),
        RequiresAdminApproval = RequiresAdminApproval.Or(policy.RequiresAdminApproval) ?? policy.RequiresAdminApproval,
        Description = Description.State == InputState.Absent ? policy.Description : Description.Value,
    };

    /// <summary>What is wrong with the policy as a whole once the fields are in place; null where nothing is.</summary>
    internal InvalidInputError? Judge(AppTokenPolicy policy) =>
        policy.DefaultRateLimitRps > policy.MaxRateLimitRps
            ? (DefaultRateLimitRps.HasValue ? DefaultRateLimitRps : MaxRateLimitRps)
                .Error(InputProblems.Value(RatesDisagree))
            : null;

    /// <summary>The rules of each field on its own. In a PATCH null clears, which <see cref="RequiresAdminApproval"/> has no meaning for.</summary>
    internal sealed class Validator : AbstractValidator<PolicyFields>
    {
        public Validator(PermissionReader permissions, bool isPatch = false)
        {
            RuleFor(fields => fields.MaxTtlDays).Optional();
            RuleFor(fields => fields.MaxTtlDays).Between(1, 3650);
            RuleFor(fields => fields.MaxLiveTokens).Optional();
            RuleFor(fields => fields.MaxLiveTokens).Between(0, 100_000);
            RuleFor(fields => fields.AllowedPermissions).Optional();
            RuleFor(fields => fields.AllowedPermissions).Strings(permissions.Judge);
            RuleFor(fields => fields.DefaultRateLimitRps).Optional();
            RuleFor(fields => fields.DefaultRateLimitRps).Between(1, RateLimit.Max);
            RuleFor(fields => fields.DefaultRateLimitRps).OnlyIf(
                fields => !fields.MaxRateLimitRps.HasValue || fields.DefaultRateLimitRps.Value <= fields.MaxRateLimitRps.Value, RatesDisagree);
            RuleFor(fields => fields.MaxRateLimitRps).Optional();
            RuleFor(fields => fields.MaxRateLimitRps).Between(1, RateLimit.Max);
            if (isPatch)
            {
                RuleFor(fields => fields.RequiresAdminApproval).RefusesNull();
            }
            else
            {
                RuleFor(fields => fields.RequiresAdminApproval).Optional();
            }

            RuleFor(fields => fields.Description).Optional();
            RuleFor(fields => fields.Description).Length(0, 1000);
        }
    }
}
