namespace TokenPlatform.Domain.Policies;

/// <summary>A token that would break rules.</summary>
/// <param name="Token">The token.</param>
/// <param name="Broken">Which rules, in their order; at least one.</param>
public sealed record AffectedToken(LiveToken Token, IReadOnlyList<PolicyRule> Broken);

/// <summary>What a policy would mean for the tokens that live.</summary>
/// <param name="LiveTokens">How many tokens it would govern.</param>
/// <param name="Affected">How many of them break a rule.</param>
/// <param name="Violations">How many break each rule; every rule is there.</param>
/// <param name="Tokens">The first of those affected, by name and by code point, at most <see cref="PolicyPreview.MaxShown"/>.</param>
public sealed record PolicyForecast(
    int LiveTokens, int Affected, IReadOnlyDictionary<PolicyRule, int> Violations, IReadOnlyList<AffectedToken> Tokens);

/// <summary>
/// Holds tokens against a policy, one at a time, in the order of issue: of the tokens of an app the newest are those
/// over a live cap. It keeps counts and the tokens that are shown, nothing else.
/// </summary>
/// <param name="policy">The policy that there might be.</param>
public sealed class PolicyPreview(AppTokenPolicy policy)
{
    /// <summary>How many tokens a forecast shows at most.</summary>
    public const int MaxShown = 100;

    private readonly StandingRules _rules = new(policy);
    private readonly Dictionary<Guid, int> _liveOfApps = [];
    private readonly Dictionary<PolicyRule, int> _violations = Enum.GetValues<PolicyRule>().ToDictionary(rule => rule, _ => 0);
    private readonly PriorityQueue<AffectedToken, (string Name, int Number)> _shown = new(Comparer<(string Name, int Number)>.Create(LastFirst));
    private int _live;
    private int _affected;

    /// <summary>Looks at the next token.</summary>
    /// <param name="token">A live one, issued after those before it.</param>
    public void Add(LiveToken token)
    {
        _live++;
        var others = _liveOfApps.GetValueOrDefault(token.AppId);
        _liveOfApps[token.AppId] = others + 1;
        var broken = _rules.Judge(token, others);
        if (broken.Count == 0)
        {
            return;
        }

        _affected++;
        foreach (var violation in broken)
        {
            _violations[violation.Rule]++;
        }

        Show(token, broken);
    }

    /// <summary>What was found.</summary>
    public PolicyForecast Finish()
    {
        var tokens = new Stack<AffectedToken>();
        while (_shown.TryDequeue(out var last, out _))
        {
            tokens.Push(last);
        }

        return new PolicyForecast(_live, _affected, _violations, [.. tokens]);
    }

    private void Show(LiveToken token, IReadOnlyList<PolicyViolation> broken)
    {
        var place = (token.Name, _affected);
        if (_shown.Count == MaxShown && _shown.TryPeek(out _, out var last) && LastFirst(place, last) <= 0)
        {
            return;
        }

        _shown.Enqueue(new AffectedToken(token, [.. broken.Select(violation => violation.Rule)]), place);
        if (_shown.Count > MaxShown)
        {
            _shown.Dequeue();
        }
    }

    private static int LastFirst((string Name, int Number) one, (string Name, int Number) other) =>
        CompareCodePoints(other.Name, one.Name) is var order and not 0 ? order : other.Number.CompareTo(one.Number);

    // UTF-16 sorts surrogates, which stand for the largest code points, before the last of the others.
    private static int CompareCodePoints(string one, string other)
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        return same == one.Length || same == other.Length
            ? one.Length.CompareTo(other.Length)
            : Rank(one[same]).CompareTo(Rank(other[same]));

        static int Rank(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
    }
}
