using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Maintenance;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.RateLimiting;
using TokenPlatform.Infrastructure.Security;

namespace TokenPlatform.Infrastructure;

/// <summary>Composes how things are kept.</summary>
public static class DependencyInjection
{
    /// <summary>Registers the store and everything that stands on it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="dialect">The engine; owned by the container from here on.</param>
    /// <param name="maxStaleness">For how long what is kept in memory is used while the store cannot be asked for changes.</param>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, SqlDialect dialect, TimeSpan maxStaleness)
    {
        services.AddSingleton(_ => dialect);
        services.AddSingleton<Migrator>();
        services.AddSingleton(provider => new SnapshotCache(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>(), maxStaleness));
        services.AddSingleton<ISnapshots>(provider => provider.GetRequiredService<SnapshotCache>());
        services.AddSingleton<TokenUses>();
        services.AddSingleton<ITokenUses>(provider => provider.GetRequiredService<TokenUses>());
        services.AddHostedService(provider => provider.GetRequiredService<TokenUses>());
        services.AddHostedService<ChangeFollower>();
        services.AddSingleton<Housekeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeper>());
        services.AddHostedService<Finisher>();
        services.AddSingleton<IRateLimiter, InProcessRateLimiter>();
        services.AddSingleton<IPasswordAttempts, InProcessPasswordAttempts>();
        services.AddSingleton<IStoreHealth, StoreHealth>();
        services.AddSingleton<IPasswordHasher, PasswordHasher>();
        services.AddScoped<DbSession>();
        services.AddScoped<UnitOfWork>();
        services.AddScoped<IUnitOfWork>(provider => provider.GetRequiredService<UnitOfWork>());
        services.AddScoped<IAuditTrail>(provider => provider.GetRequiredService<UnitOfWork>());
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddScoped<ITokenRepository, TokenRepository>();
        services.AddScoped<IRefreshTokenRepository, RefreshTokenRepository>();
        services.AddScoped<IOrganizationTokenRepository, OrganizationTokenRepository>();
        services.AddScoped<IRevocationRepository, RevocationRepository>();
        services.AddScoped<IIdempotencyKeys, IdempotencyKeys>();
        services.AddScoped<IAppTokenPolicyRepository, AppTokenPolicyRepository>();
        services.AddScoped<IPolicyRunRepository, PolicyRunRepository>();
        services.AddScoped<IOrganizationRepository, OrganizationRepository>();
        services.AddScoped<IAppRepository, AppRepository>();
        services.AddScoped<IMemberRepository, MemberRepository>();
        services.AddScoped<IUserRepository, UserRepository>();
        return services;
    }
}
