using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Create;

internal sealed class CreateAppTokenValidator : AbstractValidator<CreateAppTokenCommand>
{
    public CreateAppTokenValidator(PermissionReader permissions, TimeProvider clock)
    {
        RuleFor(command => command.Name).Required();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.Description).Optional();
        RuleFor(command => command.Description).Length(0, 1000);
        RuleFor(command => command.TokenType).Optional(InputProblems.Enum(AppTokenTypes.All));
        RuleFor(command => command.TokenType).OneOf(AppTokenTypes.All);
        RuleFor(command => command.OwnerId).Optional();
        RuleFor(command => command.OwnerId).OnlyIf(
            command => !command.TokenType.Is(AppTokenTypes.Service), "the owner of a service token is its app");
        RuleFor(command => command.Scopes).Optional();
        RuleFor(command => command.Scopes).Strings(permissions.Judge);
        RuleFor(command => command.Permissions).Optional();
        RuleFor(command => command.Permissions).Strings(permissions.Judge);
        RuleFor(command => command.WorkspaceIds).Optional();
        RuleFor(command => command.WorkspaceIds).Strings();
        RuleFor(command => command.NamespaceIds).Optional();
        RuleFor(command => command.NamespaceIds).Strings();
        RuleFor(command => command.EnvironmentIds).Optional();
        RuleFor(command => command.EnvironmentIds).Strings();
        RuleFor(command => command.EndpointPaths).Optional();
        RuleFor(command => command.EndpointPaths).Strings(InputRules.PathGrammar);
        RuleFor(command => command.RateLimitRps).Optional();
        RuleFor(command => command.RateLimitRps).Between(1, RateLimit.Max);
        RuleFor(command => command.RateLimitBurst).Optional();
        RuleFor(command => command.RateLimitBurst).Between(1, RateLimit.Max);
        RuleFor(command => command.RateLimitBurst).OnlyIf(
            command => command.RateLimitRps.State is InputState.Value or InputState.Invalid, "rate_limit_burst needs rate_limit_rps");
        RuleFor(command => command.AuthorizedIpAddresses).Optional();
        RuleFor(command => command.AuthorizedIpAddresses).Strings(InputRules.AddressGrammar);
        RuleFor(command => command.ExpiresAt).Optional();
        RuleFor(command => command.ExpiresAt).InTheFuture(clock);
        RuleFor(command => command.ExpiresInDays).Optional();
        RuleFor(command => command.ExpiresInDays).Between(1, 3650);
        RuleFor(command => command.ExpiresInDays).OnlyIf(
            command => command.ExpiresAt.State is InputState.Absent or InputState.Null, "expires_at and expires_in_days exclude each other");
        RuleFor(command => command.IssueRefreshToken).Optional();
    }
}
