using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Create;

/// <summary>Between the fields of the command and the values that rules judge, in both directions.</summary>
internal static class CreateAppTokenWishes
{
    public static TokenLimits ToLimits(this CreateAppTokenCommand command, PermissionReader permissions) => new()
    {
        Scopes = [.. command.Scopes.Items().Select(permissions.Read)],
        Permissions = [.. command.Permissions.Items().Select(permissions.Read)],
        WorkspaceIds = command.WorkspaceIds.Items(),
        NamespaceIds = command.NamespaceIds.Items(),
        EnvironmentIds = command.EnvironmentIds.Items(),
        EndpointPaths = command.EndpointPaths.Items(),
        AuthorizedIpAddresses = command.AuthorizedIpAddresses.Items(),
    };

    public static TokenWish ToWish(this CreateAppTokenCommand command, TokenLimits asked, DateTimeOffset now) => new(
        command.ExpiresInDays.HasValue ? now.AddDays(command.ExpiresInDays.Value)
            : command.ExpiresAt.HasValue ? Clock.CutToMicroseconds(command.ExpiresAt.Value)
            : null,
        [.. asked.Carried],
        command.RateLimitRps.OrNull(),
        command.RateLimitBurst.OrNull());

    /// <summary>Names each broken rule at the field that breaks it.</summary>
    public static InvalidInputError Locate(this CreateAppTokenCommand command, PolicyViolatedError violated) =>
        new([.. violated.Violations.Select(violation => command.SiteOf(violation).Error(PolicyProblems.Of(violated.PolicyId, violation)))]);

    private static InputSite SiteOf(this CreateAppTokenCommand command, PolicyViolation violation) => violation.Rule switch
    {
        PolicyRule.MaxTtlDays => command.ExpiresInDays.HasValue ? command.ExpiresInDays.Site! : command.ExpiresAt.Site!,
        PolicyRule.AllowedPermissions => OutsideOfPermissions(command, violation) ? command.Permissions.Site! : command.Scopes.Site!,
        PolicyRule.MaxRateLimitRps => command.RateLimitRps.Site!,
        PolicyRule.MaxLiveTokens => command.Name.Site!.Parent!,
        _ => throw new ArgumentOutOfRangeException(nameof(violation)),
    };

    private static bool OutsideOfPermissions(CreateAppTokenCommand command, PolicyViolation violation) =>
        command.Permissions.Items().Intersect((IEnumerable<string>)violation.Requested!, StringComparer.Ordinal).Any();
}
