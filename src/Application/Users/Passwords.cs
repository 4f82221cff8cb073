using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Users;

/// <summary>Passwords have 12..128 code points; what is in them is their owner's choice.</summary>
internal static class Passwords
{
    public const int MaxLength = 128;

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> Password<TRequest>(this IRuleBuilder<TRequest, Input<string>> rule) =>
        rule.Length(12, MaxLength);
}
