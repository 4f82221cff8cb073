using Dapper;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>Changes a store as handlers do, and as nobody should.</summary>
internal static class Changes
{
    /// <summary>A change with its event, committed.</summary>
    public static async Task ChangeAsync<TService>(this TestStore store, Func<TService, Task> change)
        where TService : notnull
    {
        await using var scope = store.NewScope();
        var audit = scope.ServiceProvider.GetRequiredService<IAuditTrail>();
        var result = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync<Result<int>>(
            AuditChain.Platform,
            async _ =>
            {
                await change(scope.ServiceProvider.GetRequiredService<TService>());
                audit.Append(new AuditEntry("thing.changed", new AuditTarget("thing", Samples.App.AppId), AuditChanges.None));
                return 1;
            },
            CancellationToken.None);
        Assert.That(result.IsSuccess, Is.True);
    }

    /// <summary>A new token in the store.</summary>
    /// <returns>The hash of its secret.</returns>
    public static async Task<byte[]> AddAsync(this TestStore store, Token token)
    {
        var hash = Samples.NewHash();
        await store.UseAsync<ITokenRepository>(tokens => tokens.AddAsync(token, hash, CancellationToken.None));
        return hash;
    }

    /// <summary>Beneath all that could hear of it.</summary>
    public static async Task RunAsync(this TestStore store, string sql, object? parameters = null)
    {
        await using var connection = await store.OpenAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Renames a token so that only who asks the store sees it.</summary>
    public static Task RenameBeneathAsync(this TestStore store, Token token, string name) =>
        store.RunAsync("UPDATE tokens SET name = @Name WHERE token_id = @TokenId", new { Name = name, token.TokenId });
}
