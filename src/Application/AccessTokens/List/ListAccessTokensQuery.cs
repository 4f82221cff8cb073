using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.List;

/// <summary>The caller's own tokens, newest first (seed 002, List Access Tokens).</summary>
[RequiresUser]
public sealed record ListAccessTokensQuery : IRequest<Result<Page<Token>>>, IPagedQuery
{
    /// <summary>Only these, see <see cref="AccessTokenTypes"/>.</summary>
    public Input<string> TokenType { get; init; }

    /// <summary>Whether revoked ones are listed too; false unless said.</summary>
    public Input<bool> IncludeRevoked { get; init; }

    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => "access_tokens";
}
