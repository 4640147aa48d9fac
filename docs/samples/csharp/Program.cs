using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;

var known = Catalogues.Shipped();
var outcome = new ScenarioBuilder("assistant")
    .With(InputCatalogue.DailyUsers, new LogNormal(median: 1e6, sigma: 0.5))
    .With(InputCatalogue.QueriesPerUser, 10)
    .With(InputCatalogue.ResponseTokens, 300)
    .With(InputCatalogue.Utilisation, 0.4).With(InputCatalogue.BatchingEfficiency, 0.7)
    .With(InputCatalogue.LoadFactor, 0.5).With(InputCatalogue.PeakToMean, 1.4).With(InputCatalogue.FleetStep, 0)
    .With(InputCatalogue.OverheadShare, 0.15)
    .With(InputCatalogue.GpuPrice, 2)
    .WithModel(known.Models.Find("gpt-4o")!).WithGpu(known.Gpus.Find("a100-80gb")!)
    .Build();
if (outcome.Value is not { } scenario)
{
    Console.Error.WriteLine(string.Join('\n', outcome.Problems));
    return 1;
}
var result = new Simulator(scenario).Run(new(Trials: 1_000_000, Seed: 1, [OutputCatalogue.DailyCost]), threads: 2);
var cost = result.Find(Scenario.Total, OutputCatalogue.DailyCost)!.Sample;
Console.WriteLine(FormattableString.Invariant($"USD/day: P50 {cost.Quantile(0.5).Value:F2}, P95 {cost.Quantile(0.95).Value:F2}"));
return 0;
