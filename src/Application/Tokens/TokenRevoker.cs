using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Tokens;

/// <summary>Ends tokens within the running transaction, with one event for each.</summary>
internal sealed class TokenRevoker(
    RequestContext context,
    ITokenRepository tokens,
    IRevocationRepository revocations,
    IUnitOfWork unitOfWork,
    IAuditTrail audit,
    TimeProvider clock)
{
    /// <summary>How many events one transaction writes at most.</summary>
    public const int BatchSize = 1000;

    /// <summary>
    /// Ends tokens together, in one statement. Of very many the first get their event in the same transaction, the others
    /// soon after in batches, which a crash does not stop.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> RevokeAsync(Guid chainId, TokenSelection which, DateTimeOffset now, string reason, CancellationToken cancellationToken)
    {
        var operation = new Revocation(Guid.CreateVersion7(now), chainId, reason, now, 0, context.Actor, context.RequestId);
        var count = await tokens.RevokeAllAsync(which, operation.OperationId, now, reason, cancellationToken);
        var told = await TellAsync(operation, cancellationToken);
        if (told.IsLeft)
        {
            await revocations.AddAsync(operation with { ToldUpTo = told.UpTo }, cancellationToken);
        }

        return count;
    }

    /// <summary>Writes the events that are left of tokens that were ended together, in transactions of its own.</summary>
    public async Task TellRestAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        bool isLeft;
        do
        {
            isLeft = (await unitOfWork.ExecuteAsync(
                revocation.ChainId, token => TellNextAsync(revocation.OperationId, token), cancellationToken)).Value;
        }
        while (isLeft);
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

    // Read within the transaction: another process may tell the same, and each event is written once.
    private async Task<Result<bool>> TellNextAsync(Guid operationId, CancellationToken cancellationToken)
    {
        if (await revocations.FindAsync(operationId, cancellationToken) is not { } revocation)
        {
            return false;
        }

        var told = await TellAsync(revocation, cancellationToken);
        if (told.IsLeft)
        {
            await revocations.MoveAsync(operationId, told.UpTo, cancellationToken);
        }
        else
        {
            await revocations.RemoveAsync(operationId, cancellationToken);
        }

        return told.IsLeft;
    }

    private async Task<(long UpTo, bool IsLeft)> TellAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        var revoked = await tokens.ListRevokedByAsync(revocation.OperationId, revocation.ToldUpTo, BatchSize + 1, cancellationToken);
        foreach (var (_, (tokenId, kind)) in revoked.Take(BatchSize))
        {
            audit.Append(revocation.ChainId, TokenEvents.Revoked(tokenId, kind, revocation.RevokedAt, revocation.Reason));
        }

        return revoked.Count > BatchSize ? (revoked[BatchSize - 1].Position, true) : (revocation.ToldUpTo, false);
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
