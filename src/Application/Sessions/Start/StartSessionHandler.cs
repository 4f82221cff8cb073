using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Application.Users;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Sessions.Start;

internal sealed class StartSessionHandler(
    RequestContext context,
    PasswordChecker checker,
    ITokenRepository tokens,
    GuardedTransaction transaction,
    IAuditTrail audit,
    TimeProvider clock) : IRequestHandler<StartSessionCommand, Result<IssuedToken>>
{
    private static readonly AuthenticationError s_refusal = new("Incorrect email or password");

    public async Task<Result<IssuedToken>> Handle(StartSessionCommand command, CancellationToken cancellationToken)
    {
        var email = Emails.Normalize(command.Email.Value!);
        var known = await checker.CheckAsync(email, command.Password.Value!, context.Address, cancellationToken);
        return known is { IsSuccess: true, Value: { } credentials }
            ? await transaction.ExecuteAsync(command, [AuditChain.Platform], token => StartAsync(credentials, token), cancellationToken)
            : known.Error ?? s_refusal;
    }

    private async Task<Result<IssuedToken>> StartAsync(Credentials known, CancellationToken cancellationToken)
    {
        if (!await checker.StillHoldsAsync(known, cancellationToken))
        {
            return s_refusal;
        }

        var (userId, now) = (known.User.UserId, clock.GetNow());
        var secret = TokenSecret.Generate(SecretKind.Session);
        var session = new Token
        {
            TokenId = Guid.CreateVersion7(now),
            Kind = TokenKind.Session,
            UserId = userId,
            Name = "Session",
            Prefix = secret.Shown,
            Limits = new TokenLimits(),
            CreatedByUserId = userId,
            IssuedAt = now,
            ExpiresAt = now + Token.SessionLife,
        };
        await tokens.AddAsync(session, secret.Hash(), cancellationToken);

        // From here on it is the session that acts, whatever token the request came with.
        (context.Caller, context.Bearer) = (null, session);
        audit.Append(TokenEvents.Created(session));
        return new IssuedToken(session, secret);
    }
}
