using System.CommandLine;
using System.Data.Common;
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

        var token = new Command("token", "Works with plaintexts, without a store.");
        var create = new Command("new", "Prints a well-formed plaintext, for Bootstrap__AdminToken.");
        create.SetAction(_ => TokenNewCommand.Run());
        token.Add(create);
        root.Add(token);

        if (args is [var first, ..] && IsUnknownCommand(root, first))
        {
            return Fail($"'{TokenSecret.Mask(first)}' is no command; there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}");
        }

        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
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
