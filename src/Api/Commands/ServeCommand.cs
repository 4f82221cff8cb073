using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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
        var first = await FillStoreAsync(app, cancellationToken);
        await app.StartAsync(cancellationToken);
        if (first is not null)
        {
            FirstStart.Announce(first, BaseAddress(app), app.Services.GetRequiredService<Settings.PlatformSettings>().DataFolder);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task PrepareStoreAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var migrator = app.Services.GetRequiredService<Migrator>();
        if (app.Services.GetRequiredService<Settings.PlatformSettings>().MigrateOnStart)
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
        var settings = app.Services.GetRequiredService<Settings.PlatformSettings>();
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
