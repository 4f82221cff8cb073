using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Families;

/// <summary>An error as the answer of an action.</summary>
internal sealed class ErrorResult(Error error) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<FamilyErrors>().WriteAsync(context.HttpContext, error);
}

/// <summary>From results to answers.</summary>
internal static class ResultExtensions
{
    public static async Task<IActionResult> ToAnswer<T>(this Task<Result<T>> result, Func<T, IActionResult> success)
    {
        var finished = await result;
        return finished.IsSuccess ? success(finished.Value) : new ErrorResult(finished.Error);
    }
}
