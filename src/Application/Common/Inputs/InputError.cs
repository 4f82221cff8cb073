using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Inputs;

/// <summary>What is wrong with a value, in the words of Pydantic 2. See <see cref="InputProblems"/>.</summary>
/// <param name="Type">Pydantic's error type, as in <c>string_too_short</c>.</param>
/// <param name="Message">Pydantic's sentence.</param>
/// <param name="Context">Pydantic's <c>ctx</c>; null where it has none. Values are strings, numbers or lists of them.</param>
public sealed record InputProblem(string Type, string Message, IReadOnlyDictionary<string, object>? Context = null);

/// <summary>A problem and where it is.</summary>
/// <param name="Location">Begins with <c>body</c>, <c>query</c>, <c>path</c> or <c>header</c>; names and list indexes follow.</param>
/// <param name="Echo">The JSON text of what was sent, masked; <c>null</c> where nothing can be shown.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record InputError(IReadOnlyList<object> Location, string Echo, InputProblem Problem);

/// <summary>Some fields of a request are wrong: all of them, in the order of the request's definition.</summary>
/// <param name="Errors">At least one.</param>
public sealed record InvalidInputError(IReadOnlyList<InputError> Errors) : Error("The request is not valid");

/// <summary>The body has more bytes than are read.</summary>
/// <param name="MaxBytes">How many are read.</param>
public sealed record PayloadTooLargeError(long MaxBytes) : Error($"The request body is larger than {MaxBytes} bytes");

/// <summary>The body is not declared to be JSON.</summary>
public sealed record UnsupportedMediaTypeError() : Error("The request body must be application/json");
