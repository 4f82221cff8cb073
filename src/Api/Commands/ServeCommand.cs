using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TokenPlatform.Api.Settings;

namespace TokenPlatform.Api.Commands;

/// <summary>Serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = Composition.Build(args);
        // Made at first use otherwise: its faults, and its word about the licence, belong to the start.
        app.Services.GetRequiredService<AutoMapper.IConfigurationProvider>().AssertConfigurationIsValid();
        await StorePreparation.MigrateAsync(app, cancellationToken);

        // Handed out before anything else can fail: it is never made again.
        var credential = await StorePreparation.FillAsync(app, cancellationToken);
        await StartAsync(app, cancellationToken);
        if (credential is not null)
        {
            FirstStart.Suggest(credential, BaseAddress(app));
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new SettingsException($"the server cannot listen as it is told to: {failure.Message}");
        }
    }

    private static string BaseAddress(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses?.FirstOrDefault() ?? Composition.DefaultUrl;
    }
}
