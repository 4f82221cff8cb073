using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.Create;

internal sealed class CreateAccessTokenHandler(RequestContext context, ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<CreateAccessTokenCommand, Result<IssuedToken>>
{
    private const int DefaultDays = 90;

    public async Task<Result<IssuedToken>> Handle(CreateAccessTokenCommand command, CancellationToken cancellationToken)
    {
        var (userId, now) = (context.RequiredUserId, clock.GetNow());
        var secret = TokenSecret.Generate(SecretKind.Personal);
        var token = new Token
        {
            TokenId = Guid.CreateVersion7(now),
            Kind = TokenKind.Personal,
            UserId = userId,
            Name = command.Name.Value!,
            Prefix = secret.Shown,
            Limits = new TokenLimits(),
            CreatedByUserId = userId,
            CreatedByTokenId = context.RequiredCaller.Token.TokenId,
            IssuedAt = now,
            ExpiresAt = now.AddDays(command.ExpiresInDays.OrNull() ?? DefaultDays),
        };
        await tokens.AddAsync(token, secret.Hash(), cancellationToken);
        audit.Append(TokenEvents.Created(token));
        return new IssuedToken(token, secret);
    }
}
