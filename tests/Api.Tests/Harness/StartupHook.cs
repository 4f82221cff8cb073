using System.Diagnostics;

/// <summary>
/// Writes down what a program would tell whoever traces it. The runtime calls it first, in a program that is started with
/// <c>DOTNET_STARTUP_HOOKS</c> naming this assembly.
/// </summary>
#pragma warning disable CA1050, MA0047 // The runtime finds it by this name, in no namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public const string FileSetting = "TOKENPLATFORM_TEST_TRACES";

    /// <summary>The settings of a program that is to write its traces to a file.</summary>
    public static IEnumerable<(string Key, string Value)> Settings(string file) =>
        [("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (FileSetting, file)];

    public static void Initialize()
    {
        var file = TextWriter.Synchronized(File.CreateText(Environment.GetEnvironmentVariable(FileSetting)!));
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                file.WriteLine(string.Join(' ', [activity.Source.Name, activity.DisplayName, activity.TraceStateString, .. AllOf(activity)]));
                file.Flush();
            },
        });
    }

    private static IEnumerable<object?> AllOf(Activity activity) =>
    [
        .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. activity.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. activity.Events.SelectMany(happened => happened.Tags.Select(tag => $"{happened.Name} {tag.Key}={tag.Value}")),
    ];
}
