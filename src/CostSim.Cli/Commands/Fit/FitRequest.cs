using CostSim.Cli.Findings;
using CostSim.CostModel;

namespace CostSim.Cli.Commands.Fit;

/// <summary>A fit as the command line asked for it; null where it says nothing.</summary>
/// <param name="Data">The file with the numbers.</param>
/// <param name="Column">Its column.</param>
/// <param name="Quantiles">Stated percentiles instead, as written.</param>
/// <param name="Workload">Workload of the row to paste; empty for all.</param>
/// <param name="Input">Input of the row, perhaps with an accelerator.</param>
/// <param name="Unit">Unit of the row.</param>
/// <param name="Min">Lower end of the beta law.</param>
/// <param name="Max">Its upper end.</param>
/// <param name="Location">Value at which laws of positive numbers start.</param>
/// <param name="Seed">Key of the random numbers.</param>
/// <param name="Report">What to write and to print.</param>
internal sealed record FitRequest(
    string? Data, string? Column, IReadOnlyList<string> Quantiles, string Workload, string? Input, string? Unit, double? Min, double? Max,
    double? Location, ulong Seed, ReportRequest Report)
{
    /// <summary>The input named; null when none or an unknown one is.</summary>
    public InputDefinition? Definition => FindInput(Input);

    /// <summary>The input that a name stands for, without its accelerator; null when there is none.</summary>
    public static InputDefinition? FindInput(string? name) => name is null ? null : InputCatalogue.Find(name.Split(':')[0]);

    /// <summary>The row that a fit is for.</summary>
    /// <param name="column">Name of the column, which may be an input's; empty when there is none.</param>
    /// <param name="source">Where the numbers are from.</param>
    public FitTarget TargetFor(string column, string source)
    {
        string? name = Input ?? (FindInput(column) is { IsCategorical: false, Numbers: null } ? column : null);
        var definition = FindInput(name);
        return new(Workload, name ?? FitTarget.Open, definition?.Unit ?? Unit ?? "", definition, source);
    }

    /// <summary>The ends of the beta law: those asked for, else those of the input, else 0 and 1.</summary>
    public BetaEnds EndsFor(FitTarget target)
    {
        var (minimum, maximum) = (target.Range.Minimum, target.Range.Maximum);
        bool isBounded = double.IsFinite(minimum) && double.IsFinite(maximum);
        return new(Min ?? (isBounded ? minimum : 0), Max ?? (isBounded ? maximum : 1));
    }
}
