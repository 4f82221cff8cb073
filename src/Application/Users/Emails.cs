using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Users;

/// <summary>Emails name users: at most 254 characters with one <c>@</c>, kept in lower case.</summary>
internal static class Emails
{
    public const int MaxLength = 254;

    /// <summary>ASCII alone: other letters that fold into one another would make two addresses one person.</summary>
    public static string Normalize(string email) => string.Concat(email.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> Email<TRequest>(this IRuleBuilder<TRequest, Input<string>> rule) =>
        rule.Value((text, site, report) =>
        {
            if (text.EnumerateRunes().Count() > MaxLength)
            {
                report(site.Error(InputProblems.StringTooLong(MaxLength)));
            }
            else if (text.Split('@') is not [{ Length: > 0 }, { Length: > 0 }] || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                report(site.Error(InputProblems.Value("an email has one '@' with text on either side, and no space")));
            }
        });
}
