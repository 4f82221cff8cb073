using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.Create;

internal sealed class CreateApiTokenHandler(
    RequestContext context,
    ApiTokenAccess access,
    GuardedTransaction transaction,
    IssuingOnce once,
    ITokenRepository tokens,
    IOrganizationTokenRepository organizationTokens,
    IAuditTrail audit,
    PermissionReader permissions,
    OrganizationTokenRate rate,
    TimeProvider clock) : IRequestHandler<CreateApiTokenCommand, Result<AnnotatedToken>>
{
    public async Task<Result<AnnotatedToken>> Handle(CreateApiTokenCommand command, CancellationToken cancellationToken)
    {
        var act = await access.EnterAsync(command.Organization.Value!, id => new WriteApiTokens(id), cancellationToken);
        if (!act.IsSuccess)
        {
            return act.Error;
        }

        if (command.Properties.Value!.Judge(permissions, clock) is { } wrong)
        {
            return wrong;
        }

        var organizationId = act.Value.OrganizationId.Value;
        return await transaction.ExecuteAsync(
            act.Value, [organizationId], token => once.ExecuteAsync(() => CreateAsync(command, organizationId, token), token), cancellationToken);
    }

    private async Task<Result<AnnotatedToken>> CreateAsync(
        CreateApiTokenCommand command, Guid organizationId, CancellationToken cancellationToken)
    {
        var (secret, now, caller) = (TokenSecret.Generate(SecretKind.Organization), clock.GetNow(), context.RequiredCaller);
        var bare = new Token
        {
            TokenId = Guid.CreateVersion7(now),
            Kind = TokenKind.Organization,
            OrganizationId = organizationId,
            Name = string.Empty,
            Prefix = secret.Shown,
            Limits = new TokenLimits { Rate = rate.Limit },
            CreatedByUserId = caller.UserId,
            CreatedByTokenId = caller.Token.TokenId,
            IssuedAt = now,
        };
        var token = command.Properties.Value!.ApplyTo(bare, permissions);
        if (access.JudgeIssuing(token) is { } forbidden)
        {
            return forbidden;
        }

        var annotations = command.Annotations.OrNull() ?? [];
        await tokens.AddAsync(token, secret.Hash(), cancellationToken);
        await organizationTokens.SetAnnotationsAsync(token.TokenId, annotations, cancellationToken);
        audit.Append(TokenEvents.Created(token, annotations));
        return new AnnotatedToken(token, annotations, secret);
    }
}
