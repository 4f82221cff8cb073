namespace TokenPlatform.Application.Common.Ports;

/// <summary>Notes when tokens are used. Notes of one token become one, and are kept within seconds.</summary>
public interface ITokenUses
{
    /// <summary>Notes a use. It waits for nothing.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="now">When; UTC.</param>
    void Note(Guid tokenId, DateTimeOffset now);
}
