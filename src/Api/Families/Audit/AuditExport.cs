using System.Globalization;
using System.Text;
using System.Text.Json;
using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Families.Audit;

/// <summary>How audit events leave: by pages as JSON, or all that match, line by line, as they are read.</summary>
internal static class AuditExport
{
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";

    private const string Json = "application/json";

    /// <summary>The form that the caller asked for; null for JSON.</summary>
    public static string? Asked(HttpRequest request)
    {
        var first = request.GetTypedHeaders().Accept
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => accepted.MediaType.Value)
            .FirstOrDefault(type => type is Ndjson or Csv or Json or "application/*" or "*/*");
        return first is Ndjson or Csv ? first : null;
    }

    public static IActionResult As(string form, IAsyncEnumerable<AuditEvent> events, IMapper mapper) => new Result(form, events, mapper);

    private sealed class Result(string form, IAsyncEnumerable<AuditEvent> events, IMapper mapper) : IActionResult
    {
        private const int FlushAt = 64 * 1024;

        public async Task ExecuteResultAsync(ActionContext context)
        {
            var (response, aborted) = (context.HttpContext.Response, context.HttpContext.RequestAborted);
            response.ContentType = form == Csv ? "text/csv; charset=utf-8" : Ndjson;
            var json = context.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
            var lines = new StringBuilder(form == Csv ? AuditCsv.Head : string.Empty);
            await foreach (var audited in events.WithCancellation(aborted))
            {
                if (form == Csv)
                {
                    AuditCsv.Append(lines, audited);
                }
                else
                {
                    lines.Append(JsonSerializer.Serialize(mapper.Map<AuditEventResponse>(audited), json)).Append('\n');
                }

                if (lines.Length >= FlushAt)
                {
                    await response.WriteAsync(lines.ToString(), aborted);
                    lines.Clear();
                }
            }

            await response.WriteAsync(lines.ToString(), aborted);
        }
    }
}

/// <summary>Audit events as RFC 4180 has it, for people with spreadsheets.</summary>
internal static class AuditCsv
{
    public const string Head =
        "event_id,sequence,organization_id,occurred_at,action,actor_type,actor_id,actor_token_id,actor_ip_address,request_id,"
        + "target_type,target_id,changes,previous_hash,hash\r\n";

    public static void Append(StringBuilder lines, AuditEvent audited)
    {
        lines.AppendJoin(',', FieldsOf(audited).Select(Quote)).Append("\r\n");
    }

    private static IEnumerable<string?> FieldsOf(AuditEvent audited) =>
    [
        audited.EventId.ToString(),
        audited.Sequence.ToString(CultureInfo.InvariantCulture),
        AuditProfile.OrganizationOf(audited),
        AuditChain.Format(audited.OccurredAt),
        audited.Entry.Action,
        audited.Actor.Type,
        audited.Actor.Id?.ToString(),
        audited.Actor.TokenId?.ToString(),
        audited.Actor.IpAddress,
        audited.RequestId,
        audited.Entry.Target.Type,
        audited.Entry.Target.Id.ToString(),
        audited.Entry.Changes,
        Convert.ToHexStringLower(audited.PreviousHash),
        Convert.ToHexStringLower(audited.Hash),
    ];

    // A spreadsheet runs what begins like a formula. A request's id, which callers choose, may begin with '-'.
    private static string Quote(string? field)
    {
        var text = field is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{field}" : field ?? string.Empty;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
