using FluentValidation;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Application.Audit;

/// <summary>What a request asks of audit events.</summary>
public sealed record AuditCriteria
{
    /// <summary>Only of this action, to the letter.</summary>
    public Input<string> Action { get; init; }

    /// <summary>Only what this user, app or organization did.</summary>
    public Input<Guid> ActorId { get; init; }

    /// <summary>Only what was done to this.</summary>
    public Input<Guid> TargetId { get; init; }

    /// <summary>Only from this moment on.</summary>
    public Input<DateTimeOffset> Since { get; init; }

    /// <summary>Only before this moment.</summary>
    public Input<DateTimeOffset> Until { get; init; }

    internal AuditFilter ToFilter(Guid chainId) => new(
        chainId, Action.Value, ActorId.OrNull(), TargetId.OrNull(), Cut(Since), Cut(Until));

    private static DateTimeOffset? Cut(Input<DateTimeOffset> time) => time.HasValue ? Clock.CutToMicroseconds(time.Value) : null;

    internal sealed class Validator : AbstractValidator<AuditCriteria>
    {
        public Validator()
        {
            RuleFor(criteria => criteria.Action).Optional();
            RuleFor(criteria => criteria.Action).Length(1, 64);
            RuleFor(criteria => criteria.ActorId).Optional();
            RuleFor(criteria => criteria.TargetId).Optional();
            RuleFor(criteria => criteria.Since).Optional();
            RuleFor(criteria => criteria.Until).Optional();
        }
    }
}
