using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TokenPlatform.Benchmarks.Floor;

/// <summary>
/// What the framework alone costs for the same kinds of request: no rule, no store, no log. <c>/get</c> and <c>/post</c> are
/// minimal API, <c>/mvc</c> is an action.
/// </summary>
internal static class FloorServer
{
    private static readonly IResult s_known = Results.Text("known");

    public static async Task<int> RunAsync(string url, string secretsFile, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(new KnownSecrets(await File.ReadAllLinesAsync(secretsFile, cancellationToken)));
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, FloorJson.Default));
        builder.Services.AddControllers().ConfigureApplicationPartManager(OwnControllersOnly);
        await using var app = builder.Build();
        app.MapGet("/get", (HttpRequest request, KnownSecrets known) => known.HasBearerOf(request) ? s_known : Results.Unauthorized());
        app.MapPost("/post", (FloorQuestion question, KnownSecrets known) => known.Has(question.Token)
            ? Results.Json(new FloorAnswer(true, "VALID"), FloorJson.Default.FloorAnswer)
            : Results.Unauthorized());
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes());
        app.MapControllers();
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static void OwnControllersOnly(ApplicationPartManager parts)
    {
        parts.ApplicationParts.Clear();
        parts.ApplicationParts.Add(new AssemblyPart(typeof(FloorServer).Assembly));
    }
}

internal sealed record FloorQuestion([property: JsonPropertyName("token")] string Token);

internal sealed record FloorAnswer([property: JsonPropertyName("valid")] bool IsValid, [property: JsonPropertyName("code")] string Code);

[JsonSerializable(typeof(FloorQuestion))]
[JsonSerializable(typeof(FloorAnswer))]
[JsonSerializable(typeof(long))]
internal sealed partial class FloorJson : JsonSerializerContext;
