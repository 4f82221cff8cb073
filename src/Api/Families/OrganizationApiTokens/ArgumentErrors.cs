using TokenPlatform.Api.Binding;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>
/// Tells of wrong fields as the family does: of arguments the first that is wrong, of the properties of a token all at
/// once.
/// </summary>
internal static class ArgumentErrors
{
    private const string Properties = "properties";

    private static readonly Dictionary<string, string> s_descriptions = new(StringComparer.Ordinal)
    {
        ["organization"] = "The organization, by one of its lookups",
        ["organization.id"] = "The organization's id",
        ["organization.sub_domain"] = "The organization's sub-domain",
        ["api_token"] = "The API token, by its id",
        ["api_token.id"] = "The API token's id",
        [Properties] = "The properties of the API token",
        ["annotations"] = "Annotations of the API token",
        ["annotations.key"] = "An annotation's key",
        ["annotations.value"] = "An annotation's value",
        ["page"] = "The number of the page, from 1",
        ["per_page"] = "How many API tokens a page has, 1 to 200",
    };

    public static ErrorBody BodyOf(InvalidInputError invalid)
    {
        var first = invalid.Errors[0];
        if (IsOfBody(first))
        {
            return new(400, "invalid_json_body", "The body is not a JSON object", ("details", SentenceOf(first.Problem)));
        }

        if (first.Location is ["header", ..])
        {
            return new(422, "validation_error", "The headers of the request are not valid", ("errors", invalid.Errors.Select(SentenceOf).ToList()));
        }

        if (IsOfProperty(first))
        {
            return new(422, "validation_error", "The properties of the API token are not valid", ("errors", invalid.Errors.Select(SentenceOf).ToList()));
        }

        var path = PathOf(first);
        return first.Problem == InputProblems.Missing
            ? new(400, "missing_required_argument", $"The argument '{string.Join('.', path)}' is needed", ("path", path), ("argument", Describe(path)))
            : Invalid(first, path);
    }

    private static ErrorBody Invalid(InputError error, List<string> path)
    {
        var (issue, description, isOurs) = IssueOf(error.Problem);
        return new(
            400,
            "invalid_argument",
            $"The argument '{string.Join('.', path)}' is not valid",
            ("path", path),
            ("index", error.Location.OfType<int>().Cast<int?>().FirstOrDefault()),
            ("issue", issue),
            ("issue_description", description),
            ("errors", isOurs ? new[] { SentenceOf(error.Problem) } : []),
            ("argument", Describe(path)));
    }

    private static (string Issue, string Description, bool IsRule) IssueOf(InputProblem problem) => problem.Type switch
    {
        "missing_lookup_value" or "ambiguous_lookup_values" => (problem.Type, problem.Message, false),
        "model_attributes_type" => ("object_expected", "The value is not an object", false),
        "list_type" => ("array_expected", "The value is not an array", false),
        "string_type" or "int_type" => ("invalid_scalar", "The value is not of the argument's type", false),
        "int_parsing" or "int_parsing_size" or "int_from_float" => ("parse_error", "The value cannot be read as the argument's type", true),
        _ => ("validation_errors", "The value breaks a rule of the argument, see errors", true),
    };

    private static Dictionary<string, string?> Describe(List<string> path)
    {
        var id = string.Join('.', path);
        return new(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["name"] = path.LastOrDefault(),
            ["description"] = s_descriptions.GetValueOrDefault(id),
        };
    }

    private static bool IsOfBody(InputError error) =>
        error.Problem.Type == "json_invalid" || (error.Location is [JsonBody.Part] && error.Problem == InputProblems.ModelAttributesType);

    private static bool IsOfProperty(InputError error) => error.Location is [_, Properties, _, ..];

    /// <summary>The names that lead to an argument, those of <c>annotations[][key]</c> one by one.</summary>
    private static List<string> PathOf(InputError error) =>
    [
        .. error.Location.Skip(1).OfType<string>().SelectMany(name => name.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static string SentenceOf(InputError error)
    {
        var name = string.Concat(error.Location.Skip(2).Select(part => part is int index ? $"[{index}]" : $".{part}"));
        return $"{name.TrimStart('.')}: {SentenceOf(error.Problem)}";
    }

    private static string SentenceOf(InputProblem problem) =>
        problem.Context?.GetValueOrDefault("error") is string own ? own : problem.Message;
}
