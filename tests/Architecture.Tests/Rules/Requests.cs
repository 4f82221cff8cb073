using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>What makes a use case whole: a request, its access, its handler, its validator.</summary>
internal static class Requests
{
    public static IReadOnlyList<Type> In(IEnumerable<Type> types) =>
        [.. types.Where(type => typeof(IBaseRequest).IsAssignableFrom(type) && !type.IsAbstract)];

    public static IReadOnlyList<string> FaultsOfShape(IEnumerable<Type> types) =>
        [.. In(types).Where(request => !request.IsSealed || !IsRecord(request)).Select(request => $"{request.Name} is no sealed record")];

    public static IReadOnlyList<string> FaultsOfHandlers(IReadOnlyCollection<Type> types) =>
    [
        .. from request in In(types)
           let handlers = Implementing(types, typeof(IRequestHandler<,>), request)
           where handlers.Count != 1
           select $"{request.Name} has {handlers.Count} handlers",
        .. from request in In(types)
           from handler in Implementing(types, typeof(IRequestHandler<,>), request)
           where !handler.IsSealed || handler.IsVisible
           select $"{handler.Name} is not internal and sealed",
    ];

    public static IReadOnlyList<string> FaultsOfAccess(IEnumerable<Type> types) =>
    [
        .. from request in In(types)
           let rules = request.GetCustomAttributes<AccessAttribute>().ToList()
           where rules.Count != 1
               || (rules[0] is RequiresPermissionAttribute && !typeof(IOrganizationRequest).IsAssignableFrom(request))
               || (rules[0] is RequiresPermissionAttribute { OrOwner: true } && !typeof(IAppTokenRequest).IsAssignableFrom(request))
           select $"{request.Name} declares access {rules.Count} times, or one that it has no ids for",
    ];

    public static IReadOnlyList<string> FaultsOfValidators(IReadOnlyCollection<Type> types)
    {
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new PermissionReader(PermissionReader.DefaultPrefix))
            .BuildServiceProvider();
        return
        [
            .. from request in In(types)
               let inputs = request.GetProperties().Where(property => IsInput(property.PropertyType)).Select(property => property.Name).ToList()
               where inputs.Count > 0
               let validators = Implementing(types, typeof(IValidator<>), request)
               from fault in validators.Count == 1
                   ? inputs.Except(RuledBy((IValidator)ActivatorUtilities.CreateInstance(services, validators[0])), StringComparer.Ordinal)
                       .Select(input => $"no rule for {input}")
                   : [$"{validators.Count} validators"]
               select $"{request.Name}: {fault}",
        ];
    }

    private static IEnumerable<string> RuledBy(IValidator validator) =>
        validator.CreateDescriptor().GetMembersWithValidators().Select(member => member.Key);

    private static bool IsInput(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static List<Type> Implementing(IEnumerable<Type> types, Type port, Type request) =>
    [
        .. types.Where(type => !type.IsAbstract && type.GetInterfaces().Any(implemented =>
            implemented.IsGenericType && implemented.GetGenericTypeDefinition() == port && implemented.GetGenericArguments()[0] == request)),
    ];
}
