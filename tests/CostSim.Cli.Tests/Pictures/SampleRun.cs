using CostSim.Analysis;
using CostSim.Cli.Pictures;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Tests.Pictures;

/// <summary>Runs made up for pictures: costs from a formula of two even sequences, so that nothing is random.</summary>
internal static class SampleRun
{
    private const int TabledDraws = 4096;
    private static readonly double[] Correlations =
        [-0.61, 0.48, 0.37, -0.22, 0.15, 0.08, -0.03, 0.012, 0.006, -0.004, 0.002, 0.001, 0, 0, 0, 0];
    private static readonly double[] UseShares = [0.21, 0.5, 0.24, 0.05];
    private static readonly double[] KindShares = [0, 0.6, 0.11, 0.24, 0.05];

    /// <summary>Every kind of run that has to draw, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<PictureContext>> Cases = new Dictionary<string, Func<PictureContext>>
    {
        ["typical"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v)),
        ["wide"] = () => Of((u, v) => LogNormal(1e5, 4, u, v), inputs: 16),
        ["narrow"] = () => Of((u, v) => LogNormal(703_000, 0.003, u, v), inputs: 3),
        ["narrower than three digits"] = () => Of((u, v) => LogNormal(703_000, 0.0004, u, v), inputs: 1),
        ["two peaks"] = () => Of(
            (u, v) => (v < 0.6 ? 9e5 : 9e4) * Math.Exp(0.3 * Math.Sin(9 * u)), inputs: 6, workloads: ["chat", "code", "search"]),
        ["three values"] = () => Of((u, _) => u < 0.6 ? 9e5 : u < 0.8 ? 2e5 : 1.5e5, inputs: 2),
        ["a rare second value"] = () => Of((u, _) => u < 0.0001 ? 9e5 : 9e4, inputs: 2),
        ["forty values"] = () => Of((u, _) => 1e5 * (1 + Math.Floor(40 * u))),
        ["hard ends"] = () => Of((u, _) => 1e6 * (1 + u), inputs: 4),
        ["heavy tail"] = () => Of((u, _) => 1e5 * Math.Pow(1 - u, -1 / 1.1)),
        ["some zeros"] = () => Of((u, v) => u < 0.1 ? 0 : LogNormal(7e5, 1.1, u, v)),
        ["mostly zeros"] = () => Of((u, v) => u < 0.7 ? 0 : LogNormal(7e5, 1.1, u, v)),
        ["constant"] = () => Of((_, _) => 87_500, inputs: 0),
        ["zero"] = () => Of((_, _) => 0, inputs: 2),
        ["one trial"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v), trials: 1),
        ["two trials"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v), trials: 2),
        ["twenty trials"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v), trials: 20),
        ["1024 trials"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v), trials: 1024),
        ["tiny"] = () => Of((u, v) => LogNormal(1e-6, 0.6, u, v)),
        ["huge"] = () => Of((u, v) => LogNormal(1e15, 1.2, u, v), workloads: ["a", "b"]),
        ["thirty workloads"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v), inputs: 16, workloads:
            [.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? $"enterprise-customer-support-emea-region-{i}" : $"search{i}")]),
        ["odd names"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v),
            name: "数据\u0001 Ünïcödé of a length that nobody would print", workloads: ["данные", "x"]),
        ["a budget"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v)) with { Budget = 1.5e6 },
        ["a budget out of reach"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v)) with { Budget = 1e12 },
        ["no draws and no drivers"] = () => Of((u, v) => LogNormal(7e5, 0.87, u, v)) with { Draws = null, Drivers = [] },
    };

    public static PictureContext Typical { get; } = Cases["typical"]();

    /// <summary>A run whose cost is a formula of two numbers that fill the unit square evenly.</summary>
    public static PictureContext Of(
        Func<double, double, double> cost, int trials = 20_000, int inputs = 8, IReadOnlyList<string>? workloads = null,
        string name = "chatgpt-2023")
    {
        workloads ??= ["chat"];
        var chosen = Inputs(workloads[0]).Take(inputs).ToList();
        var scenario = new Scenario(name, [.. workloads.Select((workload, i) => new Workload(workload,
            [.. InputCatalogue.All.Select(definition => i == 0 ? chosen.Find(input => input.Definition == definition) : null)], [], []))]);
        double[] costs = Values(cost, trials);
        double mean = costs.Average();
        var outputs = new List<OutputResult>();
        if (mean > 0)
        {
            foreach (var (workload, share) in Shares(workloads))
            {
                double part = mean * share;
                outputs.AddRange(OutputCatalogue.PartsByUse.Select((use, i) => Result(workload, use, part * UseShares[i])));
                outputs.AddRange(OutputCatalogue.PartsByKind.Select((kind, i) => Result(workload, kind, part * KindShares[i])).Skip(1));
            }
        }
        outputs.Add(Result(Scenario.Total, OutputCatalogue.DailyCost, costs));
        outputs.Add(Result(Scenario.Total, OutputCatalogue.CostPerQuery, mean / 2e8));
        outputs.Add(Result(Scenario.Total, OutputCatalogue.PaidGpus, 28_900));
        double[] gpus = [.. costs.Take(2000)];
        outputs.AddRange(OutputCatalogue.GpusByHour.Select(
            (hour, i) => Result(Scenario.Total, hour, [.. gpus.Select(cost => cost * (1 + 0.3 * Math.Sin(i / 4.0)))])));
        var result = new SimulationResult(scenario, new SimulationPlan(trials, 1, [OutputCatalogue.DailyCost]), outputs);
        double error = 1.96 / Math.Sqrt(trials);
        return new PictureContext(result, "1.2.3")
        {
            Draws = new TrialTable(0, [.. chosen.Select(input => (input, Draws(input, Math.Min(trials, TabledDraws))))], []),
            Drivers = [.. chosen.Zip(Correlations, (input, rho) => new Driver(input.Name, rho, rho - error, rho + error))],
            Convergence = [.. Enumerable.Range(0, 30).Select(i => 1L << (i + 10)).TakeWhile(part => part < trials).Append(trials)
                .Select(part => Settled(costs[..(int)part]))],
        };
    }

    private static ConvergencePoint Settled(double[] costs)
    {
        var histogram = HistogramOf(costs);
        var estimates = Convergence.Percentiles.Select(percentile => MonteCarloError.OfQuantile(histogram, percentile.Quantile));
        return new(costs.Length, [.. estimates]);
    }

    public static Histogram HistogramOf(double[] values)
    {
        var histogram = new Histogram();
        histogram.Add(values, values.Min(), values.Max());
        return histogram;
    }

    public static double[] Values(Func<double, double, double> formula, int count) =>
        [.. Enumerable.Range(1, count).Select(i => formula(Fraction(i * 0.7548776662466927), Fraction(i * 0.5698402909980532)))];

    private static double[] Draws(ScenarioInput input, int count) => Values((u, _) => input.Law.Quantile(u), count);

    public static double LogNormal(double median, double sigma, double u, double v) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - u)) * Math.Cos(2 * Math.PI * v));

    private static double Fraction(double x) => x - Math.Floor(x);

    private static IEnumerable<(string Workload, double Share)> Shares(IReadOnlyList<string> workloads)
    {
        double sum = Enumerable.Range(1, workloads.Count).Sum(i => 1.0 / (i * i));
        return [.. workloads.Select((workload, i) => (workload, 1.0 / ((i + 1) * (i + 1)) / sum)), (Scenario.Total, 1)];
    }

    private static OutputResult Result(string workload, OutputDefinition output, params double[] values) =>
        new(workload, output, new SampleStatistics(Moments.Of(values), HistogramOf(values), []));

    private static IEnumerable<ScenarioInput> Inputs(string workload)
    {
        var models = Choice.OfNames([new("gpt-3-175b", 0, 0.6), new("a-model-whose-name-is-longer-than-its-place-in-the-picture", 0, 0.4)]);
        var bits = Choice.OfNumbers([new("8", 8, 0.3), new("16", 16, 0.7)]);
        var steps = Choice.OfNumbers([.. Enumerable.Range(1, 30).Select(i => new ChoiceOption($"{i}", i, 1))]);
        Distribution wide = new SampleLaw("lognormal median=300 sigma=1.8", u => Math.Exp(5 + 9 * (u - 0.5)));
        Distribution smooth = new SampleLaw("triangular min=13038404.810405297 and more words than two lines of a picture hold", Math.Sqrt);
        Distribution[] laws = [models, smooth, smooth, bits, wide, steps];
        return InputCatalogue.All.Where(input => !input.IsCategorical).Take(15).Prepend(InputCatalogue.Model)
            .Select((input, i) => new ScenarioInput(input, i % 2 == 0 ? workload : "", i < laws.Length ? laws[i] : smooth, "sample", ""));
    }

    private sealed class SampleLaw(string text, Func<double, double> quantile) : Distribution
    {
        public override double Minimum => quantile(0);

        public override double Maximum => quantile(1);

        public override double Mean => quantile(0.5);

        public override double Variance => 1;

        public override double Quantile(double p) => quantile(p);

        public override double UpperQuantile(double q) => quantile(1 - q);

        public override double Cdf(double x) => throw new NotSupportedException();

        public override double Survival(double x) => throw new NotSupportedException();

        public override string ToString() => text;
    }
}
