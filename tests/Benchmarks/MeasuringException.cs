namespace TokenPlatform.Benchmarks;

/// <summary>Something that cannot be measured, or came out wrong.</summary>
/// <param name="message">What, in one sentence.</param>
internal sealed class MeasuringException(string message) : Exception(message);
