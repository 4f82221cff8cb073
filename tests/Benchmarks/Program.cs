using System.CommandLine;
using TokenPlatform.Benchmarks;
using TokenPlatform.Benchmarks.Floor;
using TokenPlatform.Benchmarks.Greedy;
using TokenPlatform.Benchmarks.Growth;
using TokenPlatform.Benchmarks.Lists;
using TokenPlatform.Benchmarks.Micro;
using TokenPlatform.Benchmarks.Timing;
using TokenPlatform.Benchmarks.Whole;

var rounds = new Option<int>("--rounds") { Description = "How often each request is measured.", DefaultValueFactory = _ => WholeOptions.RoundsForTheRecord };
var seconds = new Option<int>("--seconds") { Description = "How long each measurement takes.", DefaultValueFactory = _ => 2 };
var connections = new Option<int>("--connections") { Description = "How many connections wrk keeps.", DefaultValueFactory = _ => 32 };
var only = new Option<string?>("--only") { Description = "Measures only the requests whose name contains this." };
var server = new Option<string?>("--server") { Description = "Another build's TokenPlatform.Api.dll." };

WholeOptions ReadWhole(ParseResult parsed) => new(
    parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(connections), parsed.GetValue(only), parsed.GetValue(server));

var root = new RootCommand("Measures TokenPlatform. Without a command: whole.") { rounds, seconds, connections, only, server };
root.SetAction((parsed, cancellationToken) => WholeRun.RunAsync(ReadWhole(parsed), cancellationToken));

var whole = new Command("whole", "Loads the server and the framework's floor in turn, with wrk.") { rounds, seconds, connections, only, server };
whole.SetAction((parsed, cancellationToken) => WholeRun.RunAsync(ReadWhole(parsed), cancellationToken));
root.Add(whole);

var isShort = new Option<bool>("--short") { Description = "Fewer iterations, for a look." };
var micro = new Command("micro", "Measures the parts of a verification, each alone.") { isShort };
micro.SetAction(parsed => MicroRun.Run(parsed.GetValue(isShort)));
root.Add(micro);

var many = new Option<int>("--tokens") { Description = "How many tokens the larger store holds.", DefaultValueFactory = _ => GrowthRun.Many };
var growth = new Command("growth", "Asks a store of few tokens and one of many the same.") { many, seconds, server };
growth.SetAction((parsed, cancellationToken) =>
    GrowthRun.RunAsync(parsed.GetValue(many), parsed.GetValue(seconds), parsed.GetValue(server), cancellationToken));
root.Add(growth);

var listed = new Option<int>("--tokens") { Description = "How many tokens the app has, and how many its organization.", DefaultValueFactory = _ => ListsRun.Many };
var lists = new Command("lists", "Asks for late pages, for the preview of a policy and for the proof of a chain of events.") { listed, server };
lists.SetAction((parsed, cancellationToken) => ListsRun.RunAsync(parsed.GetValue(listed), parsed.GetValue(server), cancellationToken));
root.Add(lists);

var fewRounds = new Option<int>("--rounds") { Description = "How often each crowd is measured.", DefaultValueFactory = _ => 5 };
var longer = new Option<int>("--seconds") { Description = "How long each measurement takes.", DefaultValueFactory = _ => 4 };
var greedy = new Command("greedy", "Sets greedy clients on the server and asks how a healthy one fares.") { fewRounds, longer, server };
greedy.SetAction((parsed, cancellationToken) =>
    GreedyRun.RunAsync(parsed.GetValue(fewRounds), parsed.GetValue(longer), parsed.GetValue(server), cancellationToken));
root.Add(greedy);

var requests = new Option<int>("--requests") { Description = "How many requests of each kind.", DefaultValueFactory = _ => TimingRun.Requests };
var signIns = new Option<int>("--sign-ins") { Description = "How many of each kind.", DefaultValueFactory = _ => TimingRun.SignIns };
var timing = new Command("timing", "Asks whether refusals can be told apart by the time that they take.") { requests, signIns, server };
timing.SetAction((parsed, cancellationToken) =>
    TimingRun.RunAsync(parsed.GetValue(requests), parsed.GetValue(signIns), parsed.GetValue(server), cancellationToken));
root.Add(timing);

var url = new Option<string>("--urls") { Required = true };
var secrets = new Option<string>("--secrets") { Required = true };
var floor = new Command("floor", "The framework alone, for whole.") { url, secrets };
floor.Hidden = true;
floor.SetAction((parsed, cancellationToken) =>
    FloorServer.RunAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(secrets), cancellationToken));
root.Add(floor);

var kind = new Option<CrowdKind>("--kind") { Required = true };
var token = new Option<string>("--token") { Required = true };
var crowd = new Command("crowd", "The greedy clients, for greedy.") { url, kind, token };
crowd.Hidden = true;
crowd.SetAction((parsed, cancellationToken) =>
    Crowd.RunAsync(new Uri(parsed.GetRequiredValue(url)), parsed.GetValue(kind), parsed.GetRequiredValue(token), cancellationToken));
root.Add(crowd);

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (MeasuringException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
