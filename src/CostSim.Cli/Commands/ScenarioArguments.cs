using System.CommandLine;
using CostSim.Cli.Text;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>The argument and option by which commands take a scenario, and reading it.</summary>
internal sealed class ScenarioArguments
{
    private const string Laws = "laws";
    private const string Medians = "fixed";

    private readonly Argument<string> _path = new("scenario")
    {
        Description = "folder with inputs.csv, or the path of one CSV file",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "replace an input: --set gpu_price=2 or --set \"chat.gpu_price=triangular min=1 mode=2 max=4\" (repeatable)",
        HelpName = "input=law",
        DefaultValueFactory = _ => [],
        Arity = ArgumentArity.ExactlyOne,
    };

    private readonly Option<string> _defaults = new("--defaults")
    {
        Description = "what is not stated: laws, as uncertain as it is, or fixed, each default at its median",
        HelpName = "laws|fixed",
        DefaultValueFactory = _ => Laws,
    };

    public void AddTo(Command command)
    {
        _defaults.AcceptOnlyFromAmong(Laws, Medians);
        command.Add(_defaults);
        _set.Arity = new ArgumentArity(1, 1000);
        _set.AllowMultipleArgumentsPerToken = false;
        command.Add(_path);
        command.Add(_set);
    }

    /// <summary>The path as the user gave it.</summary>
    public string PathIn(ParseResult parsed) => parsed.GetRequiredValue(_path);

    /// <summary>The scenario, after showing its diagnostics; or null and the code to exit with.</summary>
    public (Scenario? Scenario, ExitCode Code) Read(ParseResult parsed, bool showWarnings)
    {
        var reading = ScenarioReader.Read(PathIn(parsed), parsed.GetRequiredValue(_set));
        Terminal.Show([.. reading.Diagnostics.Where(diagnostic => showWarnings || diagnostic.Severity == DiagnosticSeverity.Error)]);
        if (reading.Scenario is { } scenario)
        {
            return (parsed.GetValue(_defaults) == Medians ? scenario.WithDefaultsAtMedians() : scenario, ExitCode.Ok);
        }
        int errors = reading.Diagnostics.Errors.Count();
        Terminal.Say($"{errors} {Plural.Of("mistake", errors)}; nothing was simulated.");
        return (null, reading.CannotRead ? ExitCode.Unreadable : ExitCode.BadInput);
    }
}
