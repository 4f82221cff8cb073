namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>Makes a value of any type that errors are made of.</summary>
internal static class Sample
{
    public static object? Of(Type type) => type switch
    {
        // Echoes have to be JSON, and this is.
        _ when type == typeof(string) => "1",
        _ when type == typeof(object) => "1",
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Of(underlying),
        { IsValueType: true } => Activator.CreateInstance(type),
        { IsArray: true } => ArrayOf(type.GetElementType()!),
        { IsInterface: true, IsGenericType: true } when type.GetGenericArguments() is [var item] => ArrayOf(item),
        { IsInterface: true, IsGenericType: true } => Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments())),
        _ => New(type),
    };

    private static Array ArrayOf(Type item)
    {
        var array = Array.CreateInstance(item, 1);
        array.SetValue(Of(item), 0);
        return array;
    }

    private static object New(Type type)
    {
        var constructor = type.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }
}
