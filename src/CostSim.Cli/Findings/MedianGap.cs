using CostSim.Cli.Text;
using CostSim.Distributions;

namespace CostSim.Cli.Findings;

/// <summary>Why the median of the trials is not the cost at the medians, in words.</summary>
internal static class MedianGap
{
    /// <summary>Relative difference that is not worth a reason.</summary>
    private const double Negligible = 0.005;

    public static string Explain(ExplainedDay day)
    {
        double chain = day.Explanation.DailyCost, median = day.MedianOfTrials.Value;
        if (day.Scenario.Uncertain.Count == 0)
        {
            return "No input is uncertain: every day is this day.";
        }
        if (chain == 0 || median == 0)
        {
            return chain == median
                ? "Both are 0: no demand, or GPUs at no price."
                : "One of them is 0: an input that is 0 at its median, or in half of the trials, decides all.";
        }
        double settled = day.MedianWithLikeliestOptions?.Value ?? median;
        bool isNoise = day.MedianOfTrials is { HasInterval: true } interval && interval.Lower <= chain && chain <= interval.Upper;
        if (isNoise || Math.Abs(median / chain - 1) < Negligible)
        {
            return "The median of the trials is the same within Monte Carlo error: "
                + "where inputs multiply and none is skewed on the log scale, medians multiply too.";
        }
        string difference = $"The median of the trials is {HumanNumber.Percent(Math.Abs(median / chain - 1))} "
            + $"{(median < chain ? "below" : "above")} this day.";
        var reasons = new List<string>();
        if (day.LikeliestOptions is not null && Math.Abs(median / settled - 1) >= Negligible)
        {
            var options = day.Scenario.Uncertain.Where(input => input.Law is Choice { IsCategorical: true })
                .Select(input => input.Definition.Name).Distinct();
            reasons.Add($"the chain takes only the likeliest {string.Join(" and ", options)}, "
                + $"the trials take the others too ({Change(median / settled)})");
        }
        if (Math.Abs(settled / chain - 1) >= Negligible)
        {
            reasons.Add("sums and products of skewed inputs have a median of their own, "
                + $"not that of the inputs' medians ({Change(settled / chain)})");
        }
        return reasons.Count == 0 ? difference : $"{difference} Why: {string.Join("; ", reasons)}.";
    }

    private static string Change(double ratio) => (ratio < 1 ? "" : "+") + HumanNumber.Percent(ratio - 1);
}
