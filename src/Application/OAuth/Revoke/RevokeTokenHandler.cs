using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.OAuth.Revoke;

/// <summary>What there is no such token of, or no more, is answered like what was ended (RFC 7009 section 2.2).</summary>
internal sealed class RevokeTokenHandler(
    RequestContext context,
    TokenVerifier verifier,
    ITokenRepository tokens,
    IRefreshTokenRepository refreshTokens,
    TokenRevoker revoker,
    IUnitOfWork unitOfWork) : IRequestHandler<RevokeTokenCommand, Result<Unit>>
{
    private static readonly VerificationCall s_address = new() { Judged = JudgedLimits.Address };

    public async Task<Result<Unit>> Handle(RevokeTokenCommand command, CancellationToken cancellationToken)
    {
        if (context.Caller is { } caller && JudgeAddress(caller) != VerificationCode.Valid)
        {
            return new ForbiddenError(null, VerificationCode.IpNotAllowed.ToUpperSnakeCase());
        }

        if (await FindAsync(command.Token.Value, cancellationToken) is not { } token)
        {
            return Unit.Value;
        }

        context.Bearer = token;
        return await unitOfWork.ExecuteAsync<Result<Unit>>(
            token.OrganizationId ?? AuditChain.Platform,
            async cancel =>
            {
                var present = await tokens.FindAsync(token.TokenId, cancel) ?? token;
                var revoked = await revoker.RevokeAsync(present, RevocationReasons.RevokedByHolder, cancel);
                return revoked.IsSuccess ? Unit.Value : revoked.Error;
            },
            cancellationToken);
    }

    private VerificationCode JudgeAddress(Caller caller) => verifier.Judge(caller.Holder, null, s_address with { Address = caller.Address });

    private async Task<Token?> FindAsync(string? plaintext, CancellationToken cancellationToken)
    {
        if (TokenSecret.TryParse(plaintext, out var secret) && secret.Kind == SecretKind.Refresh)
        {
            var refreshToken = await refreshTokens.FindByHashAsync(secret.Hash(), cancellationToken);
            return refreshToken is null ? null : await tokens.FindAsync(refreshToken.TokenId, cancellationToken);
        }

        return (await verifier.FindAsync(plaintext, cancellationToken))?.Token.Token;
    }
}
