using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenPlatform.Api.Binding;

/// <summary>Fills a parameter from the JSON body, see <see cref="ContractReader"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal class FromJsonAttribute : ModelBinderAttribute
{
    public FromJsonAttribute()
        : this(typeof(Binder))
    {
    }

    /// <summary>For a family that reads more than the body.</summary>
    protected FromJsonAttribute(Type binder)
        : base(binder)
    {
    }

    /// <inheritdoc/>
    public sealed override BindingSource? BindingSource => BindingSource.Body;

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
internal class FromQueryStringAttribute : ModelBinderAttribute
{
    public FromQueryStringAttribute()
        : this(typeof(Binder))
    {
    }

    /// <summary>For a family that spells its queries in a way of its own.</summary>
    protected FromQueryStringAttribute(Type binder)
        : base(binder)
    {
    }

    /// <inheritdoc/>
    public sealed override BindingSource? BindingSource => Whole;

    // The API explorer takes a contract apart, endlessly, unless its source is one that reads it whole.
    private static BindingSource Whole { get; } = new(BindingSource.Query.Id, BindingSource.Query.DisplayName, isGreedy: true, isFromRequest: true);

    private sealed class Binder : IModelBinder
    {
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
            var error = QueryText.Judge(context.HttpContext.Request.QueryString.Value);
            context.Result = ModelBindingResult.Success(ContractReader.Read(context.ModelType, root, error, QueryText.Part));
            return Task.CompletedTask;
        }
    }
}
