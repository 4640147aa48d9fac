using CostSim.Analysis;
using CostSim.Scenarios;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Sensitivity;

/// <summary>
/// sensitivity.csv: every figure of the analysis, in full precision, with its 95 % interval where one is defined. Rows of a correlated
/// group name its inputs joined by <c> + </c>; rows without input are of the output as a whole.
/// </summary>
internal static class SensitivityReport
{
    public const string FileName = "sensitivity.csv";

    public static byte[] Write(SensitivityResult sensitivity)
    {
        using var csv = new CsvText("output", "input", "measure", "value", "lower", "upper", "unit");
        foreach (var (input, measure, value, unit) in Rows(sensitivity))
        {
            csv.Row(sensitivity.Output.Name, input, measure, CsvText.Cell(value.Value), CsvText.Cell(value.Lower),
                CsvText.Cell(value.Upper), unit);
        }
        return csv.ToBytes();
    }

    private static IEnumerable<(string Input, string Measure, Estimate Value, string Unit)> Rows(SensitivityResult sensitivity)
    {
        const string PureNumber = "1";
        string unit = sensitivity.Output.Unit;
        var sample = sensitivity.Sample;
        yield return ("", "at_medians", Exactly(sensitivity.AtMedians), unit);
        yield return ("", "mean", sample.Mean, unit);
        yield return ("", "sd", sample.StandardDeviation, unit);
        foreach (var percentile in SensitivityResult.Percentiles)
        {
            yield return ("", percentile.Name, sample.Quantile(percentile), unit);
        }
        yield return ("", "sum_of_first_order", sensitivity.SumOfFirstOrder, PureNumber);
        yield return ("", "r_squared", Exactly(sensitivity.ExplainedByLine), PureNumber);
        foreach (var factor in sensitivity.Factors)
        {
            string name = string.Join(" + ", factor.Inputs.Select(input => input.Name));
            yield return (name, "first_order_index", factor.FirstOrder, PureNumber);
            yield return (name, "total_index", factor.Total, PureNumber);
        }
        foreach (var input in sensitivity.Inputs)
        {
            string name = input.Input.Name;
            var rank = input.RankCorrelation;
            yield return (name, "swing", Exactly(input.Swing), unit);
            yield return (name, "swing_of_median", Exactly(input.SwingOfMedian), unit);
            string rankMeasure = rank.IsRatio ? "rank_correlation_ratio" : "rank_correlation";
            yield return (name, rankMeasure, new(rank.RankCorrelation, rank.Lower, rank.Upper), PureNumber);
            yield return (name, rank.IsRatio ? "standardised_size" : "standardised_coefficient", input.StandardisedCoefficient, PureNumber);
            yield return (name, "width_reduction", input.WidthReduction, PureNumber);
            foreach (var level in input.Levels)
            {
                if (!input.IsCategorical)
                {
                    yield return (name, level.Name, Exactly(level.Value), input.Input.Definition.Unit);
                }
                yield return (name, $"at_{level.Name}", Exactly(level.AtMedians), unit);
                yield return (name, $"median_at_{level.Name}", level.Median, unit);
                yield return (name, $"mean_at_{level.Name}", level.Mean, unit);
            }
        }
    }

    private static Estimate Exactly(double value) => Estimate.WithoutInterval(value);
}
