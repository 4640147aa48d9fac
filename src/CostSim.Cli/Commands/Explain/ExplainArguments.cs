using System.CommandLine;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;

namespace CostSim.Cli.Commands.Explain;

/// <summary>The options of <c>explain</c>, and what they ask for.</summary>
internal sealed class ExplainArguments
{
    /// <summary>Enough for a median within 1 %, in a tenth of a second.</summary>
    private const long DefaultTrials = 100_000;

    private readonly ScenarioArguments _scenario = new();
    private readonly TrialArguments _trials = new(DefaultTrials);
    private readonly ReportArguments _report = new("scenario", "-explain");

    public void AddTo(Command command)
    {
        _scenario.AddTo(command);
        _trials.AddTo(command);
        _report.AddTo(command);
    }

    /// <summary>The explanation asked for; or null, after saying what is wrong, and the code to exit with.</summary>
    public (ExplainRequest? Request, ExitCode Code) Read(ParseResult parsed)
    {
        var (scenario, code) = _scenario.Read(parsed, showWarnings: !_report.IsQuietIn(parsed));
        return scenario is null ? (null, code) : (new ExplainRequest(
            scenario,
            new SimulationPlan(_trials.TrialsIn(parsed) ?? DefaultTrials, _trials.SeedIn(parsed), [OutputCatalogue.DailyCost]),
            _trials.ThreadsIn(parsed),
            _report.Read(parsed, scenario.Name)), ExitCode.Ok);
    }
}

/// <summary>An explanation as the command line asked for it.</summary>
/// <param name="Scenario">What to explain.</param>
/// <param name="Plan">Trials and seed of the run it is compared with.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Report">What to write and to print.</param>
internal sealed record ExplainRequest(Scenario Scenario, SimulationPlan Plan, int Threads, ReportRequest Report);
