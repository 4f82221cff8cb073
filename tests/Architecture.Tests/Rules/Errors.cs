using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TokenPlatform.Api.Families;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>Every family has an answer to every error.</summary>
internal static class Errors
{
    public static IReadOnlyList<Type> In(IEnumerable<Type> types) =>
        [.. types.Where(type => type.IsSubclassOf(typeof(Error)) && !type.IsAbstract)];

    /// <summary>Errors that a writer cannot write, or writes as a success or as something that is no JSON.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IErrorWriter writer, IEnumerable<Type> errors)
    {
        var faults = new List<string>();
        foreach (var error in errors)
        {
            if (await FaultAsync(writer, (Error)Sample.Of(error)!) is { } fault)
            {
                faults.Add($"{writer.GetType().Name}, {error.Name}: {fault}");
            }
        }

        return faults;
    }

    private static async Task<string?> FaultAsync(IErrorWriter writer, Error error)
    {
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        try
        {
            await writer.WriteAsync(http, error);
            await http.Response.CompleteAsync();
            using var json = JsonDocument.Parse(body.ToArray());
            return http.Response.StatusCode >= 400 ? null : $"status {http.Response.StatusCode}";
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
}
