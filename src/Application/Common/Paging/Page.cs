using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Paging;

/// <summary>A query that is answered page by page.</summary>
public interface IPagedQuery
{
    /// <summary>How many items at most, 1..200; 50 unless said.</summary>
    Input<int> Limit { get; }

    /// <summary>Where the page before ended.</summary>
    Input<string> Cursor { get; }

    /// <summary>What the list is called, with the ids it hangs under. Cursors of other lists are refused.</summary>
    string List { get; }
}

/// <summary>A part of a list.</summary>
/// <typeparam name="T">The item.</typeparam>
/// <param name="Items">In the list's order.</param>
/// <param name="NextCursor">Where this page ended; null where nothing follows.</param>
/// <param name="Total">How many items the whole list has, where that is told.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, int? Total = null)
{
    /// <summary>Whether something follows.</summary>
    public bool HasMore => NextCursor is not null;
}

/// <summary>The rules that all pages share.</summary>
internal static class PagingRules
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static void AddPagingRules<TQuery>(this AbstractValidator<TQuery> validator)
        where TQuery : IPagedQuery
    {
        validator.RuleFor(query => query.Limit).Optional();
        validator.RuleFor(query => query.Limit).Between(1, MaxLimit);
        validator.RuleFor(query => query.Cursor).Optional();
        validator.RuleFor(query => query.Cursor).CursorOf(query => query.List);
    }

    /// <summary>Asks for one item more than the page has, to know whether something follows.</summary>
    public static async Task<Page<T>> PageAsync<T>(
        this IPagedQuery query, Func<long?, int, Task<IReadOnlyList<Positioned<T>>>> read)
    {
        var limit = query.Limit.HasValue ? query.Limit.Value : DefaultLimit;
        long? before = query.Cursor.HasValue && Cursor.TryRead(query.List, query.Cursor.Value!, out var position) ? position : null;
        var found = await read(before, limit + 1);
        var shown = found.Take(limit).ToList();
        return new Page<T>(
            [.. shown.Select(item => item.Item)],
            found.Count > limit ? Cursor.Write(query.List, shown[^1].Position) : null);
    }
}
