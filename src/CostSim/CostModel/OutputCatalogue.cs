using System.Numerics;

namespace CostSim.CostModel;

/// <summary>Every output of the cost model. A ratio of sums is 0 in a trial whose denominator is 0.</summary>
public static class OutputCatalogue
{
    private const double DaysPerYear = 365;
    private const double SecondsPerHour = 3600;

    public static readonly OutputDefinition DailyCost = new("daily_cost", "USD/day", "cost of a day", ModelStage.Cost,
        (day, output) => For(output, i => day.Cost[i]));

    public static readonly OutputDefinition AnnualCost = new("annual_cost", "USD/year", "cost of 365 such days", ModelStage.Cost,
        (day, output) => For(output, i => day.Cost[i] * DaysPerYear));

    public static readonly OutputDefinition CostPerQuery = new("cost_per_query", "USD/query", "cost of one request", ModelStage.Cost,
        (day, output) => For(output, i => Ratio(day.Cost[i], day.Queries[i])));

    public static readonly OutputDefinition CostPerMillionTokens = new("cost_per_million_tokens", "USD/Mtoken",
        "cost of a million tokens, read or generated", ModelStage.Cost,
        (day, output) => For(output, i => Ratio(day.Cost[i] * 1e6, day.Tokens[i])));

    public static readonly IReadOnlyList<OutputDefinition> All = [];

    private static void For(Column output, Func<int, Vector<double>> formula)
    {
        for (int i = 0; i < Column.BlockLength; i += Vector<double>.Count)
        {
            output[i] = formula(i);
        }
    }

    private static Vector<double> Ratio(Vector<double> amount, Vector<double> count) => SecondsPerHour * amount * count;
}
