using System.Text.Json;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>Unix time as seed 003 has it: a JSON integer, and nothing else that could be read as one.</summary>
internal static class UnixSeconds
{
    public static (long Value, InputProblem? Problem) Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var seconds) ? (seconds, null) : (0, InputProblems.IntType);
}
