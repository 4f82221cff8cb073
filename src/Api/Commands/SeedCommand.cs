using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Api.Commands;

/// <summary>Adds made-up tokens, to try out a store that holds many.</summary>
internal static class SeedCommand
{
    public const int MostTokens = 10_000_000;

    /// <summary>How many plaintexts are kept at most.</summary>
    public const int MostSecrets = 10_000;

    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(1);

    /// <summary>Adds tokens to the oldest app; an empty store is filled first, as by a first start.</summary>
    public static async Task<int> RunAsync(string[] args, int count, string? secretsFile, CancellationToken cancellationToken)
    {
        await using var app = Composition.Build(args);
        await using var secrets = secretsFile is null ? StreamWriter.Null : PrivateFile.Create(secretsFile);
        await StorePreparation.MigrateAsync(app, cancellationToken);
        await StorePreparation.FillAsync(app, cancellationToken);

        await using var scope = app.Services.CreateAsyncScope();
        var seeder = scope.ServiceProvider.GetRequiredService<TokenSeeder>();
        var owner = await seeder.FindAppAsync(cancellationToken) ?? throw new StoreException("The store holds no app that tokens could belong to: add one first");
        Console.WriteLine($"Adding {count} made-up tokens to the app \"{owner.Name}\" ({owner.AppId}), for trying out: no policy is asked.");
        await AddAsync(seeder, owner, count, secrets, cancellationToken);
        Console.WriteLine(secretsFile is null
            ? $"Their plaintexts are kept nowhere; with --secrets FILE, up to {MostSecrets} are."
            : $"{Math.Min(count, MostSecrets)} plaintexts are in {secretsFile} (readable by its owner only).");
        return 0;
    }

    private static async Task AddAsync(TokenSeeder seeder, App owner, int count, StreamWriter secrets, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var (began, told) = (clock.GetTimestamp(), clock.GetTimestamp());
        for (var added = 0; added < count;)
        {
            var batch = await seeder.AddAsync(owner, Math.Min(TokenSeeder.BatchSize, count - added), cancellationToken);
            if (!batch.IsSuccess)
            {
                throw new StoreException($"The app was deleted meanwhile; {added} tokens were added");
            }

            // Once they are in the store: what stands in the file is a token. Its tokens are spread evenly over all.
            var kept = SecretsOf(added + batch.Value.Length, count) - SecretsOf(added, count);
            foreach (var secret in batch.Value.Take(kept))
            {
                await secrets.WriteLineAsync(secret.Reveal());
            }

            await secrets.FlushAsync(cancellationToken);
            added += batch.Value.Length;
            if (added == count || clock.GetElapsedTime(told) >= s_progressEvery)
            {
                told = clock.GetTimestamp();
                Console.WriteLine(FormattableString.Invariant($"{added} of {count} tokens, {added / clock.GetElapsedTime(began).TotalSeconds:0} a second"));
            }
        }
    }

    private static int SecretsOf(int added, int count) => (int)((long)added * Math.Min(count, MostSecrets) / count);
}
