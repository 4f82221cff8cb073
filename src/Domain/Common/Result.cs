using System.Diagnostics.CodeAnalysis;

namespace TokenPlatform.Domain.Common;

/// <summary>What pipeline behaviours need to know of any <see cref="Result{T}"/>.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IResult<out TSelf>
    where TSelf : IResult<TSelf>
{
    /// <summary>The failure, or null where the operation succeeded.</summary>
    Error? Error { get; }

    /// <summary>The value of success, whatever its type; null for a failure.</summary>
    object? Content { get; }

    /// <summary>A failed result.</summary>
    /// <param name="error">Why.</param>
    static abstract TSelf Failure(Error error);
}

/// <summary>A value, or the error that stands in its place.</summary>
/// <typeparam name="T">The value of success.</typeparam>
public sealed class Result<T> : IResult<Result<T>>
{
    private readonly T? _value;

    private Result(T value) => _value = value;

    private Result(Error error) => Error = error;

    /// <inheritdoc/>
    public Error? Error { get; }

    /// <summary>True where there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <inheritdoc/>
    public object? Content => _value;

    /// <summary>The value of success.</summary>
    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"No value: {Error}");

    /// <inheritdoc/>
    public static Result<T> Failure(Error error) => new(error);

    /// <summary>Wraps a value of an interface, which the language converts to nothing by itself.</summary>
    /// <param name="value">The value of success.</param>
    public static Result<T> Success(T value) => new(value);

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value of success.</param>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>Wraps an error.</summary>
    /// <param name="error">Why there is no value.</param>
    public static implicit operator Result<T>(Error error) => new(error);
}
