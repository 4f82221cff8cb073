using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Api.Commands;

/// <summary>Lets whoever holds the store back in; the audit trail says so.</summary>
internal static class AdminTokenCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = Composition.Build(args);
        var settings = app.Services.GetRequiredService<Settings.PlatformSettings>();
        if ((await app.Services.GetRequiredService<Migrator>().PendingAsync(cancellationToken)).Count > 0)
        {
            throw new StoreException("The store's schema is older than this program: run the command migrate");
        }

        await using var scope = app.Services.CreateAsyncScope();
        var secret = await scope.ServiceProvider.GetRequiredService<Bootstrapper>().IssueAdministratorTokenAsync(cancellationToken)
            ?? throw new StoreException("The store holds no platform administrator: start the server once to create one");
        FirstStart.HandOut(secret, settings.DataFolder);
        return 0;
    }
}
