using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Api.Commands;

/// <summary>What the program can be told to do; without a command it serves. Options such as <c>--urls</c> are configuration.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("TokenPlatform: issues, polices, verifies and revokes API tokens. Without a command it serves.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((_, cancellationToken) => GuardAsync(() => ServeCommand.RunAsync(args, cancellationToken)));

        var migrate = new Command("migrate", "Brings the store's schema to what this program knows.") { TreatUnmatchedTokensAsErrors = false };
        migrate.SetAction((_, cancellationToken) => GuardAsync(() => MigrateCommand.RunAsync(args, cancellationToken)));
        root.Add(migrate);

        var adminToken = new Command("admin-token", "Issues a new token to the platform administrator of longest standing.") { TreatUnmatchedTokensAsErrors = false };
        adminToken.SetAction((_, cancellationToken) => GuardAsync(() => AdminTokenCommand.RunAsync(args, cancellationToken)));
        root.Add(adminToken);

        root.Add(Seed(args));

        var token = new Command("token", "Works with plaintexts, without a store.");
        var create = new Command("new", "Prints a well-formed plaintext, for Bootstrap__AdminToken.");
        create.SetAction(_ => TokenNewCommand.Run());
        token.Add(create);
        root.Add(token);

        if (args is [var first, ..] && IsUnknownCommand(root, first))
        {
            return Fail($"'{TokenSecret.Mask(first)}' is no command; there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}");
        }

        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            return Fail(TokenSecret.Mask(error.Message));
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static Command Seed(string[] args)
    {
        var tokens = new Option<int>("--tokens") { Description = "How many tokens to add.", Required = true };
        tokens.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > SeedCommand.MostTokens)
            {
                result.AddError($"--tokens must be a number from 1 to {SeedCommand.MostTokens}");
            }
        });
        var secrets = new Option<string?>("--secrets") { Description = $"A new file for up to {SeedCommand.MostSecrets} of their plaintexts, readable by its owner only." };
        var seed = new Command("seed", "Adds made-up tokens to the oldest app, to try out a store that holds many. No policy is asked.")
        {
            tokens, secrets,
        };
        seed.TreatUnmatchedTokensAsErrors = false;
        seed.SetAction((parsed, cancellationToken) => GuardAsync(() =>
            SeedCommand.RunAsync(args, parsed.GetRequiredValue(tokens), parsed.GetValue(secrets), cancellationToken)));
        return seed;
    }

    // Settings come as --key value, /key value or key=value. Whatever else comes first was meant to be a command.
    private static bool IsUnknownCommand(RootCommand root, string first) =>
        !first.StartsWith('-') && !first.StartsWith('/') && !first.Contains('=', StringComparison.Ordinal)
        && root.Subcommands.All(command => command.Name != first);

    /// <summary>What an operator can mend is one clear line and a non-zero exit; everything else is a bug and shows itself.</summary>
    private static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (failure is SettingsException or StoreException)
        {
            return Fail(failure.Message);
        }
        catch (StoreUnavailableException failure)
        {
            return Fail(SentenceOf(failure.InnerException!));
        }
        catch (DbException failure)
        {
            return Fail(SentenceOf(failure));
        }
        catch (IOException failure)
        {
            return Fail(failure.Message);
        }
    }

    private static string SentenceOf(Exception failure) => $"{StoreFaults.SentenceOf(failure)}: {failure.Message}";

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine($"TokenPlatform cannot start: {sentence.ReplaceLineEndings(" ")}");
        return 1;
    }
}
