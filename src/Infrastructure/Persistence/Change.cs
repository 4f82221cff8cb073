namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>What a change makes stale.</summary>
internal enum ChangeSubject
{
    /// <summary>One token.</summary>
    Token = 1,

    /// <summary>A user's standing, and all tokens that the user owns.</summary>
    User = 2,

    /// <summary>All tokens of an app.</summary>
    App = 3,

    /// <summary>What an organization is called.</summary>
    Organization = 4,
}

/// <summary>Something that snapshots taken before it don't show.</summary>
/// <param name="Subject">What kind of thing changed.</param>
/// <param name="Id">Its id.</param>
internal sealed record Change(ChangeSubject Subject, Guid Id);
