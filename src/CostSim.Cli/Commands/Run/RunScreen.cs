using CostSim.Cli.Files;
using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Run;

/// <summary>What <c>run</c> prints: the answer and how sure it is, on 80 columns.</summary>
internal static class RunScreen
{
    private const int Width = 80;
    private const string Gap = "   ";
    private const int DriversShown = 4;
    private static readonly string[] StatisticsShown = ["p5", "p50", "p95", "mean"];

    public static IEnumerable<string> Lines(RunRequest request, FinishedRun run, WrittenFolder written, TimeSpan elapsed)
    {
        var scenario = request.Scenario;
        yield return string.Join(Gap,
            scenario.Name,
            $"{scenario.Inputs.Count} inputs, {scenario.Uncertain.Count} uncertain",
            $"{HumanNumber.Count(run.Result.Plan.Trials)} trials");
        if (AtDefaults(scenario) is { Length: > 0 } defaults)
        {
            yield return defaults;
        }
        string sampling = run.Result.Plan.Sampling.AreTrialsIndependent ? "" : $"   {run.Result.Plan.Sampling.Title}";
        string threads = $"{request.Threads} {Plural.Of("thread", request.Threads)}";
        yield return $"seed {request.Plan.Seed}{sampling}   {threads}   {Measure.Elapsed(elapsed)}";
        yield return "";
        var first = run.Result.Find(Scenario.Total, OutputCatalogue.DailyCost)
            ?? run.Result.Find(Scenario.Total, request.Plan.Outputs[0])!;
        bool isSure = first.Moments.Minimum == first.Moments.Maximum;
        foreach (string line in isSure ? Fixed(first, scenario) : Table(first))
        {
            yield return line;
        }
        foreach (var rule in request.Until)
        {
            double halfWidth = rule.HalfWidth(first.Statistics);
            string Width(double width) => rule.IsRelative ? HumanNumber.Percent(width) : HumanNumber.Money(width);
            yield return $"{rule.Statistic} is known to ±{Width(halfWidth)}, asked ±{Width(rule.Tolerance)}"
                + (halfWidth <= rule.Tolerance ? "" : ": not reached; raise --trials");
        }
        foreach (string line in Wrapping.Pieces(Asides(run), Gap, Width))
        {
            yield return line;
        }
        if (scenario.Workloads.Count > 1 && request.Plan.Outputs.Contains(OutputCatalogue.DailyCost))
        {
            var shares = scenario.Workloads.Select(workload => Share(run, workload.Name));
            foreach (string line in Wrapping.Pieces(shares, Gap, Width, "mean by workload   "))
            {
                yield return line;
            }
        }
        var known = run.Drivers.Where(driver => double.IsFinite(driver.Lower)).ToList();
        if (known.Count > 0 && first.Definition == OutputCatalogue.DailyCost)
        {
            var drivers = known.Take(DriversShown).Select(driver => $"{NameOf(driver, scenario)} "
                + $"{(driver.IsRatio ? HumanNumber.Signed(driver.RankCorrelation)[1..] : HumanNumber.Signed(driver.RankCorrelation))}");
            foreach (string line in Wrapping.Pieces(drivers, Gap, Width, "drivers   "))
            {
                yield return line;
            }
        }
        foreach (var (workload, share) in run.TooLarge)
        {
            yield return $"In {HumanNumber.Percent(share)} of the trials the model of {workload} does not fit its GPUs (they are";
            yield return "computed with a batch of one): raise gpus_per_replica or lower weight_bits.";
        }
        foreach (var (workload, share) in run.TooSlow)
        {
            yield return $"In {HumanNumber.Percent(share)} of the trials {workload} cannot meet token_time_limit even with one";
            yield return "request a replica (they are computed so): raise it, or try other gpus_per_replica.";
        }
        foreach (var (workload, share) in run.AtMinimum)
        {
            foreach (string line in Wrapping.Prose(
                $"In {HumanNumber.Percent(share)} of the trials the least fleet, not the load, decides what {workload} pays: "
                    + "one replica must exist, or what fleet_minimum or reserved_gpus say.", Width, ""))
            {
                yield return line;
            }
        }
        if (!isSure)
        {
            yield return "These ranges are your inputs' uncertainty; error of the model's form is";
            yield return "included only where a choice row says so.";
        }
        yield return "";
        yield return written.LineWith(SummaryReport.FileName, "cost.png");
        yield return $"Next: change a row of {ShownPath.Of(request.Path)} and run again";
    }

    /// <summary>How many inputs nobody has stated; empty where there is none.</summary>
    private static string AtDefaults(Scenario scenario)
    {
        int all = scenario.Inputs.Count(input => input.IsDefault), uncertain = scenario.Uncertain.Count(input => input.IsDefault);
        return all == 0 ? ""
            : $"{all} {Plural.Of("input", all)} at defaults"
                + (uncertain == 0 ? "" : $", {uncertain} of them uncertain: state what you know of them");
    }

    private static IEnumerable<string> Fixed(OutputResult output, Scenario scenario)
    {
        yield return $"{output.Definition.Name}   {FullNumber.Exact(output.Moments.Mean)} {output.Definition.Unit}";
        yield return output.Moments.Count == 1 ? "from a single trial; more of them show how sure that is"
            : scenario.Uncertain.Count == 0 ? "the same in every trial: no input is uncertain"
            : "the same in every trial";
        yield return "";
    }

