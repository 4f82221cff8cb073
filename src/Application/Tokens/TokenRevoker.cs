using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Tokens;

/// <summary>Ends tokens within the running transaction, with one event for each.</summary>
internal sealed class TokenRevoker(ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Ends tokens together, in one statement.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RevokeAsync(Guid chainId, TokenSelection which, DateTimeOffset now, string reason, CancellationToken cancellationToken)
    {
        var operationId = Guid.CreateVersion7(now);
        await tokens.RevokeAllAsync(which, operationId, now, reason, cancellationToken);
        var revoked = await tokens.ListRevokedByAsync(operationId, cancellationToken);
        foreach (var (tokenId, kind) in revoked)
        {
            audit.Append(chainId, TokenEvents.Revoked(tokenId, kind, now, reason));
        }

        return revoked.Count;
    }

    /// <summary>Ends one token. What is revoked already stays as it was.</summary>
    /// <returns>The token as it is now, or a conflict where it changed meanwhile.</returns>
    public async Task<Result<Token>> RevokeAsync(Token token, string? reason, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        var revoked = token.Revoke(now, reason);
        if (revoked == token)
        {
            return token;
        }

        if (!await tokens.UpdateAsync(revoked, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", token.TokenId);
        }

        audit.Append(TokenEvents.Revoked(token.TokenId, token.Kind, now, reason));
        return revoked;
    }
}

/// <summary>The reasons that the platform itself gives for ending tokens.</summary>
internal static class RevocationReasons
{
    public const string AppDeleted = "app_deleted";
    public const string MemberRemoved = "member_removed";
    public const string PasswordSet = "password_set";
    public const string RefreshTokenReuse = "refresh_token_reuse";
    public const string RevokedAll = "revoked_all";
    public const string RevokedByHolder = "revoked_by_holder";
    public const string UserDisabled = "user_disabled";
}
