using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Findings;

/// <summary>The row that a fit is for.</summary>
/// <param name="Workload">Its workload; empty for all.</param>
/// <param name="Input">Its input as rows name it, perhaps with an accelerator.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Definition">The input; null when it is left to the user to fill in.</param>
/// <param name="Source">Where the numbers are from, for the row's source cell.</param>
internal sealed record FitTarget(string Workload, string Input, string Unit, InputDefinition? Definition, string Source)
{
    /// <summary>Stands in a row for what the user has to fill in.</summary>
    public const string Open = "INPUT";

    /// <summary>The values that the input may have; every number where it is not known.</summary>
    public InputRange Range => Definition?.Range ?? new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The rows of inputs.csv that state a law or a mixture.</summary>
    public IReadOnlyList<string> Rows(IReadOnlyList<LawInWords> laws) =>
        [.. laws.Select(law => Row(law.Law, Figures.Parameters(law, laws.Count > 1)))];

    /// <summary>The row of inputs.csv with this law.</summary>
    public string Row(string law, string parameters) => CsvText.Line(Workload, Input, law, parameters, Unit, Source);
}
