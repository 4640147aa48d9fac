using System.CommandLine;
using System.CommandLine.Parsing;
using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Run;

/// <summary>The options of <c>run</c>, and what they ask for.</summary>
internal sealed class RunArguments
{
    private const long MostTrialsUntil = 100_000_000;
    private const string Breakdown = "breakdown";

    private readonly ScenarioArguments _scenario = new();
    private readonly TrialArguments _trials = new(SimulationPlan.DefaultTrials);

    private readonly Option<SamplingMethod?> _sampling = new("--sampling")
    {
        Description = "how trials are placed: "
            + $"{string.Join("; ", SamplingMethod.All.Select(method => $"{method.Name}, {method.Meaning}"))} (default "
            + $"{SamplingMethod.Independent.Name})",
        HelpName = string.Join('|', SamplingMethod.All.Select(method => method.Name)),
        CustomParser = ParseSampling,
    };
    private readonly Option<StoppingRule[]?> _until = new("--until")
    {
        Description = "run until the 95 % interval of a statistic of the total daily_cost is within a tolerance, "
            + "such as p95=0.5% or mean=1000,p50=1%; --trials is then the most trials (default 100M)",
        HelpName = "statistic=tolerance",
        CustomParser = ParseUntil,
    };
    private readonly Option<IReadOnlyList<OutputDefinition>?> _outputs = new("--outputs")
    {
        Description = $"outputs to simulate, separated by commas; {Breakdown} stands for the breakdowns of daily_cost (default: all of it)",
        HelpName = "names",
        CustomParser = ParseOutputs,
    };
    private readonly ReportArguments _report = new("scenario");

    public void AddTo(Command command)
    {
        _scenario.AddTo(command);
        _trials.AddTo(command);
        command.Add(_sampling);
        command.Add(_until);
        command.Add(_outputs);
        _report.AddTo(command);
    }

    /// <summary>The run asked for; or null, after saying what is wrong, and the code to exit with.</summary>
    public (RunRequest? Request, ExitCode Code) Read(ParseResult parsed)
    {
        var until = parsed.GetValue(_until) ?? [];
        var outputs = parsed.GetValue(_outputs);
        if (until.Length > 0 && outputs is not null && !outputs.Contains(OutputCatalogue.DailyCost))
        {
            Terminal.Error("--until watches daily_cost, which --outputs leaves out: add daily_cost");
            return (null, ExitCode.Usage);
        }
        var (scenario, code) = _scenario.Read(parsed, showWarnings: !_report.IsQuietIn(parsed));
        if (scenario is null)
        {
            return (null, code);
        }
        var sampling = parsed.GetValue(_sampling) ?? SamplingMethod.Independent;
        if (scenario.Uncertain.Count > sampling.MostDimensions)
        {
            Terminal.Error($"--sampling {sampling.Name} serves {sampling.MostDimensions} uncertain inputs at most and the scenario has "
                + $"{scenario.Uncertain.Count}: use --sampling lhs");
            return (null, ExitCode.Usage);
        }
        if (Untold.Of(outputs ?? [], scenario) is { } untold)
        {
            Terminal.Error(untold);
            return (null, ExitCode.Usage);
        }
        long trials = _trials.TrialsIn(parsed)
            ?? (until.Length > 0 ? MostTrialsUntil : SamplingDesign.Even(SimulationPlan.DefaultTrials, sampling));
        var plan = new SimulationPlan(
            trials, _trials.SeedIn(parsed), [.. outputs ?? EverythingOf(scenario), .. WatchedIn(scenario)])
        { Sampling = sampling };
        return (new RunRequest(
            scenario,
            _scenario.PathIn(parsed),
            plan,
            until,
            _trials.ThreadsIn(parsed),
            _report.Read(parsed, scenario.Name)), ExitCode.Ok);
    }