    private static IEnumerable<string> Table(OutputResult output)
    {
        yield return $"{$"{output.Definition.Name} ({output.Definition.Unit})",-36} 95% Monte Carlo interval";
        var rows = output.Statistics.Where(statistic => StatisticsShown.Contains(statistic.Name))
            .Select(statistic =>
                (Name: statistic.Name.StartsWith('p') ? statistic.Name.ToUpperInvariant() : statistic.Name, statistic.Estimate))
            .OrderBy(row => Array.IndexOf(StatisticsShown, row.Name.ToLowerInvariant()))
            .ToList();
        double least = rows.SelectMany(row => new[] { row.Estimate.Value, row.Estimate.Lower }).Where(value => value > 0)
            .DefaultIfEmpty(1).Min();
        int decimals = FullNumber.Decimals(least);
        int width = rows.Max(row => FullNumber.Of(Largest(row.Estimate), decimals, FullNumber.Digits(row.Estimate)).Length);
        foreach (var (name, estimate) in rows)
        {
            string Of(double value) => FullNumber.Of(value, decimals, FullNumber.Digits(estimate)).PadLeft(width);
            string interval = estimate.HasInterval && estimate.Upper > estimate.Lower
                ? $"   {Of(estimate.Lower)} - {Of(estimate.Upper)}"
                : "";
            yield return $"  {name,-6}{Of(estimate.Value).PadLeft(20)}{interval}";
        }
        if (output.Sample.Replicates.Count == 1)
        {
            yield return $"too few trials to tell their error: it takes {2 * TrialBlock.Length:#,0} of this sampling or more";
        }
        yield return "";
    }

    private static double Largest(Estimate estimate) => estimate.HasInterval ? estimate.Upper : estimate.Value;

    private static IEnumerable<string> Asides(FinishedRun run)
    {
        if (run.Result.Find(Scenario.Total, OutputCatalogue.CostPerQuery) is { } perQuery)
        {
            yield return $"per query {Range(perQuery, value => HumanNumber.Money(value))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.PaidGpus) is { } gpus)
        {
            bool isSure = gpus.Moments.Minimum == gpus.Moments.Maximum;
            string Figure(double value) => Math.Abs(value - Math.Round(value)) < 1e-9 * value ? FullNumber.Of(value, 0)
                : isSure ? FullNumber.Exact(value) : FullNumber.Of(value, FullNumber.Decimals(value));
            yield return $"GPUs {Range(gpus, Figure)}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.TimeToFirstToken) is { } first && first.Moments.Maximum > 0)
        {
            yield return $"first token {Range(first, Measure.Seconds)}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.TimePerOutputToken) is { } perToken && perToken.Moments.Maximum > 0)
        {
            yield return $"per token {Range(perToken, Measure.Seconds)}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.Batch) is { } batch && batch.Moments.Maximum > 0)
        {
            yield return $"batch {Range(batch, value => HumanNumber.Plain(value))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.ReplicaCount) is { } replicas && replicas.Moments.Maximum > 0)
        {
            yield return $"replicas {Range(replicas, value => HumanNumber.Plain(value))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.RequestsInFlight) is { } inFlight && inFlight.Moments.Maximum > 0)
        {
            yield return $"in flight {Range(inFlight, value => HumanNumber.Plain(value))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.ResponseTokensPerGpuSecond) is { } rate && rate.Moments.Maximum > 0)
        {
            yield return $"tokens/GPU/s {Range(rate, value => HumanNumber.Plain(value))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.EnergyPerDay) is { } energy)
        {
            var (scale, unit) = energy.Histogram.Quantile(0.5) switch
            {
                >= 1000 => (1e-3, "GWh/day"),
                < 1e-3 => (1e6, "Wh/day"),
                < 1 => (1e3, "kWh/day"),
                _ => (1.0, "MWh/day"),
            };
            yield return $"energy {Range(energy, value => HumanNumber.Plain(value * scale), " " + unit)}";
        }
    }

    /// <summary>The median and, where they differ, P5 and P95.</summary>
    private static string Range(OutputResult output, Func<double, string> format, string unit = "")
    {
        double low = output.Histogram.Quantile(0.05), middle = output.Histogram.Quantile(0.5), high = output.Histogram.Quantile(0.95);
        return low == high ? format(middle) + unit : $"{format(middle)}{unit} (P5 {format(low)}, P95 {format(high)})";
    }

    private static string Share(FinishedRun run, string workload)
    {
        double part = run.Result.Find(workload, OutputCatalogue.DailyCost)!.Moments.Mean;
        double total = run.Result.Find(Scenario.Total, OutputCatalogue.DailyCost)!.Moments.Mean;
        return $"{workload} {HumanNumber.Money(part)} ({HumanNumber.Percent(total > 0 ? part / total : 0)})";
    }

    /// <summary>An input's name; without the workload when there is only one.</summary>
    private static string NameOf(Driver driver, Scenario scenario)
    {
        string prefix = scenario.Workloads[0].Name + ".";
        return scenario.Workloads.Count == 1 && driver.Input.StartsWith(prefix, StringComparison.Ordinal)
            ? driver.Input[prefix.Length..]
            : driver.Input;
    }
}
