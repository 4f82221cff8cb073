namespace TokenPlatform.Domain.Tokens;

/// <summary>Which family issued a token. All kinds are one thing inside.</summary>
public enum TokenKind
{
    /// <summary>Belongs to an app of an organization (seed 001).</summary>
    App = 1,

    /// <summary>A person's own token (seed 002, <c>pat</c>).</summary>
    Personal = 2,

    /// <summary>A signed-in session of a person (seed 002, <c>session</c>).</summary>
    Session = 3,

    /// <summary>Belongs to an organization and acts by scopes (seed 003).</summary>
    Organization = 4,
}
