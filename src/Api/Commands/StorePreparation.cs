using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Api.Commands;

/// <summary>What commands that make a new store share.</summary>
internal static class StorePreparation
{
    /// <summary>Brings the schema up to date, or says that it is not, as the settings have it.</summary>
    public static async Task MigrateAsync(WebApplication app, CancellationToken cancellationToken)
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

    /// <summary>Fills an empty store and hands the first token out.</summary>
    /// <returns>How a shell writes the first token; null where the store was not empty, or the operator chose the token.</returns>
    public static async Task<string?> FillAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var settings = app.Services.GetRequiredService<PlatformSettings>();
        await using var scope = app.Services.CreateAsyncScope();
        var secret = await scope.ServiceProvider.GetRequiredService<Bootstrapper>()
            .FillAsync(settings.AdminToken, settings.AdminPassword, cancellationToken);
        return secret is null || settings.AdminToken is not null ? null : FirstStart.Announce(secret, settings.DataFolder);
    }
}
