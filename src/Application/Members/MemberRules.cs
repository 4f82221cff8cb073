using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members;

/// <summary>Rules that requests about members share.</summary>
internal static class MemberRules
{
    private static readonly string[] s_names = [.. Role.All.Select(role => role.Name)];

    public static InputProblem NoRole { get; } = InputProblems.Enum(s_names);

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> RoleName<TRequest>(this IRuleBuilder<TRequest, Input<string>> rule) =>
        rule.OneOf(s_names);
}
