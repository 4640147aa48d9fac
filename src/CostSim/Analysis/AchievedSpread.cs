using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Simulation;

namespace CostSim.Analysis;

/// <summary>The range over trials of how fast an accelerator works on a phase.</summary>
/// <param name="Median">The rate at the inputs' medians.</param>
/// <param name="FlopPerSecond">P5 and P95 of FLOP/s per GPU.</param>
/// <param name="Intensity">P5 and P95 of FLOP per byte; NaN where undefined.</param>
/// <param name="Trials">The rate in each trial that has it.</param>
public sealed record AchievedSpread(
    AchievedRate Median, (double Low, double High) FlopPerSecond, (double Low, double High) Intensity, IReadOnlyList<AchievedRate> Trials)
{
    private const double Low = 0.05, High = 0.95;

    /// <summary>
    /// The spread of every rate at the medians, over the first trials of a run that drew the same accelerator and serving model;
    /// whatever model they drew.
    /// </summary>
    /// <param name="explanation">The day at the medians.</param>
    /// <param name="seed">Key of the random numbers.</param>
    /// <param name="trials">Number of trials, rounded up to whole blocks.</param>
    public static IReadOnlyList<AchievedSpread> Over(Explanation explanation, ulong seed, int trials)
    {
        var scenario = explanation.Scenario;
        var block = new Block(new CompiledScenario(scenario), new(trials, seed, [OutputCatalogue.DailyCost]), AchievedRate.Reads);
        var drawn = new Dictionary<(string, Accelerator, Phase), List<AchievedRate>>();
        for (int first = 0; first < trials; first += Column.BlockLength)
        {
            block.Simulate(first);
            for (int i = 0; i < scenario.Workloads.Count; i++)
            {
                Collect(explanation.Workloads[i], block.Chains[i], drawn);
            }
        }
        return [.. explanation.Workloads.SelectMany(workload => workload.Rates)
            .Select(rate => Of(rate, drawn.GetValueOrDefault((rate.Workload, rate.Gpu, rate.Phase), [])))];
    }

    private static void Collect(
        WorkloadExplanation workload, CostChain chain, Dictionary<(string, Accelerator, Phase), List<AchievedRate>> drawn)
    {
        var inputs = chain.Inputs;
        for (int trial = 0; trial < Column.BlockLength; trial++)
        {
            if (inputs.Servings[(int)inputs[InputCatalogue.Serving].At(trial)] != workload.Serving.Name)
            {
                continue;
            }
            for (int gpu = 0; gpu < inputs.Gpus.Count; gpu++)
            {
                if (inputs.FleetShares is null && (int)inputs[InputCatalogue.Gpu].At(trial) != gpu)
                {
                    continue;
                }
                foreach (var rate in AchievedRate.Of(workload.Name, chain, gpu, trial))
                {
                    var key = (rate.Workload, rate.Gpu, rate.Phase);
                    (drawn.TryGetValue(key, out var rates) ? rates : drawn[key] = []).Add(rate);
                }
            }
        }
    }

    private static AchievedSpread Of(AchievedRate median, List<AchievedRate> rates) =>
        new(median, Range(rates, rate => rate.FlopPerSecond, median.FlopPerSecond),
            Range(rates, rate => rate.Intensity, median.Intensity), rates);

    private static (double Low, double High) Range(List<AchievedRate> rates, Func<AchievedRate, double> quantity, double median)
    {
        double[] values = [.. rates.Select(quantity).Where(double.IsFinite).Order()];
        return values.Length == 0
            ? (median, median)
            : (values[(int)(Low * (values.Length - 1))], values[(int)(High * (values.Length - 1))]);
    }
}
