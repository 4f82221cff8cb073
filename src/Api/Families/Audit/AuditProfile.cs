using System.Text.Json;
using AutoMapper;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Families.Audit;

/// <summary>From audit events to their wire form.</summary>
internal sealed class AuditProfile : Profile
{
    public AuditProfile()
    {
        CreateMap<AuditEvent, AuditEventResponse>()
            .ForMember(response => response.OrganizationId, map => map.MapFrom(audited => OrganizationOf(audited)))
            .ForMember(response => response.Action, map => map.MapFrom(audited => audited.Entry.Action))
            .ForMember(response => response.Target, map => map.MapFrom(audited => audited.Entry.Target))
            .ForMember(response => response.Changes, map => map.MapFrom(audited => Parse(audited.Entry.Changes)))
            .ForMember(response => response.PreviousHash, map => map.MapFrom(audited => Convert.ToHexStringLower(audited.PreviousHash)))
            .ForMember(response => response.Hash, map => map.MapFrom(audited => Convert.ToHexStringLower(audited.Hash)));
        CreateMap<AuditActor, AuditActorResponse>();
        CreateMap<AuditTarget, AuditTargetResponse>();
        CreateMap<AuditHead, AuditHeadResponse>()
            .ForMember(response => response.Hash, map => map.MapFrom(head => Convert.ToHexStringLower(head.Hash)));
        CreateMap<ChainVerdict, AuditVerdictResponse>()
            .ForMember(response => response.Valid, map => map.MapFrom(verdict => verdict.IsValid));
    }

    /// <summary>Null for the platform's own chain.</summary>
    public static string? OrganizationOf(AuditEvent audited) => audited.ChainId == AuditChain.Platform ? null : audited.ChainId.ToString();

    /// <summary>The changes as they were written; as text where somebody beneath the product made them no JSON.</summary>
    private static JsonElement Parse(string changes)
    {
        try
        {
            using var document = JsonDocument.Parse(changes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(changes);
        }
    }
}
