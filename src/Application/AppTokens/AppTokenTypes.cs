namespace TokenPlatform.Application.AppTokens;

/// <summary>The values of <c>token_type</c> in seed 001.</summary>
public static class AppTokenTypes
{
    /// <summary>Owned by a user.</summary>
    public const string Pat = "pat";

    /// <summary>Owned by the app; outlives every user.</summary>
    public const string Service = "service";

    /// <summary>Both, in the order in which they are named to who wrote a third.</summary>
    public static readonly IReadOnlyList<string> All = [Pat, Service];
}
