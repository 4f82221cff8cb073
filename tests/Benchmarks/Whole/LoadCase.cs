using System.Net;

namespace TokenPlatform.Benchmarks.Whole;

/// <summary>A kind of request, and the floor that it is held against.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Requests">What the server is sent.</param>
/// <param name="FloorName">The floor's route.</param>
/// <param name="FloorRequests">What the floor is sent: as many bytes in as many headers, so that both parse the same.</param>
internal sealed record LoadCase(
    string Name, IReadOnlyList<PreparedRequest> Requests, string FloorName, IReadOnlyList<PreparedRequest> FloorRequests)
{
    /// <summary>The status of every answer.</summary>
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>What stands in the answer's body, where it says more than the status.</summary>
    public string Proof { get; init; } = string.Empty;

    /// <summary>The least part of the floor's requests a second that is asked for; null for any.</summary>
    public double? LeastRatio { get; init; }

    /// <summary>What the floor's p99 may be multiplied by at most; null for any.</summary>
    public double? MostP99Ratio { get; init; } = 4;

    /// <summary>The most bytes that a request may allocate beyond what the floor's does; null for any.</summary>
    public double? MostAllocatedBeyond { get; init; }
}
