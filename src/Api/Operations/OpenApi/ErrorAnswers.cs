using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPlatform.Api.Binding;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>
/// Adds the errors that an action may answer with, from what it is. What only the action knows, such as a 409, it
/// declares as a status without a type.
/// </summary>
internal sealed class ErrorAnswers : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var action = context.Description.ActionDescriptor;
        var isOpen = action.EndpointMetadata.OfType<IAllowAnonymous>().Any();
        if (!isOpen)
        {
            operation.Security = [.. SecuritySchemes.Alternatives(context.Document!)];
        }

        var declared = context.Description.SupportedResponseTypes.Select(answer => answer.StatusCode).Where(status => status >= 400).ToList();
        foreach (var status in declared)
        {
            operation.Responses!.Remove(status.ToString(CultureInfo.InvariantCulture));
        }

        var family = ErrorFamily.Of(context.Description.RelativePath!);
        foreach (var status in StatusesOf(operation, action, family, isOpen).Concat(declared).Distinct().Order())
        {
            operation.Responses!.Add(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponseReference(family.NameOf(status), context.Document));
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<int> StatusesOf(OpenApiOperation operation, ActionDescriptor action, ErrorFamily family, bool isOpen)
    {
        var hasBody = operation.RequestBody is not null;
        var hasQuery = action.Parameters.Any(QueryContracts.IsQuery);
        var hasIds = operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true;
        IEnumerable<int> own = isOpen ? [] : [family.Unauthenticated, 403, 429];
        return own
            .Concat(hasIds ? [404] : [])
            .Concat(hasBody ? [400, 413, 415] : [])
            .Concat(action.EndpointMetadata.OfType<TakesIdempotencyKeyAttribute>().Any() ? [409] : [])
            .Concat(hasBody || hasQuery ? [family.WrongFields] : [])
            .Concat([500, 503]);
    }
}
