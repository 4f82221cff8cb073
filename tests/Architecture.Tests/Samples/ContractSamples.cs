using System.Text.Json.Serialization;
using AutoMapper;

namespace TokenPlatform.Architecture.Tests.Samples;

internal sealed class UnnamedResponse
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    public required int Size { get; init; }
}

internal sealed record Thing(string Name);

internal sealed class ForgetfulProfile : Profile
{
    public ForgetfulProfile() => CreateMap<Thing, UnnamedResponse>();
}
