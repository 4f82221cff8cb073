using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Api.Commands;

/// <summary>Brings the store's schema up to date and says what it did.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = Composition.Build(args);
        var applied = await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied {string.Join(", ", applied)}.");
        return 0;
    }
}
