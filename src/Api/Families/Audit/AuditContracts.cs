using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Audit;
using TokenPlatform.Application.Audit.Verify;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.Audit;

/// <summary>The query of a list of audit events. An export takes the filters and has no pages.</summary>
public sealed class AuditEventsRequest
{
    /// <summary>Only of this action, such as <c>app_token.created</c>, to the letter.</summary>
    [Length(1, 64)]
    [JsonPropertyName("action")]
    public Input<string> Action { get; init; }

    /// <summary>Only what this user, app or organization did.</summary>
    [JsonPropertyName("actor_id")]
    public Input<Guid> ActorId { get; init; }

    /// <summary>Only what was done to this.</summary>
    [JsonPropertyName("target_id")]
    public Input<Guid> TargetId { get; init; }

    /// <summary>Only from this moment on: ISO 8601 with an offset.</summary>
    [JsonPropertyName("since")]
    public Input<DateTimeOffset> Since { get; init; }

    /// <summary>Only before this moment: ISO 8601 with an offset.</summary>
    [JsonPropertyName("until")]
    public Input<DateTimeOffset> Until { get; init; }

    /// <summary>How many events at most, 1..200; 50 unless said.</summary>
    [Range(1, 200)]
    [DefaultValue(50)]
    [JsonPropertyName("limit")]
    public Input<int> Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    [JsonPropertyName("cursor")]
    public Input<string> Cursor { get; init; }

    internal AuditCriteria ToCriteria() => new() { Action = Action, ActorId = ActorId, TargetId = TargetId, Since = Since, Until = Until };
}

/// <summary>The query of a verification: what an auditor kept, both fields or neither.</summary>
public sealed class VerifyAuditRequest
{
    /// <summary>The kept event's sequence, from 1.</summary>
    [Range(1, int.MaxValue)]
    [JsonPropertyName("sequence")]
    public Input<int> Sequence { get; init; }

    /// <summary>Its hash: 64 hexadecimal digits.</summary>
    [Length(64, 64)]
    [JsonPropertyName("hash")]
    public Input<string> Hash { get; init; }

    internal KeptPlace ToPlace() => new() { Sequence = Sequence, Hash = Hash };
}

/// <summary>One change of state.</summary>
public sealed class AuditEventResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a6-0c2e-7d41-8b1f-5a6e9c3d2b10")]
    [JsonPropertyName("event_id")]
    public required string EventId { get; init; }

    /// <summary>The place in its chain, from 1, without a gap.</summary>
    [Example(17)]
    [JsonPropertyName("sequence")]
    public required long Sequence { get; init; }

    /// <summary>UUID; null in the platform's own chain.</summary>
    [Example("0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01")]
    [JsonPropertyName("organization_id")]
    public required string? OrganizationId { get; init; }

    /// <summary>When it happened.</summary>
    [JsonPropertyName("occurred_at")]
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What happened.</summary>
    [Example("app_token.revoked")]
    [JsonPropertyName("action")]
    public required string Action { get; init; }

    /// <summary>Who did it.</summary>
    [JsonPropertyName("actor")]
    public required AuditActorResponse Actor { get; init; }

    /// <summary>The request's id; null outside of requests.</summary>
    [Example("4f0c5e0b1f6d4d1f")]
    [JsonPropertyName("request_id")]
    public required string? RequestId { get; init; }

    /// <summary>What it was done to.</summary>
    [JsonPropertyName("target")]
    public required AuditTargetResponse Target { get; init; }

    /// <summary>Fields that changed, each with <c>from</c> and <c>to</c>.</summary>
    [JsonPropertyName("changes")]
    public required JsonElement Changes { get; init; }

    /// <summary>The hash of the event before it, 64 hexadecimal digits; zeros for the first.</summary>
    [Example("5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9")]
    [JsonPropertyName("previous_hash")]
    public required string PreviousHash { get; init; }

    /// <summary>The event's hash, 64 hexadecimal digits.</summary>
    [Example("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")]
    [JsonPropertyName("hash")]
    public required string Hash { get; init; }
}

/// <summary>Who did something.</summary>
public sealed class AuditActorResponse
{
    /// <summary><c>user</c>, <c>app</c>, <c>organization</c> or <c>system</c>.</summary>
    [AllowedValues("user", "app", "organization", "system")]
    [Example("user")]
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>UUID; null for <c>system</c>.</summary>
    [Example("0197f0a1-93e5-7d18-b6c4-7a1e5f9d3c22")]
    [JsonPropertyName("id")]
    public required string? Id { get; init; }

    /// <summary>UUID of the token that was used; null for <c>system</c>.</summary>
    [Example("0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10")]
    [JsonPropertyName("token_id")]
    public required string? TokenId { get; init; }

    /// <summary>Where the request came from; null where there was none.</summary>
    [Example("192.0.2.7")]
    [JsonPropertyName("ip_address")]
    public required string? IpAddress { get; init; }
}

/// <summary>What something was done to.</summary>
public sealed class AuditTargetResponse
{
    /// <summary>Such as <c>app_token</c>.</summary>
    [Example("app_token")]
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>UUID.</summary>
    [Example("0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10")]
    [JsonPropertyName("id")]
    public required string Id { get; init; }
}

/// <summary>A page of audit events.</summary>
public sealed class AuditEventListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("events")]
    public required IReadOnlyList<AuditEventResponse> Events { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }
}

/// <summary>What came of a verification.</summary>
public sealed class AuditVerdictResponse
{
    /// <summary>Whether every event fits its chain, the chain ends in its head, and the kept place is as it was kept.</summary>
    [Example(true)]
    [JsonPropertyName("valid")]
    public required bool Valid { get; init; }

    /// <summary>How many events were looked at.</summary>
    [Example(17)]
    [JsonPropertyName("events")]
    public required long Events { get; init; }

    /// <summary>UUID of the first event that does not fit; null where none does, or none is left to name.</summary>
    [JsonPropertyName("first_broken_event_id")]
    public required string? FirstBrokenEventId { get; init; }

    /// <summary>Its sequence, or the first that is missing; null where the chain is whole.</summary>
    [JsonPropertyName("first_broken_sequence")]
    public required long? FirstBrokenSequence { get; init; }

    /// <summary>The end of the chain, to keep.</summary>
    [JsonPropertyName("head")]
    public required AuditHeadResponse Head { get; init; }
}

/// <summary>The end of a chain.</summary>
public sealed class AuditHeadResponse
{
    /// <summary>The last event's sequence; 0 for an empty chain.</summary>
    [Example(17)]
    [JsonPropertyName("sequence")]
    public required long Sequence { get; init; }

    /// <summary>Its hash, 64 hexadecimal digits.</summary>
    [Example("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")]
    [JsonPropertyName("hash")]
    public required string Hash { get; init; }
}
