using TokenPlatform.Api.Commands;

return await CommandLine.RunAsync(args);
