using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Api.Commands;

/// <summary>Serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = Composition.Build(args);
        // Made at first use otherwise: its faults, and its word about the licence, belong to the start.
        app.Services.GetRequiredService<AutoMapper.IConfigurationProvider>().AssertConfigurationIsValid();
        await PrepareStoreAsync(app, cancellationToken);

        // Handed out before anything else can fail: it is never made again.
        var first = await FillStoreAsync(app, cancellationToken);
        var credential = first is null ? null : FirstStart.Announce(first, app.Services.GetRequiredService<PlatformSettings>().DataFolder);
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

    private static async Task PrepareStoreAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var migrator = app.Services.GetRequiredService<Migrator>();
        if (app.Services.GetRequiredService<PlatformSettings>().MigrateOnStart)
        {
            await migrator.MigrateAsync(cancellationToken);
        }
        else if ((await migrator.PendingAsync(cancellationToken)).Count > 0)
        {
            throw new StoreException("The store's schema is older than this program: run the command migrate, or set Database:MigrateOnStart");
        }
    }

    private static async Task<TokenSecret?> FillStoreAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var settings = app.Services.GetRequiredService<PlatformSettings>();
        await using var scope = app.Services.CreateAsyncScope();
        var secret = await scope.ServiceProvider.GetRequiredService<Bootstrapper>()
            .FillAsync(settings.AdminToken, settings.AdminPassword, cancellationToken);
        return settings.AdminToken is null ? secret : null;
    }

    private static string BaseAddress(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses?.FirstOrDefault() ?? Composition.DefaultUrl;
    }
}
