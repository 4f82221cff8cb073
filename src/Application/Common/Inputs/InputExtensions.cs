namespace TokenPlatform.Application.Common.Inputs;

/// <summary>What handlers read of inputs that were validated.</summary>
internal static class InputExtensions
{
    /// <summary>The value, or null where there is none.</summary>
    public static T? OrNull<T>(this Input<T> input)
        where T : struct => input.HasValue ? input.Value : null;

    /// <summary>What a field of a PATCH becomes: the value sent, null where null was sent, else what it was.</summary>
    public static T? Or<T>(this Input<T> input, T? otherwise)
        where T : struct => input.State == InputState.Absent ? otherwise : input.OrNull();

    /// <summary>The items of a list; none where there is no list.</summary>
    public static IReadOnlyList<T> Items<T>(this Input<IReadOnlyList<Input<T>>> input) =>
        input.HasValue ? [.. input.Value!.Select(item => item.Value!)] : [];

    /// <summary>A failure that a handler finds in a field, once it knows more than a validator can.</summary>
    public static InvalidInputError Error<T>(this Input<T> input, InputProblem problem) => new([input.Site!.Error(problem)]);

    /// <summary>Whether this word was sent.</summary>
    public static bool Is(this Input<string> input, string word) =>
        input.HasValue && string.Equals(input.Value, word, StringComparison.Ordinal);
}
