using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Analysis;

/// <summary>What moves an output of a scenario, and by how much: the same, bit for bit, on any number of threads.</summary>
/// <param name="Scenario">What was analysed.</param>
/// <param name="Output">The output, of the total.</param>
/// <param name="Run">A run of the scenario at the points A; its seed, its number of points and their kind.</param>
/// <param name="AtMedians">The output with every number at its median, of options by name the most probable.</param>
/// <param name="Inputs">Every uncertain input, in the order of <see cref="Scenario.Uncertain"/>.</param>
/// <param name="Factors">Inputs that are independent of all others, and groups of correlated ones.</param>
/// <param name="SumOfFirstOrder">Sum of the first-order indices of the factors.</param>
/// <param name="ExplainedByLine">R² of the linear regression behind the standardised coefficients; NaN where
/// the output does not vary.</param>
/// <param name="Trials">Independent trials behind rank correlations and regression.</param>
public sealed record SensitivityResult(
    Scenario Scenario,
    OutputDefinition Output,
    SimulationResult Run,
    double AtMedians,
    IReadOnlyList<InputSensitivity> Inputs,
    IReadOnlyList<FactorSensitivity> Factors,
    Estimate SumOfFirstOrder,
    double ExplainedByLine,
    long Trials)
{
    /// <summary>The percentiles of the output that are reported beside its mean.</summary>
    public static readonly IReadOnlyList<Percentile> Percentiles = [Percentile.P5, Percentile.P50, Percentile.P95];

    /// <summary>What rounding may leave of no effect, as a share.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The output's values at the points A.</summary>
    public SampleStatistics Sample => Run.Find(Scenario.Total, Output)!.Sample;

    /// <summary>False when the output is the same in every trial.</summary>
    public bool Varies => Sample.Moments.Maximum > Sample.Moments.Minimum;

    /// <summary>The factor of an input.</summary>
    public FactorSensitivity FactorOf(InputSensitivity input) => Factors.First(factor => factor.Inputs.Contains(input.Input));

    /// <summary>
    /// True when the output did not change with an input in any evaluation; of a correlated group, when an input neither moves the output
    /// itself nor tells anything of its range.
    /// </summary>
    public bool HasNoEffect(InputSensitivity input)
    {
        var factor = FactorOf(input);
        if (factor.Inputs.Count == 1)
        {
            return !(factor.Total.Value > Rounding);
        }
        double alone = input.Levels[0].AtMedians;
        return input.Levels.All(level => Math.Abs(level.AtMedians - alone) <= Rounding * Math.Abs(alone))
            && Math.Max(Math.Abs(input.WidthReduction.Lower), Math.Abs(input.WidthReduction.Upper)) <= Rounding;
    }

    /// <summary>
    /// Uncertain inputs whose law has no finite variance: then the output has none either, as a rule, and no Sobol indices.
    /// </summary>
    public IEnumerable<ScenarioInput> WithoutVariance =>
        Inputs.Select(input => input.Input).Where(input => !double.IsFinite(input.Law.Variance));
}

/// <summary>What one input does to the output.</summary>
/// <param name="Input">Which.</param>
/// <param name="Levels">Its P10 and P90; of a choice by name, every option.</param>
/// <param name="RankCorrelation">Spearman's; of a choice by name, the correlation ratio of the ranks.</param>
/// <param name="StandardisedCoefficient">
/// Standard deviations by which the output moves with one of the input; of a choice by name, a size without sign.
/// </param>
/// <param name="WidthReduction">
/// The share by which the output's P5-P95 range would narrow, in expectation, if the input were known exactly;
/// NaN where that range is empty.
/// </param>
public sealed record InputSensitivity(
    ScenarioInput Input, IReadOnlyList<InputLevel> Levels, Driver RankCorrelation, Estimate StandardisedCoefficient,
    Estimate WidthReduction)
{
    /// <summary>True when it is a choice between options by name, which have no order.</summary>
    public bool IsCategorical => Input.Law is Choice { IsCategorical: true };

    /// <summary>The level with the lowest output, the others at their medians; of equals the first.</summary>
    public InputLevel Lowest => Levels.MinBy(level => level.AtMedians)!;

    /// <summary>The level with the highest output, the others at their medians; of equals the first.</summary>
    public InputLevel Highest => Levels.MaxBy(level => level.AtMedians)!;

    /// <summary>From P10 to P90, the others at their medians; of a choice by name, from the lowest to the highest option.</summary>
    public double Swing => IsCategorical ? Highest.AtMedians - Lowest.AtMedians : Levels[^1].AtMedians - Levels[0].AtMedians;

    /// <summary>The same of the output's median, the others as uncertain as they are.</summary>
    public double SwingOfMedian => IsCategorical
        ? Levels.Max(level => level.Median.Value) - Levels.Min(level => level.Median.Value)
        : Levels[^1].Median.Value - Levels[0].Median.Value;
}

/// <summary>The output when an input has a given value.</summary>
/// <param name="Name"><c>p10</c>, <c>p90</c>, or the option's name.</param>
/// <param name="Value">The input's value; an option's number for a choice by name.</param>
/// <param name="AtMedians">The output with all other inputs at their medians.</param>
/// <param name="Mean">The output's mean with the others as uncertain as they are.</param>
/// <param name="Median">The output's median with the others as uncertain as they are.</param>
public sealed record InputLevel(string Name, double Value, double AtMedians, Estimate Mean, Estimate Median);

/// <summary>
/// Sobol indices of an input, or of a group of correlated inputs taken together: for these alone there are none that add up.
/// </summary>
/// <param name="Inputs">The input, or the group.</param>
/// <param name="FirstOrder">Share of the variance that it explains alone.</param>
/// <param name="Total">Share of the variance that it has a part in.</param>
public sealed record FactorSensitivity(IReadOnlyList<ScenarioInput> Inputs, Estimate FirstOrder, Estimate Total);
