using System.Globalization;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands;

/// <summary>What <c>run</c> prints: the answer and how sure it is, on 80 columns.</summary>
internal static class RunScreen
{
    private const int Width = 80;
    private const int DriversShown = 4;
    private static readonly string[] StatisticsShown = ["p5", "p50", "p95", "mean"];

    public static IEnumerable<string> Lines(RunRequest request, RunReport run, IReadOnlyList<string> files, TimeSpan elapsed)
    {
        var scenario = request.Scenario;
        string seconds = elapsed.TotalSeconds.ToString(elapsed.TotalSeconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
        yield return string.Join("   ",
            scenario.Name,
            $"{scenario.Inputs.Count} inputs, {scenario.Uncertain.Count} uncertain",
            $"{HumanNumber.Count(run.Result.Plan.Trials)} trials");
        string sampling = run.Result.Plan.Sampling.AreTrialsIndependent ? "" : $"   {run.Result.Plan.Sampling.Title}";
        yield return $"seed {request.Plan.Seed}{sampling}   {request.Threads} thread{(request.Threads == 1 ? "" : "s")}   {seconds} s";
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
        foreach (string line in Wrap(Asides(run), ""))
        {
            yield return line;
        }
        if (scenario.Workloads.Count > 1 && request.Plan.Outputs.Contains(OutputCatalogue.DailyCost))
        {
            foreach (string line in Wrap(scenario.Workloads.Select(workload => Share(run, workload.Name)), "mean by workload   "))
            {
                yield return line;
            }
        }
        var known = run.Drivers.Where(driver => double.IsFinite(driver.Lower)).ToList();
        if (known.Count > 0 && first.Definition == OutputCatalogue.DailyCost)
        {
            var drivers = known.Take(DriversShown).Select(driver => $"{NameOf(driver, scenario)} {(driver.IsRatio ? HumanNumber.Signed(driver.RankCorrelation)[1..] : HumanNumber.Signed(driver.RankCorrelation))}");
            foreach (string line in Wrap(drivers, "drivers   "))
            {
                yield return line;
            }
        }
        foreach (var (workload, share) in run.Unfit)
        {
            yield return $"In {HumanNumber.Percent(share)} of the trials the model of {workload} does not fit its GPUs (they are";
            yield return "computed with a batch of one): raise gpus_per_replica or lower weight_bits.";
        }
        if (!isSure)
        {
            yield return "These ranges are your inputs' uncertainty; error of the model's form is";
            yield return "included only where a choice row says so.";
        }
        yield return "";
        string folder = request.Folder.Replace('\\', '/').TrimEnd('/');
        yield return $"Wrote {folder}/ ({files.Count} files): {SummaryReport.FileName}{(files.Contains("cost.png") ? ", cost.png" : "")} ...";
        yield return $"Next: change a row of {request.Path.Replace('\\', '/').TrimEnd('/')} and run again";
    }

    private static IEnumerable<string> Fixed(OutputResult output, Scenario scenario)
    {
        yield return $"{output.Definition.Name}   {Exact(output.Moments.Mean)} {output.Definition.Unit}";
        yield return output.Moments.Count == 1 ? "from a single trial; more of them show how sure that is"
            : scenario.Uncertain.Count == 0 ? "the same in every trial: no input is uncertain"
            : "the same in every trial";
        yield return "";
    }

    private static IEnumerable<string> Table(OutputResult output)
    {
        yield return $"{$"{output.Definition.Name} ({output.Definition.Unit})",-36} 95% Monte Carlo interval";
        var rows = output.Statistics.Where(statistic => StatisticsShown.Contains(statistic.Name))
            .Select(statistic => (Name: statistic.Name.StartsWith('p') ? statistic.Name.ToUpperInvariant() : statistic.Name, statistic.Estimate))
            .OrderBy(row => Array.IndexOf(StatisticsShown, row.Name.ToLowerInvariant()))
            .ToList();
        double least = rows.SelectMany(row => new[] { row.Estimate.Value, row.Estimate.Lower }).Where(value => value > 0).DefaultIfEmpty(1).Min();
        int decimals = Decimals(least);
        int width = rows.Max(row => Figure(Largest(row.Estimate), decimals, Digits(row.Estimate)).Length);
        foreach (var (name, estimate) in rows)
        {
            string Of(double value) => Figure(value, decimals, Digits(estimate)).PadLeft(width);
            string interval = estimate.HasInterval && estimate.Upper > estimate.Lower ? $"   {Of(estimate.Lower)} - {Of(estimate.Upper)}" : "";
            yield return $"  {name,-6}{Of(estimate.Value).PadLeft(20)}{interval}";
        }
        if (output.Sample.Replicates.Count == 1)
        {
            yield return $"too few trials to tell their error: it takes {2 * SamplingDesign.BlockLength:#,0} of this sampling or more";
        }
        yield return "";
    }

    private static double Largest(Estimate estimate) => estimate.HasInterval ? estimate.Upper : estimate.Value;

    private static IEnumerable<string> Asides(RunReport run)
    {
        if (run.Result.Find(Scenario.Total, OutputCatalogue.CostPerQuery) is { } perQuery)
        {
            yield return $"per query {Range(perQuery, value => HumanNumber.Money(value))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.PaidGpus) is { } gpus)
        {
            yield return $"GPUs {Range(gpus, value => gpus.Moments.Minimum == gpus.Moments.Maximum ? Exact(value) : Figure(value, Decimals(value)))}";
        }
        if (run.Result.Find(Scenario.Total, OutputCatalogue.EnergyPerDay) is { } energy)
        {
            var (scale, unit) = energy.Histogram.Quantile(0.5) switch { >= 1000 => (1e-3, "GWh/day"), < 1e-3 => (1e6, "Wh/day"), < 1 => (1e3, "kWh/day"), _ => (1.0, "MWh/day") };
            yield return $"energy {Range(energy, value => HumanNumber.Plain(value * scale), " " + unit)}";
        }
    }

    /// <summary>The median and, where they differ, P5 and P95.</summary>
    private static string Range(OutputResult output, Func<double, string> format, string unit = "")
    {
        double low = output.Histogram.Quantile(0.05), middle = output.Histogram.Quantile(0.5), high = output.Histogram.Quantile(0.95);
        return low == high ? format(middle) + unit : $"{format(middle)}{unit} (P5 {format(low)}, P95 {format(high)})";
    }

    private static string Share(RunReport run, string workload)
    {
        double part = run.Result.Find(workload, OutputCatalogue.DailyCost)!.Moments.Mean;
        double total = run.Result.Find(Scenario.Total, OutputCatalogue.DailyCost)!.Moments.Mean;
        return $"{workload} {HumanNumber.Money(part)} ({HumanNumber.Percent(total > 0 ? part / total : 0)})";
    }

    /// <summary>An input's name; without the workload when there is only one.</summary>
    private static string NameOf(Driver driver, Scenario scenario)
    {
        string prefix = scenario.Workloads[0].Name + ".";
        return scenario.Workloads.Count == 1 && driver.Input.StartsWith(prefix, StringComparison.Ordinal) ? driver.Input[prefix.Length..] : driver.Input;
    }

    /// <summary>Decimals that give a number four significant digits.</summary>
    private static int Decimals(double value) => value > 0 ? (int)Math.Clamp(3 - Math.Floor(Math.Log10(value)), 0, 8) : 0;

    /// <summary>Significant digits, from four on, in which half the interval is worth more than the last digit.</summary>
    private static int Digits(Estimate estimate)
    {
        double halfWidth = (estimate.Upper - estimate.Lower) / 2;
        return estimate.HasInterval && halfWidth > 0 ? (int)Math.Clamp(Math.Ceiling(Math.Log10(estimate.Value / halfWidth)) + 1, 4, 9) : 4;
    }

    /// <summary>As many significant digits or decimals as given, thousands separated; powers of ten for the very large and small.</summary>
    private static string Figure(double value, int decimals, int digits = 4)
    {
        double magnitude = value > 0 ? Math.Floor(Math.Log10(value)) : 0;
        if (magnitude is > 14 or < -4)
        {
            return HumanNumber.Plain(value, digits);
        }
        double unit = Math.Pow(10, Math.Max(0, magnitude - digits + 1));
        double shown = decimals == 0 ? Math.Round(value / unit) * unit : value;
        return shown.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>A number that is the same in every trial, in up to nine significant digits.</summary>
    private static string Exact(double value)
    {
        double magnitude = value > 0 ? Math.Floor(Math.Log10(value)) : 0;
        return magnitude is > 14 or < -4
            ? HumanNumber.Plain(value, 7)
            : value.ToString("#,0." + new string('#', (int)Math.Clamp(8 - magnitude, 0, 12)), CultureInfo.InvariantCulture);
    }

    /// <summary>Joins pieces with three spaces, a new line where the next would pass the edge.</summary>
    private static IEnumerable<string> Wrap(IEnumerable<string> pieces, string head)
    {
        string line = head, indent = new(' ', head.Length);
        bool isEmpty = true;
        foreach (string piece in pieces)
        {
            if (!isEmpty && line.Length + 3 + piece.Length > Width)
            {
                yield return line;
                (line, isEmpty) = (indent, true);
            }
            line += (isEmpty ? "" : "   ") + piece;
            isEmpty = false;
        }
        if (!isEmpty)
        {
            yield return line;
        }
    }
}