    private static IEnumerable<OutputDefinition> EverythingOf(Scenario scenario) =>
        [
            .. OutputCatalogue.ToldBy(scenario.Workloads.SelectMany(workload => workload.Servings)), .. OutputCatalogue.Parts,
            .. scenario.Workloads.Any(workload => workload.LoadProfile is not null) ? OutputCatalogue.GpusByHour : [],
        ];

    /// <summary>
    /// What is counted whatever was asked for: whether the model fits, whether a limit can be met, whether the least fleet decides.
    /// </summary>
    private static IEnumerable<OutputDefinition> WatchedIn(Scenario scenario)
    {
        bool Any(Func<Workload, bool> holds) => scenario.Workloads.Any(holds);
        if (Any(workload => workload.Servings.Any(serving => ServingModels.Named(serving).LooksIntoReplicas)
            || workload[InputCatalogue.GpusPerReplica] is not null))
        {
            yield return OutputCatalogue.UnfitShare;
        }
        if (Any(workload => workload[InputCatalogue.TokenTimeLimit] is not null))
        {
            yield return OutputCatalogue.LateShare;
        }
        if (Any(workload => workload[InputCatalogue.FleetMinimum] is not { Law: { IsFixed: true, Maximum: 0 } }))
        {
            yield return OutputCatalogue.MinimumShare;
        }
    }

    private static SamplingMethod? ParseSampling(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] known = [.. SamplingMethod.All.Select(method => method.Name)];
        if (SamplingMethod.Find(text) is { } method)
        {
            return method;
        }
        result.AddError(
            $"--sampling: \"{text}\" is not a way of sampling; {NearestName.Help(text, known, $"one of {string.Join(", ", known)}")}");
        return null;
    }

    private static StoppingRule[]? ParseUntil(ArgumentResult result)
    {
        var rules = new List<StoppingRule>();
        string[] known = [.. Summary.Names.Where(name => name is not "min" and not "max")];
        foreach (string text in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? text : text[..equals];
            var tolerance = NumberReader.Read(equals < 0 ? "" : text[(equals + 1)..]);
            if (!known.Contains(name))
            {
                result.AddError($"--until: \"{name}\" is not a statistic with an interval; "
                    + $"{NearestName.Help(name, known, $"one of {string.Join(", ", known)}")}");
            }
            else if (tolerance.Value is not > 0)
            {
                result.AddError($"--until takes statistic=tolerance such as p95=0.5% or mean=1000, but is \"{text}\"");
            }
            else
            {
                rules.Add(new(name, tolerance.Value.Value, text.EndsWith('%')));
            }
        }
        return [.. rules];
    }

    private static IReadOnlyList<OutputDefinition>? ParseOutputs(ArgumentResult result)
    {
        var chosen = new List<OutputDefinition>();
        foreach (string name in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == Breakdown)
            {
                chosen.AddRange(OutputCatalogue.Parts);
            }
            else if (OutputCatalogue.Find(name) is { } output)
            {
                chosen.Add(output);
            }
            else
            {
                string[] known = [.. OutputCatalogue.All.Select(definition => definition.Name), Breakdown];
                result.AddError(
                    $"\"{name}\" is not an output; {NearestName.Help(name, known, "one of the names in: costsim list outputs")}");
            }
        }
        if (result.Tokens[0].Value.AsSpan().Trim(" ,").IsEmpty)
        {
            result.AddError("--outputs names no output; see: costsim list outputs");
        }
        return [.. OutputCatalogue.All.Concat(OutputCatalogue.Parts).Where(chosen.Contains)];
    }
}

/// <summary>A run as the command line asked for it.</summary>
/// <param name="Scenario">What to simulate.</param>
/// <param name="Path">Where it was read from, as the user wrote it.</param>
/// <param name="Plan">Trials, seed, and the outputs asked for.</param>
/// <param name="Until">Tolerances that end the run before all its trials are done; none: all are done.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Report">What to write and to print.</param>
internal sealed record RunRequest(
    Scenario Scenario, string Path, SimulationPlan Plan, IReadOnlyList<StoppingRule> Until, int Threads, ReportRequest Report);
