using TokenPlatform.Api.Families.Platform;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Families;

/// <summary>Writes an error as one family of clients expects it. Each writer knows every error.</summary>
internal interface IErrorWriter
{
    Task WriteAsync(HttpContext http, Error error);
}

/// <summary>Finds the family that a request speaks to by its path, also where no route matched.</summary>
internal sealed class FamilyErrors(TimeProvider clock)
{
    private readonly PlatformErrorWriter _platform = new(clock);

    public Task WriteAsync(HttpContext http, Error error) => _platform.WriteAsync(http, error);
}
