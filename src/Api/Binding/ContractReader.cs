using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>
/// Fills a wire contract, a class whose properties are <see cref="Input{T}"/> with a
/// <see cref="JsonPropertyNameAttribute"/> each, from a JSON object. A value may be a contract again, or a list of them.
/// Unknown fields are ignored; of a field that is sent twice the last counts.
/// </summary>
internal static class ContractReader
{
    private static readonly ConcurrentDictionary<Type, Field[]> s_fields = new();

    private delegate object ReadField(JsonElement? sent, InputSite site, InputError? whole);

    /// <summary>Fills a contract.</summary>
    /// <param name="type">The contract.</param>
    /// <param name="root">What was sent.</param>
    /// <param name="whole">What is wrong with all of it; every field then carries this.</param>
    /// <param name="part"><c>body</c> or <c>query</c>.</param>
    public static object Read(Type type, JsonElement root, InputError? whole, string part)
    {
        var parent = new InputSite([part], () => whole is null ? JsonEcho.Of(root) : "null", null);
        return Read(type, root, whole, parent);
    }

    private static object Read(Type type, JsonElement root, InputError? whole, InputSite parent)
    {
        var contract = Activator.CreateInstance(type)!;
        var sent = whole is null ? JsonText.FieldsOf(root) : [];
        foreach (var field in s_fields.GetOrAdd(type, Describe))
        {
            var isSent = sent.TryGetValue(field.Name, out var value);
            var site = new InputSite([.. parent.Location, field.Name], isSent ? () => JsonEcho.Of(value, field.Name) : parent.Echo, parent);
            field.Property.SetValue(contract, field.Read(isSent ? value : null, site, whole));
        }

        return contract;
    }

    private static Field[] Describe(Type type) =>
        [.. type.GetProperties().Select(property => new Field(
            property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name, property, ReaderOf(property.PropertyType)))];

    private static ReadField ReaderOf(Type input) => input.GenericTypeArguments[0] switch
    {
        var type when type == typeof(string) => Scalar<string>(LaxValues.Text!, InputProblems.StringType),
        var type when type == typeof(long) => Scalar(UnixSeconds.Read, InputProblems.IntType),
        var type when type == typeof(int) => Scalar(LaxValues.Integer, InputProblems.IntType),
        var type when type == typeof(bool) => Scalar(LaxValues.Boolean, InputProblems.BoolType),
        var type when type == typeof(Guid) => Scalar(LaxValues.Uuid, InputProblems.UuidType),
        var type when type == typeof(DateTimeOffset) => Scalar(LaxTime.Read, InputProblems.DateTimeType),
        var type when type == typeof(IReadOnlyList<Input<string>>) => (sent, site, whole) => ReadList(sent, site, whole, ReadText),
        { IsGenericType: true, GenericTypeArguments: [{ IsGenericType: true, GenericTypeArguments: [var item] }] } => ReaderOfContract(nameof(ReaderOfItems), item),
        { IsClass: true } type => ReaderOfContract(nameof(ReaderOfObject), type),
        var type => throw new InvalidOperationException($"No reader for {type}"),
    };

    private static ReadField ReaderOfContract(string reader, Type contract) =>
        (ReadField)typeof(ContractReader).GetMethod(reader, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(contract).Invoke(null, null)!;

    private static ReadField ReaderOfObject<T>() =>
        (sent, site, whole) => ReadInput(sent, site, whole, element => ReadObject<T>(element, site), InputProblems.Missing);

    private static ReadField ReaderOfItems<T>() => (sent, site, whole) => ReadList(sent, site, whole, ReadObject<T>);

    private static (T Value, InputProblem? Problem) ReadObject<T>(JsonElement element, InputSite site) =>
        element.ValueKind == JsonValueKind.Object ? ((T)Read(typeof(T), element, null, site), null) : (default!, InputProblems.ModelAttributesType);

    private static (string Value, InputProblem? Problem) ReadText(JsonElement element, InputSite site)
    {
        var (value, problem) = LaxValues.Text(element);
        return (value!, problem);
    }

    private static ReadField Scalar<T>(Func<JsonElement, (T Value, InputProblem? Problem)> read, InputProblem ifNull) =>
        (sent, site, whole) => ReadInput(sent, site, whole, read, ifNull);

    private static Input<T> ReadInput<T>(
        JsonElement? sent, InputSite site, InputError? whole, Func<JsonElement, (T Value, InputProblem? Problem)> read, InputProblem ifNull)
    {
        if (whole is not null)
        {
            return Input<T>.Invalid(site, whole);
        }

        if (sent is not { } element)
        {
            return Input<T>.Absent(site);
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            return Input<T>.Null(site, ifNull);
        }

        var (value, problem) = read(element);
        return problem is null ? Input<T>.Of(site, value) : Input<T>.Invalid(site, problem);
    }

    private static Input<IReadOnlyList<Input<T>>> ReadList<T>(
        JsonElement? sent, InputSite site, InputError? whole, Func<JsonElement, InputSite, (T Value, InputProblem? Problem)> read) =>
        ReadInput<IReadOnlyList<Input<T>>>(
            sent,
            site,
            whole,
            element => element.ValueKind == JsonValueKind.Array
                ? ([.. element.EnumerateArray().Select((item, index) => ReadItem(item, index, site, read))], null)
                : ([], InputProblems.ListType),
            InputProblems.ListType);

    private static Input<T> ReadItem<T>(
        JsonElement item, int index, InputSite list, Func<JsonElement, InputSite, (T Value, InputProblem? Problem)> read)
    {
        var site = new InputSite([.. list.Location, index], () => JsonEcho.Of(item), list);
        var (value, problem) = read(item, site);
        return problem is null ? Input<T>.Of(site, value) : Input<T>.Invalid(site, problem);
    }

    private sealed record Field(string Name, PropertyInfo Property, ReadField Read);
}
