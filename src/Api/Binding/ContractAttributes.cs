using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>Fills a parameter from the JSON body, see <see cref="ContractReader"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromJsonAttribute : ModelBinderAttribute
{
    public FromJsonAttribute()
        : base(typeof(Binder)) => BindingSource = BindingSource.Body;

    private sealed class Binder : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext context)
        {
            var http = context.HttpContext;
            var (root, error, bytes) = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
            IdempotencyKeyHeader.Read(http, bytes);
            context.Result = ModelBindingResult.Success(ContractReader.Read(context.ModelType, root, error, JsonBody.Part));
        }
    }
}

/// <summary>Fills a parameter from the query, see <see cref="ContractReader"/>. Of a field that is sent twice the last counts.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromQueryStringAttribute : ModelBinderAttribute
{
    public FromQueryStringAttribute()
        : base(typeof(Binder)) => BindingSource = Whole;

    // The API explorer takes a contract apart, endlessly, unless its source is one that reads it whole.
    private static BindingSource Whole { get; } = new(BindingSource.Query.Id, BindingSource.Query.DisplayName, isGreedy: true, isFromRequest: true);

    private sealed class Binder : IModelBinder
    {
        private const string Part = "query";

        private static readonly InputError s_notUtf8 = new([Part], "null", InputProblems.Value("the query is not UTF-8"));

        public Task BindModelAsync(ModelBindingContext context)
        {
            // Texts of a query convert as strings of JSON do: "5" is an integer in either.
            // Request.Query would take LIMIT for limit.
            var query = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in new QueryStringEnumerable(context.HttpContext.Request.QueryString.Value))
            {
                query[field.DecodeName().ToString()] = field.DecodeValue().ToString();
            }

            var root = JsonSerializer.SerializeToElement(query);
            var error = IsUtf8(context.HttpContext.Request.QueryString.Value) ? null : s_notUtf8;
            context.Result = ModelBindingResult.Success(ContractReader.Read(context.ModelType, root, error, Part));
            return Task.CompletedTask;
        }

        // The framework leaves escapes that are no UTF-8 as they stand, which would keep another text than was sent.
        private static bool IsUtf8(string? query)
        {
            var bytes = Encoding.UTF8.GetBytes(query ?? string.Empty);
            return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
        }
    }
}
