using System.CommandLine;
using System.CommandLine.Parsing;
using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Sensitivity;

/// <summary>The options of <c>sensitivity</c>, and what they ask for.</summary>
internal sealed class SensitivityArguments
{
    private readonly ScenarioArguments _scenario = new();
    private readonly TrialArguments _points = new(
        "points for the Sobol indices, rounded up to 16 times a power of two; each is evaluated once per input and three times more",
        "as many as 20M evaluations allow",
        SensitivityAnalysis.MostPoints);

    private readonly Option<OutputDefinition?> _of = new("--of")
    {
        Description = $"the output to analyse, see costsim list outputs (default {OutputCatalogue.DailyCost.Name})",
        HelpName = "output",
        CustomParser = ParseOutput,
    };
    private readonly ReportArguments _report = new("scenario", "-sensitivity");

    public void AddTo(Command command)
    {
        _scenario.AddTo(command);
        _points.AddTo(command);
        command.Add(_of);
        _report.AddTo(command);
    }

    /// <summary>The analysis asked for; or null, after saying what is wrong, and the code to exit with.</summary>
    public (SensitivityRequest? Request, ExitCode Code) Read(ParseResult parsed)
    {
        var (scenario, code) = _scenario.Read(parsed, showWarnings: !_report.IsQuietIn(parsed));
        if (scenario is null)
        {
            return (null, code);
        }
        var output = parsed.GetValue(_of) ?? OutputCatalogue.DailyCost;
        if (Untold.Of([output], scenario) is { } untold)
        {
            Terminal.Error(untold);
            return (null, ExitCode.Usage);
        }
        return (new SensitivityRequest(
            scenario,
            _points.TrialsIn(parsed),
            _points.SeedIn(parsed),
            output,
            _points.ThreadsIn(parsed),
            _report.Read(parsed, scenario.Name)), ExitCode.Ok);
    }

    private static OutputDefinition? ParseOutput(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (OutputCatalogue.Find(text) is { } output)
        {
            return output;
        }
        string[] known = [.. OutputCatalogue.All.Select(definition => definition.Name)];
        result.AddError($"--of: \"{text}\" is not an output; {NearestName.Help(text, known, "one of the names in: costsim list outputs")}");
        return null;
    }
}

/// <summary>A sensitivity analysis as the command line asked for it.</summary>
/// <param name="Scenario">What to analyse.</param>
/// <param name="Points">Points for the Sobol indices; null for as many as the default time allows.</param>
/// <param name="Seed">Key of the random numbers.</param>
/// <param name="Output">The output.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Report">What to write and to print.</param>
internal sealed record SensitivityRequest(
    Scenario Scenario, long? Points, ulong Seed, OutputDefinition Output, int Threads, ReportRequest Report);
