using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using TokenPlatform.Api.Binding;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>Fills the contract of the list from its query, see <see cref="BracketedQuery"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromBracketedQueryAttribute() : FromQueryStringAttribute(typeof(Binder))
{
    private sealed class Binder : IModelBinder
    {
        public Task BindModelAsync(ModelBindingContext context)
        {
            var query = context.HttpContext.Request.QueryString.Value;
            var (root, error) = BracketedQuery.Read(query);
            context.Result = ModelBindingResult.Success(
                ContractReader.Read(context.ModelType, root, QueryText.Judge(query) ?? error, QueryText.Part));
            return Task.CompletedTask;
        }
    }
}

/// <summary>
/// Reads queries such as <c>organization[id]=x&amp;annotations[][key]=env&amp;annotations[][value]=prod</c>. A name that
/// ends a list, <c>[]</c> before its last part, gathers its values in their order, wherever they stand; of any other name
/// the last value counts.
/// </summary>
internal static class BracketedQuery
{
    public const string OrganizationId = "organization[id]";
    public const string OrganizationSubDomain = "organization[sub_domain]";
    public const string AnnotationKey = "annotations[][key]";
    public const string AnnotationValue = "annotations[][value]";

    private static readonly string[] s_known = [OrganizationId, OrganizationSubDomain, AnnotationKey, AnnotationValue];

    /// <summary>Reads a query.</summary>
    /// <param name="query">As it stood in the request line, from its question mark on.</param>
    /// <returns>An object with a field for each name, and the first name that is broken or unknown.</returns>
    public static (JsonElement Root, InputError? Error) Read(string? query)
    {
        var fields = new JsonObject();
        InputError? error = null;
        foreach (var field in new QueryStringEnumerable(query))
        {
            var (name, value) = (field.DecodeName().ToString(), field.DecodeValue().ToString());
            if (name.Contains("[]", StringComparison.Ordinal) && s_known.Contains(name, StringComparer.Ordinal))
            {
                fields[name] ??= new JsonArray();
                fields[name]!.AsArray().Add(value);
            }
            else
            {
                fields[name] = value;
                error ??= Judge(name);
            }
        }

        return (JsonSerializer.SerializeToElement(fields), error);
    }

    // Only what looks like one of ours: other fields of a query are nobody's business.
    private static InputError? Judge(string name)
    {
        var argument = name.Split('[')[0];
        return argument is not ("organization" or "annotations") || s_known.Contains(name, StringComparer.Ordinal)
            ? null
            : new InputError([QueryText.Part, argument], "null", InputProblems.Value($"'{TokenSecret.Mask(name)}' is no argument of this list"));
    }
}
