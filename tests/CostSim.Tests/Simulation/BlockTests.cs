using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Statistics;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Simulation;

public sealed class BlockTests
{
    public static TheoryData<string> ScenarioNames => ["reference", "decoder choice", "everything mixed"];

    [Theory]
    [MemberData(nameof(ScenarioNames))]
    public void Simulating_a_block_and_gathering_its_statistics_allocates_nothing(string name)
    {
        var block = BlockOf(name);
        var histograms = block.Outputs.ToArray().Select(_ => new Histogram()).ToArray();
        var moments = new Moments[histograms.Length];
        // The first round makes the histograms' octaves.
        Assert.Equal(0, Allocations.Of(() => Simulate(block, histograms, moments, blocks: 50)));
    }

    [Theory]
    [InlineData("mc")]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void Drawing_correlated_inputs_by_any_sampling_allocates_nothing(string sampling)
    {
        var scenario =
            SampleScenarios.Reference() with { Correlations = RankCorrelations.Of([("chat.prompt_tokens", "chat.response_tokens", 0.4)]) };
        var plan = new SimulationPlan(1 << 20, 3, [OutputCatalogue.DailyCost]) { Sampling = SamplingMethod.Find(sampling)! };
        var block = new Block(new CompiledScenario(scenario), plan);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int number = 0; number < 50; number++)
            {
                block.Draw(number * Column.BlockLength);
            }
        }));
    }

    [Theory]
    [MemberData(nameof(ScenarioNames))]
    public void A_block_does_not_depend_on_the_blocks_simulated_before(string name)
    {
        Block fresh = BlockOf(name), used = BlockOf(name);
        fresh.Simulate(5 * Column.BlockLength);
        foreach (int number in new[] { 7, 0, 12, 5 })
        {
            used.Simulate(number * Column.BlockLength);
        }
        for (int i = 0; i < fresh.Outputs.Length; i++)
        {
            Assert.Equal(fresh.Outputs[i].Values.ToArray(), used.Outputs[i].Values.ToArray());
        }
    }

    private static void Simulate(Block block, Histogram[] histograms, Moments[] moments, int blocks)
    {
        for (int number = 0; number < blocks; number++)
        {
            block.Simulate(number * Column.BlockLength);
            for (int i = 0; i < histograms.Length; i++)
            {
                var values = block.Outputs[i].Values.Values;
                var ofBlock = Moments.Of(values);
                histograms[i].Add(values, ofBlock.Minimum, ofBlock.Maximum);
                moments[i] = Moments.Combine(moments[i], ofBlock);
            }
        }
    }

    private static Block BlockOf(string name)
    {
        var scenario = name switch
        {
            "reference" => SampleScenarios.Reference(),
            "decoder choice" => SampleScenarios.DecoderChoice(),
            _ => SampleScenarios.EverythingMixed(),
        };
        return new(new CompiledScenario(scenario), new SimulationPlan(1, 3, [.. OutputCatalogue.All, .. OutputCatalogue.Parts]));
    }
}
