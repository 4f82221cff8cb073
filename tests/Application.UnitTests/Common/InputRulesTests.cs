using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class InputRulesTests
{
    [TestCase(1, "String should have at least 1 character")]
    [TestCase(2, "String should have at least 2 characters")]
    [TestCase(12, "String should have at least 12 characters")]
    public void StringTooShort_WhenCounted_IsSingularForOne(int min, string message) =>
        Assert.That(InputProblems.StringTooShort(min).Message, Is.EqualTo(message));

    [TestCase(0, "String should have at most 0 characters")]
    [TestCase(1, "String should have at most 1 character")]
    [TestCase(255, "String should have at most 255 characters")]
    public void StringTooLong_WhenCounted_IsSingularForOne(int max, string message) =>
        Assert.That(InputProblems.StringTooLong(max).Message, Is.EqualTo(message));

    [TestCase(1, 2, "List should have at most 1 item after validation, not 2")]
    [TestCase(200, 201, "List should have at most 200 items after validation, not 201")]
    public void TooLong_WhenCounted_IsSingularForOne(int max, int actual, string message) =>
        Assert.That(InputProblems.TooLong(max, actual).Message, Is.EqualTo(message));

    [TestCase("'a'", "a")]
    [TestCase("'a' or 'b'", "a", "b")]
    [TestCase("'a', 'b' or 'c'", "a", "b", "c")]
    public void Enum_WhenWordsAreJoined_EndsWithOr(string expected, params string[] words)
    {
        var problem = InputProblems.Enum(words);
        Assert.That(problem.Message, Is.EqualTo($"Input should be {expected}"));
        Assert.That(problem.Context!["expected"], Is.EqualTo(expected));
    }

    [TestCase("", "string_too_short")]
    [TestCase("ab", null)]
    [TestCase("\U0001F600\U0001F600\U0001F600", null)]
    [TestCase("\U0001F600\U0001F600\U0001F600x", "string_too_long")]
    public void Length_WhenCounted_CountsCodePoints(string text, string? type) =>
        Assert.That(Types<string>(rule => rule.Length(1, 3), Make.Sent("f", text)), Is.EqualTo(ListOf(type)));

    [TestCase(0, "greater_than_equal")]
    [TestCase(1, null)]
    [TestCase(9, null)]
    [TestCase(10, "less_than_equal")]
    public void Between_WhenAtTheEdges_IncludesThem(int number, string? type) =>
        Assert.That(Types<int>(rule => rule.Between(1, 9), Make.Sent("f", number)), Is.EqualTo(ListOf(type)));

    [TestCase(InputState.Absent, "missing", null, null)]
    [TestCase(InputState.Null, "string_type", null, "string_type")]
    [TestCase(InputState.Invalid, "string_type", "string_type", "string_type")]
    [TestCase(InputState.Value, null, null, null)]
    public void TypeRules_WhenStateIs_RefuseWhatTheyAreFor(InputState state, string? required, string? optional, string? notNull)
    {
        var input = InState(state);
        Assert.Multiple(() =>
        {
            Assert.That(Types<string>(rule => rule.Required(), input), Is.EqualTo(ListOf(required)));
            Assert.That(Types<string>(rule => rule.Optional(), input), Is.EqualTo(ListOf(optional)));
            Assert.That(Types<string>(rule => rule.RefusesNull(), input), Is.EqualTo(ListOf(notNull)));
        });
    }

    [Test]
    public void Required_WhenSetIsClosedAndNoStringIsSent_NamesTheSet() =>
        Assert.That(
            Types<string>(rule => rule.Required(InputProblems.Enum(["a"])), InState(InputState.Invalid)), Is.EqualTo(new[] { "enum" }));

    [TestCase(InputState.Absent)]
    [TestCase(InputState.Null)]
    [TestCase(InputState.Invalid)]
    public void ValueRules_WhenThereIsNoValue_SayNothing(InputState state) =>
        Assert.That(Types<string>(rule => rule.Length(1, 3), InState(state)), Is.Empty);

    [Test]
    public void InTheFuture_WhenItIsNow_Refuses()
    {
        Assert.That(Types<DateTimeOffset>(rule => rule.InTheFuture(Make.Clock), Make.Sent("f", Make.Now)), Is.EqualTo(new[] { "datetime_future" }));
        Assert.That(Types<DateTimeOffset>(rule => rule.InTheFuture(Make.Clock), Make.Sent("f", Make.Now.AddTicks(10))), Is.Empty);
    }

    [Test]
    public void Strings_WhenItemsAreWrong_NamesEachAtItsIndex()
    {
        Input<string>[] items = [Item(0, "ok"), Input<string>.Invalid(ItemSite(1), InputProblems.StringType), Item(2, ""), Item(3, new string('x', 256))];
        Assert.That(
            Errors<IReadOnlyList<Input<string>>>(rule => rule.Strings(), Make.Sent<IReadOnlyList<Input<string>>>("f", items))
                .Select(error => $"{error.Location[^1]} {error.Problem.Type}"),
            Is.EqualTo(new[] { "1 string_type", "2 string_too_short", "3 string_too_long" }));
    }

    [TestCase(200, null)]
    [TestCase(201, "too_long")]
    public void Strings_WhenTooMany_SaysSoAlone(int count, string? type)
    {
        IReadOnlyList<Input<string>> items = [.. Enumerable.Range(0, count).Select(index => Item(index, "x"))];
        Assert.That(Types<IReadOnlyList<Input<string>>>(rule => rule.Strings(), Make.Sent("f", items)), Is.EqualTo(ListOf(type)));
    }

    private static Input<string> InState(InputState state) => state switch
    {
        InputState.Absent => Make.NotSent<string>("f"),
        InputState.Null => Input<string>.Null(Make.Site("f"), InputProblems.StringType),
        InputState.Invalid => Input<string>.Invalid(Make.Site("f"), InputProblems.StringType),
        _ => Make.Sent("f", "x"),
    };

    private static InputSite ItemSite(int index) => new(["body", "f", index], () => "null", null);

    private static Input<string> Item(int index, string text) => Input<string>.Of(ItemSite(index), text);

    private static string[] ListOf(string? type) => type is null ? [] : [type];

    private static List<string> Types<T>(Action<IRuleBuilder<Sample<T>, Input<T>>> add, Input<T> input) =>
        [.. Errors(add, input).Select(error => error.Problem.Type)];

    private static List<InputError> Errors<T>(Action<IRuleBuilder<Sample<T>, Input<T>>> add, Input<T> input)
    {
        var validator = new InlineValidator<Sample<T>>();
        add(validator.RuleFor(sample => sample.Field));
        return [.. validator.Validate(new Sample<T>(input)).Errors.Select(failure => (InputError)failure.CustomState)];
    }

    internal sealed record Sample<T>(Input<T> Field);
}
