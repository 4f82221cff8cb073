namespace TokenPlatform.Domain.Common;

/// <summary>An item of a list with the place it will always have there.</summary>
/// <typeparam name="T">The item.</typeparam>
/// <param name="Position">Grows with every item ever added; a page begins after one.</param>
/// <param name="Item">The item.</param>
public sealed record Positioned<T>(long Position, T Item);
