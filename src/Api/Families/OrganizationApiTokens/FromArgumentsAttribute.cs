using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using TokenPlatform.Api.Binding;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>
/// Fills a parameter from the JSON body. A lookup that the body lacks may stand in the query, as <c>api_token[id]</c>,
/// and the body may be left out: some clients send none with a DELETE.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromArgumentsAttribute() : FromJsonAttribute(typeof(Binder))
{
    private static readonly (string Argument, string Value)[] s_lookups =
        [("organization", "id"), ("organization", "sub_domain"), ("api_token", "id")];

    private sealed class Binder : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext context)
        {
            var http = context.HttpContext;
            var (root, error, bytes) = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
            IdempotencyKeyHeader.Read(http, bytes);
            if (error is null || error.Problem == InputProblems.Missing)
            {
                (root, error) = (Merge(error is null ? JsonText.FieldsOf(root) : [], http.Request.QueryString.Value), null);
            }

            context.Result = ModelBindingResult.Success(ContractReader.Read(context.ModelType, root, error, JsonBody.Part));
        }

        private static JsonElement Merge(OrderedDictionary<string, JsonElement> body, string? query)
        {
            var sent = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in new QueryStringEnumerable(query))
            {
                sent[field.DecodeName().ToString()] = field.DecodeValue().ToString();
            }

            foreach (var lookup in s_lookups.Where(lookup => sent.ContainsKey(NameOf(lookup))).ToLookup(lookup => lookup.Argument, StringComparer.Ordinal))
            {
                body.TryAdd(lookup.Key, JsonSerializer.SerializeToElement(lookup.ToDictionary(value => value.Value, value => sent[NameOf(value)], StringComparer.Ordinal)));
            }

            return ToElement(body);
        }

        private static string NameOf((string Argument, string Value) lookup) => $"{lookup.Argument}[{lookup.Value}]";

        // Raw, since half a surrogate pair can be read in JSON and not be written.
        private static JsonElement ToElement(OrderedDictionary<string, JsonElement> fields)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                foreach (var (name, value) in fields)
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                }

                json.WriteEndObject();
            }

            using var document = JsonDocument.Parse(stream.ToArray());
            return document.RootElement.Clone();
        }
    }
}
