using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Simulation;

/// <summary>Estimates that others published, every input fixed.</summary>
public sealed class PublishedScenarioTests
{
    [Fact]
    public void Guosheng_2023_pays_for_30_382_gpus()
    {
        var outputs = Figures(Chat(users: 25e6, queries: 10, response: 30)
            .WithOptions("chat", InputCatalogue.Serving, "throughput")
            .With("chat", InputCatalogue.DecodeThroughput, 1 / 0.35)
            .WithOptions("chat", InputCatalogue.Pricing, "own")
            .With("chat", InputCatalogue.ServerPrice, 199e3)
            .With("chat", InputCatalogue.GpusPerServer, 8)
            .With("chat", InputCatalogue.DepreciationYears, 4)
            .With("chat", InputCatalogue.CostOfCapital, 0)
            .With("chat", InputCatalogue.ColocationPrice, 0)
            .With("chat", InputCatalogue.ServerPower, 45.6 / 7)
            .With("chat", InputCatalogue.ElectricityPrice, 0.08)
            .With("chat", InputCatalogue.GpuPower, 45.6e3 / 56)
            .With("chat", InputCatalogue.PowerLoad, 1)
            .With("chat", InputCatalogue.Pue, 1));
        Assert.Equal(729_166.7, 24 * outputs["paid_gpus"], 0.05);
        Assert.Equal(30_381.9, outputs["paid_gpus"], 0.05);
        Assert.Equal(3_797.7, outputs["paid_gpus"] / 8, 0.05);
        // The report floors its racks to 542; we do not, within 0.1 %.
        Assert.Equal(593.165, outputs["energy_per_day"], 0.001 * 593.165);
        Assert.Equal(47_453, outputs["power"], 0.001 * 47_453);
        Assert.Equal(30_381.944 / 8 * 199e3 / 4 / 365, outputs["capital"], 1);
    }

    [Fact]
    public void Goldstein_2022_costs_87_500_dollars_a_day()
    {
        var outputs = Figures(Chat(users: 1e6, queries: 10, response: 30)
            .WithOptions("chat", InputCatalogue.Serving, "throughput")
            .With("chat", InputCatalogue.DecodeThroughput, 1 / 0.35)
            .With("chat", InputCatalogue.GpuPrice, 3));
        Assert.Equal(87_500, outputs["daily_cost"], 1e-6);
        Assert.Equal(0.00875, outputs["cost_per_query"], 1e-13);
    }

    [Fact]
    public void Semianalysis_2023_costs_694_444_dollars_a_day()
    {
        var outputs = Figures(Semianalysis());
        Assert.Equal(694_444, outputs["daily_cost"], 0.5);
        Assert.Equal(28_935, outputs["paid_gpus"], 0.5);
        Assert.Equal(3_617, outputs["paid_gpus"] / 8, 0.5);
        Assert.Equal(0.00356, outputs["cost_per_query"], 0.000005);
        Assert.Equal(156, outputs["tokens_per_day"] / 86400 / outputs["paid_gpus"], 1e-9);
    }

    [Fact]
    public void Devries_2023_uses_564_megawatt_hours_a_day()
    {
        var outputs = Figures(Semianalysis()
            .With("chat", InputCatalogue.GpuPower, 6500.0 / 8)
            .With("chat", InputCatalogue.PowerLoad, 1)
            .With("chat", InputCatalogue.Pue, 1));
        Assert.Equal(195e6, outputs["queries_per_day"]);
        Assert.Equal(564, outputs["energy_per_day"], 0.5);
        Assert.Equal(2.9, outputs["energy_per_query"], 0.05);
    }

    [Fact]
    public void Epoch_2025_uses_0_301_watt_hours_a_query()
    {
        var outputs = Figures(SampleScenarios.Of("chat")
            .With("chat", InputCatalogue.DailyUsers, 1)
            .With("chat", InputCatalogue.QueriesPerUser, 1)
            .With("chat", InputCatalogue.ResponseTokens, 500)
            .With("chat", InputCatalogue.Utilisation, 0.1)
            .With("chat", InputCatalogue.GpuPrice, 2.99)
            .With("chat", InputCatalogue.GpuPower, 1275)
            .With("chat", InputCatalogue.PowerLoad, 0.7)
            .With("chat", InputCatalogue.Pue, 1.2)
            .WithModels("chat", Hardware.Gpt4o)
            .WithGpus("chat", Hardware.H100));
        Assert.Equal(1.011, outputs["gpu_seconds_per_query"], 0.0005);
        Assert.Equal(0.301, outputs["energy_per_query"], 0.0005);
        Assert.Equal(0.1, outputs["model_flop_utilisation"], 1e-15);
    }

    private static ScenarioBuilder Semianalysis() => Chat(users: 13e6, queries: 15, response: 2000)
        .WithOptions("chat", InputCatalogue.Serving, "throughput")
        .With("chat", InputCatalogue.DecodeThroughput, 312)
        .With("chat", InputCatalogue.LoadFactor, 0.5)
        .With("chat", InputCatalogue.GpuPrice, 1);

    private static ScenarioBuilder Chat(double users, double queries, double response) => SampleScenarios.Of("chat")
        .With("chat", InputCatalogue.DailyUsers, users)
        .With("chat", InputCatalogue.QueriesPerUser, queries)
        .With("chat", InputCatalogue.ResponseTokens, response)
        .WithModels("chat", Hardware.Gpt3)
        .WithGpus("chat", Hardware.A100);

    /// <summary>Every output and part of the cost, which is the same in all trials.</summary>
    private static Dictionary<string, double> Figures(ScenarioBuilder builder)
    {
        var result = new Simulator(builder.Made())
            .Simulate(new(100, 1, [.. OutputCatalogue.All, .. OutputCatalogue.PartsByKind]), threads: 1);
        Assert.All(result.Outputs, output => Assert.Equal(output.Moments.Minimum, output.Moments.Maximum));
        Assert.All(result.Outputs, output => Assert.Equal(0, output.Moments.StandardDeviation));
        return result.Outputs.Where(output => output.Workload == Scenario.Total)
            .ToDictionary(output => output.Definition.Name, output => output.Histogram.Quantile(0.5));
    }
}
