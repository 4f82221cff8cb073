using AutoMapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>Every member of a response comes from somewhere.</summary>
internal static class Mappings
{
    public static IReadOnlyList<Type> In(IEnumerable<Type> types) =>
        [.. types.Where(type => type.IsSubclassOf(typeof(Profile)))];

    /// <summary>Throws where a member comes from nowhere.</summary>
    public static void Validate(IEnumerable<Type> profiles) =>
        new MapperConfiguration(
            mapper =>
            {
                foreach (var profile in profiles)
                {
                    mapper.AddProfile(profile);
                }
            },
            NullLoggerFactory.Instance).AssertConfigurationIsValid();
}
