using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Common;

/// <summary>
/// Reads permissions and scopes as callers write them: an OAuth2 prefix in front of one is dropped (seed 003, "OAuth2
/// Scopes"), so that what is kept and compared is the bare form.
/// </summary>
/// <param name="prefix">The prefix with its trailing slash; empty for none.</param>
public sealed class PermissionReader(string prefix)
{
    /// <summary>The prefix of the system behind seed 003.</summary>
    public const string DefaultPrefix = "api.katapult.io/core/v1/";

    /// <summary>The bare form.</summary>
    /// <param name="text">As written.</param>
    public string Read(string text) =>
        prefix.Length > 0 && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    /// <summary>What is wrong with a permission as written; null where nothing is.</summary>
    /// <param name="text">As written.</param>
    public InputProblem? Judge(string text) =>
        Permission.IsWellFormed(Read(text)) ? null : InputProblems.PatternMismatch(Permission.Pattern);
}
