using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Tokens;

/// <summary>Ends tokens together within the running transaction: one statement for the tokens, one event for each.</summary>
internal sealed class TokenRevoker(ITokenRepository tokens, IAuditTrail audit)
{
    public async Task RevokeAsync(Guid chainId, TokenSelection which, DateTimeOffset now, string reason, CancellationToken cancellationToken)
    {
        var operationId = Guid.CreateVersion7(now);
        await tokens.RevokeAllAsync(which, operationId, now, reason, cancellationToken);
        foreach (var (tokenId, kind) in await tokens.ListRevokedByAsync(operationId, cancellationToken))
        {
            audit.Append(chainId, TokenEvents.Revoked(tokenId, kind, now, reason));
        }
    }
}

/// <summary>The reasons that the platform itself gives for ending tokens.</summary>
internal static class RevocationReasons
{
    public const string AppDeleted = "app_deleted";
    public const string MemberRemoved = "member_removed";
    public const string PasswordSet = "password_set";
    public const string UserDisabled = "user_disabled";
}
