using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Create;

internal sealed class CreateAppTokenHandler(
    RequestContext context,
    AppTokenOwners owners,
    IAppTokenPolicyRepository policies,
    ITokenRepository tokens,
    RefreshTokens refreshTokens,
    IAuditTrail audit,
    PermissionReader permissions,
    TimeProvider clock) : IRequestHandler<CreateAppTokenCommand, Result<IssuedToken>>
{
    public async Task<Result<IssuedToken>> Handle(CreateAppTokenCommand command, CancellationToken cancellationToken)
    {
        var (organizationId, appId, now) = (command.OrganizationId.Value, command.AppId.Value, clock.GetNow());
        var asked = command.ToLimits(permissions);
        var authority = context.RequiredCaller.Holder.AuthorityIn(organizationId);
        if (authority.FirstNotIssuable(asked.Carried.Select(Permission.Parse)) is { } missing)
        {
            return new ForbiddenError(missing.ToString());
        }

        var owner = await owners.FindAsync(command, cancellationToken);
        if (!owner.IsSuccess)
        {
            return owner.Error;
        }

        if (await policies.FindIssuingGroundAsync(organizationId, appId, now, cancellationToken) is not { } ground)
        {
            return new NotFoundError("app", command.AppId.Text);
        }

        var granted = PolicyEvaluation.Evaluate(ground.Policy, command.ToWish(asked, now), ground.LiveTokens, now);
        if (!granted.IsSuccess)
        {
            return granted.Error is PolicyViolatedError violated ? command.Locate(violated) : granted.Error;
        }

        var secret = TokenSecret.Generate(SecretKind.App);
        var mayApprove = authority.Allows(Permission.Parse(PlatformPermissions.AppTokensApprove));
        var token = new Token
        {
            TokenId = Guid.CreateVersion7(now),
            Kind = TokenKind.App,
            OrganizationId = organizationId,
            AppId = appId,
            UserId = owner.Value.UserId,
            Name = command.Name.Value!,
            Description = command.Description.Value,
            Prefix = secret.Shown,
            Limits = asked with { Rate = granted.Value.Rate },
            Approval = granted.Value.NeedsApproval && !mayApprove ? ApprovalState.Pending : ApprovalState.NotRequired,
            CreatedByUserId = context.RequiredCaller.UserId,
            CreatedByTokenId = context.RequiredCaller.Token.TokenId,
            IssuedAt = now,
            ExpiresAt = granted.Value.ExpiresAt,
        };
        await tokens.AddAsync(token, secret.Hash(), cancellationToken);
        audit.Append(TokenEvents.Created(token));
        return new IssuedToken(token, secret)
        {
            RefreshSecret = command.IssueRefreshToken.Value ? await refreshTokens.IssueAsync(RefreshToken.For(token, now), cancellationToken) : null,
        };
    }
}
