using System.Net;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>Who makes the present request, and how.</summary>
/// <param name="Holder">The token that was presented, and its user.</param>
/// <param name="Address">Where the request comes from; null where that is unknown.</param>
/// <param name="Path">The path of the request line.</param>
/// <param name="IsForeignWrite">Whether it is a write that a browser's cookie authenticates and no page of ours sent.</param>
public sealed record Caller(TokenHolder Holder, IPAddress? Address, string Path, bool IsForeignWrite)
{
    /// <summary>The token that was presented.</summary>
    public Token Token => Holder.Token.Token;

    /// <summary>The user that the caller is; null for app and organization tokens.</summary>
    public Guid? UserId => Holder.ActsAsUser ? Token.UserId : null;

    /// <summary>The id of the token that a path names, <see cref="ResourceId.Self"/> included.</summary>
    /// <param name="tokenId">As written.</param>
    public Guid Resolve(ResourceId tokenId) => tokenId.Text == ResourceId.Self ? Token.TokenId : tokenId.Value;
}
