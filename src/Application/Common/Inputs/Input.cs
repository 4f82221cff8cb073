namespace TokenPlatform.Application.Common.Inputs;

/// <summary>How a field was sent.</summary>
public enum InputState
{
    /// <summary>Not at all.</summary>
    Absent = 0,

    /// <summary>As null.</summary>
    Null = 1,

    /// <summary>As a value of its type.</summary>
    Value = 2,

    /// <summary>As something that is not of its type.</summary>
    Invalid = 3,
}

/// <summary>Where a field stands in its request.</summary>
/// <param name="Location">As in <see cref="InputError.Location"/>.</param>
/// <param name="Echo">Makes the JSON text for <see cref="InputError.Echo"/>; asked only when something is wrong.</param>
/// <param name="Parent">What the field stands in; null for the request itself.</param>
public sealed record InputSite(IReadOnlyList<object> Location, Func<string> Echo, InputSite? Parent)
{
    /// <summary>Names a problem of this field.</summary>
    /// <param name="problem">What is wrong.</param>
    public InputError Error(InputProblem problem) => new(Location, Echo(), problem);
}

/// <summary>
/// A field of a request as it was sent: absent, null, a value, or the problem with it. Commands carry these, so that
/// one place, the validator, reports what is wrong, after authorization. It knows no JSON.
/// </summary>
/// <typeparam name="T">The type of a good value.</typeparam>
public readonly record struct Input<T>
{
    private readonly T? _value;

    private Input(InputState state, T? value, InputSite site, InputError? error)
    {
        State = state;
        _value = value;
        Site = site;
        Problem = error;
    }

    /// <summary>How the field was sent.</summary>
    public InputState State { get; }

    /// <summary>Where the field stands; null for a default, which is absent.</summary>
    public InputSite? Site { get; }

    /// <summary>What is wrong; for <see cref="InputState.Null"/> what would be wrong if null were refused.</summary>
    public InputError? Problem { get; }

    /// <summary>Whether there is a good value.</summary>
    public bool HasValue => State == InputState.Value;

    /// <summary>The value; the type's default where there is none.</summary>
    public T? Value => HasValue ? _value : default;

    /// <summary>A field that was not sent.</summary>
    /// <param name="site">Where it would stand; its echo is that of what it is missing from.</param>
    public static Input<T> Absent(InputSite site) => new(InputState.Absent, default, site, null);

    /// <summary>A field sent as null.</summary>
    /// <param name="site">Where it stands.</param>
    /// <param name="ifRefused">What is wrong where the field does not take null.</param>
    public static Input<T> Null(InputSite site, InputProblem ifRefused) => new(InputState.Null, default, site, site.Error(ifRefused));

    /// <summary>A good value.</summary>
    /// <param name="site">Where it stands.</param>
    /// <param name="value">The value.</param>
    public static Input<T> Of(InputSite site, T value) => new(InputState.Value, value, site, null);

    /// <summary>The same field, its value read as something else.</summary>
    /// <typeparam name="TOther">What it is read as.</typeparam>
    /// <param name="read">Reads a good value.</param>
    public Input<TOther> Select<TOther>(Func<T, TOther> read) => new(State, HasValue ? read(_value!) : default, Site!, Problem);

    /// <summary>A field of the wrong type.</summary>
    /// <param name="site">Where it stands.</param>
    /// <param name="problem">What is wrong.</param>
    public static Input<T> Invalid(InputSite site, InputProblem problem) => Invalid(site, site.Error(problem));

    /// <summary>A field of a request that could not be read at all; every field of it carries the same error.</summary>
    /// <param name="site">Where the field would stand.</param>
    /// <param name="error">What is wrong with the request.</param>
    public static Input<T> Invalid(InputSite site, InputError error) => new(InputState.Invalid, default, site, error);
}
