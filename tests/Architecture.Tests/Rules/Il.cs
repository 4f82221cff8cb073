using System.Reflection;
using System.Reflection.Emit;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>What compiled code speaks of.</summary>
internal static class Il
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>A type with all that the compiler nested in it: closures, state machines.</summary>
    public static IEnumerable<Type> WithNested(Type type) =>
        type.GetNestedTypes(Everything).SelectMany(WithNested).Prepend(type);

    /// <summary>Every member that the methods of a type name.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) =>
        Methods(type).SelectMany(method => Operands(method)
            .Where(operand => operand.Code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            .Select(operand => Resolve(method, operand.Token)));

    /// <summary>Every text that stands in the methods of a type.</summary>
    public static IEnumerable<string> Texts(Type type) =>
        Methods(type).SelectMany(method => Operands(method)
            .Where(operand => operand.Code.OperandType == OperandType.InlineString)
            .Select(operand => method.Module.ResolveString(operand.Token)));

    /// <summary>Every type that a type speaks of, in its shape or in its methods.</summary>
    public static IEnumerable<Type> Types(Type type)
    {
        var shape = type.GetInterfaces().Append(type.BaseType)
            .Concat(type.GetFields(Everything).Select(field => field.FieldType))
            .Concat(type.GetCustomAttributesData().Select(attribute => attribute.AttributeType));
        var signatures = Methods(type).SelectMany(method => TypesOf(method)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
            .Concat(method.GetMethodBody()?.ExceptionHandlingClauses
                .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType) ?? []));
        return shape.Concat(signatures).Concat(Members(type).SelectMany(TypesOf)).SelectMany(Parts).Distinct();
    }

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything));

    private static IEnumerable<Type?> TypesOf(MemberInfo member) => member switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType, field.FieldType],
        MethodInfo method => [method.DeclaringType, method.ReturnType, .. method.GetGenericArguments(), .. ParametersOf(method)],
        MethodBase constructor => [constructor.DeclaringType, .. ParametersOf(constructor)],
        _ => [member.DeclaringType],
    };

    private static IEnumerable<Type> ParametersOf(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        { IsGenericType: true } => type.GetGenericArguments().Where(part => !part.IsGenericParameter).SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    private static IEnumerable<(OpCode Code, int Token)> Operands(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            // Two-byte codes begin with 0xFE.
            var code = il[at] == 0xFE ? s_opCodes[(short)((il[at] << 8) | il[at + 1])] : s_opCodes[il[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
            if (size == 4)
            {
                yield return (code, BitConverter.ToInt32(il, at));
            }

            at += size;
        }
    }
}
