using FluentValidation;
using FluentValidation.Results;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Inputs;

/// <summary>From rules to the one error that a request is refused with.</summary>
internal static class InputValidation
{
    /// <summary>All that is wrong with a request, or with a part of one; null where nothing is.</summary>
    /// <param name="validators">The rules.</param>
    /// <param name="request">What they judge.</param>
    /// <param name="beside">What is wrong beside it.</param>
    public static Error? Judge<T>(this IEnumerable<IValidator<T>> validators, T request, IEnumerable<ValidationFailure>? beside = null)
    {
        // A body that could not be read at all is the same error in every field.
        var errors = validators
            .SelectMany(validator => validator.Validate(request).Errors)
            .Concat(beside ?? [])
            .Select(failure => (InputError)failure.CustomState)
            .Distinct(ReferenceEqualityComparer.Instance)
            .Cast<InputError>()
            .ToList();
        return errors.Count == 0 ? null : InputProblems.RefusalOf(errors[0].Problem) ?? new InvalidInputError(errors);
    }
}
