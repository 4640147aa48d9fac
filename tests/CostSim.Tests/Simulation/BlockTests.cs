using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Statistics;
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
        // The first blocks make the histograms' octaves.
        Simulate(block, histograms, moments, blocks: 50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Simulate(block, histograms, moments, blocks: 50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("mc")]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void Drawing_correlated_inputs_by_any_sampling_allocates_nothing(string sampling)
    {
        var scenario = Scenarios.Reference() with { Correlations = RankCorrelations.Of([("chat.prompt_tokens", "chat.response_tokens", 0.4)]) };
        var plan = new SimulationPlan(1 << 20, 3, [OutputCatalogue.DailyCost]) { Sampling = SamplingMethod.Find(sampling)! };
        var block = new Block(new CompiledScenario(scenario), plan);
        for (int number = 0; number < 50; number++)
        {
            block.Draw(number * Column.BlockLength);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int number = 50; number < 100; number++)
        {
            block.Draw(number * Column.BlockLength);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
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
            "reference" => Scenarios.Reference(),
            "decoder choice" => Scenarios.DecoderChoice(),
            _ => Scenarios.EverythingMixed(),
        };
        return new(new CompiledScenario(scenario), new SimulationPlan(1, 3, [.. OutputCatalogue.All, .. OutputCatalogue.Parts]));
    }
}
