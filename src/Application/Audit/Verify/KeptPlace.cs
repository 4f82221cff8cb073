using System.Text.RegularExpressions;
using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Application.Audit.Verify;

/// <summary>The place in a chain that an auditor kept: both fields, or neither.</summary>
public sealed partial record KeptPlace
{
    private const string Pattern = "^[0-9a-fA-F]{64}$";
    private const string Together = "sequence and hash belong together";

    /// <summary>The event's sequence, from 1.</summary>
    public Input<int> Sequence { get; init; }

    /// <summary>Its hash: 64 hexadecimal digits.</summary>
    public Input<string> Hash { get; init; }

    internal KeptHead? ToHead() => Sequence.HasValue ? new KeptHead(Sequence.Value, Convert.FromHexString(Hash.Value!)) : null;

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    internal sealed class Validator : AbstractValidator<KeptPlace>
    {
        public Validator()
        {
            RuleFor(kept => kept.Sequence).Optional();
            RuleFor(kept => kept.Sequence).Between(1, int.MaxValue);
            RuleFor(kept => kept.Sequence).OnlyIf(kept => kept.Hash.State is InputState.Value or InputState.Invalid, Together);
            RuleFor(kept => kept.Hash).Optional();
            RuleFor(kept => kept.Hash).Value((text, site, report) =>
            {
                if (!Digits().IsMatch(text))
                {
                    report(site.Error(InputProblems.PatternMismatch(Pattern)));
                }
            });
            RuleFor(kept => kept.Hash).OnlyIf(kept => kept.Sequence.State is InputState.Value or InputState.Invalid, Together);
        }
    }
}
