using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.AppTokenPolicies.Enforce;
using TokenPlatform.Application.AppTokens.Create;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Behaviours;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Maintenance;
using TokenPlatform.Application.Members;
using TokenPlatform.Application.OAuth.Refresh;
using TokenPlatform.Application.OrganizationApiTokens;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Application.Users;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application;

/// <summary>Composes the use cases.</summary>
public static class DependencyInjection
{
    /// <summary>Registers handlers, validators and the pipeline: authorization, then validation, then the transaction, within it the key.</summary>
    /// <param name="services">Where to.</param>
    /// <exception cref="InvalidOperationException">A request declares no access.</exception>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        var assembly = Assembly.GetExecutingAssembly();
        RequireDeclaredAccess(assembly.GetTypes());

        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehaviour<,>));
        services.Scan(scan => scan
            .FromAssemblies(assembly)
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime());

        services.AddScoped<RequestContext>();
        services.AddScoped(typeof(IDirectCall<,>), typeof(DirectCall<,>));
        services.AddSingleton<Visibility>();
        services.AddScoped<AccessGuard>();

        // The guard asks the store for few requests, and most of those that are asked all the time need nothing else of it.
        services.AddScoped(provider => new Lazy<ITokenRepository>(provider.GetRequiredService<ITokenRepository>));
        services.AddScoped<GuardedTransaction>();
        services.AddScoped<IssuingOnce>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<VerificationAccess>();
        services.AddScoped<TokenRenewal>();
        services.AddScoped<RefreshTokens>();
        services.AddScoped<AppTokenOwners>();
        services.AddScoped<OrganizationFounder>();
        services.AddScoped<LastAdmin>();
        services.AddScoped<TokenRevoker>();
        services.AddScoped<PasswordChecker>();
        services.AddScoped<ApiTokenAccess>();
        services.AddScoped<PolicyEnforcer>();
        services.AddScoped<IUnfinishedWork, UnfinishedWork>();
        services.AddScoped<Bootstrapper>();
        services.AddScoped<TokenSeeder>();
        return services;
    }

    /// <summary>Every request says who may make it, or nothing starts.</summary>
    /// <param name="types">Types, requests among them.</param>
    /// <exception cref="InvalidOperationException">One declares no access.</exception>
    public static void RequireDeclaredAccess(IEnumerable<Type> types)
    {
        foreach (var request in types.Where(type => typeof(IBaseRequest).IsAssignableFrom(type) && !type.IsAbstract))
        {
            AccessGuard.RuleOf(request);
        }
    }
}
