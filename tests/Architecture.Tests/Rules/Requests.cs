using System.Reflection;
using System.Runtime.CompilerServices;
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

    public static IReadOnlyList<string> FaultsOfValidators(IReadOnlyCollection<Type> types) =>
    [
        .. from request in In(types)
           let inputs = InputsOf(request)
           where inputs.Count > 0
           let validators = Implementing(types, typeof(IValidator<>), request)
           from fault in validators.Count == 1
               ? FaultsOf(NewValidator(validators[0]), request, inputs)
               : [$"{validators.Count} validators"]
           select $"{request.Name}: {fault}",
    ];

    private static IEnumerable<string> FaultsOf(IValidator validator, Type request, List<PropertyInfo> inputs)
    {
        var names = inputs.Select(input => input.Name).ToList();
        var ruled = validator.CreateDescriptor().GetMembersWithValidators().Select(member => member.Key).ToList();
        var reported = validator.Validate(new ValidationContext<object>(NewInvalid(request, inputs))).Errors.Select(failure => failure.PropertyName);
        return
        [
            .. names.Except(ruled, StringComparer.Ordinal).Select(name => $"no rule for {name}"),
            .. names.Intersect(ruled, StringComparer.Ordinal).Except(reported, StringComparer.Ordinal)
                .Select(name => $"no rule reports that {name} is of the wrong type"),
        ];
    }

    /// <summary>A request in which every field was sent as something that it is not.</summary>
    private static object NewInvalid(Type request, List<PropertyInfo> inputs)
    {
        var made = RuntimeHelpers.GetUninitializedObject(request);
        var site = new InputSite(["body"], () => "null", Parent: null);
        foreach (var input in inputs)
        {
            var invalid = input.PropertyType.GetMethod(nameof(Input<>.Invalid), [typeof(InputSite), typeof(InputProblem)])!;
            input.SetValue(made, invalid.Invoke(null, [site, InputProblems.StringType]));
        }

        return made;
    }

    private static IValidator NewValidator(Type validator)
    {
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new PermissionReader(PermissionReader.DefaultPrefix))
            .BuildServiceProvider();
        return (IValidator)ActivatorUtilities.CreateInstance(services, validator);
    }

    private static List<PropertyInfo> InputsOf(Type request) =>
    [
        .. request.GetProperties().Where(property =>
            property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Input<>)),
    ];

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static List<Type> Implementing(IEnumerable<Type> types, Type port, Type request) =>
    [
        .. types.Where(type => !type.IsAbstract && type.GetInterfaces().Any(implemented =>
            implemented.IsGenericType && implemented.GetGenericTypeDefinition() == port && implemented.GetGenericArguments()[0] == request)),
    ];
}
