using System.Globalization;
using TokenPlatform.Api.Commands;

// What this program writes is read by programs: the machine's language has no say in it.
// Set for all threads alone: this thread's own culture would be carried along with each request that is served.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

return await CommandLine.RunAsync(args);
