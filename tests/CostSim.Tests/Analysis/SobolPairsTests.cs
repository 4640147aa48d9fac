using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Statistics;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Analysis;

public sealed class SobolPairsTests
{
    private static readonly SimulationPlan Plan = new(65_536, 3, [OutputCatalogue.DailyCost]) { Sampling = SamplingMethod.Find("sobol")! };

    /// <summary>Only workloads that read a factor run again: the sums are those of evaluating everything every time.</summary>
    [Fact]
    public void Mixed_points_are_evaluated_as_if_all_workloads_ran()
    {
        var compiled = new CompiledScenario(SampleScenarios.EverythingMixed());
        var again = compiled.Again();
        int[][] factors = [.. Enumerable.Range(0, compiled.Variates.Count).Select(i => new[] { i })];

        var sums = new SobolPairs(compiled, again, Plan, factors, 0).Sum(0, Column.BlockLength);

        Block a = new(compiled, Plan), b = new(again, Plan);
        foreach (var (factor, number) in factors.Select((factor, number) => (factor[0], number)))
        {
            b.Simulate(0);
            double[] atB = Values(b);
            a.Simulate(0);
            double[] atA = Values(a);
            b.Draws.ElementAt(factor).CopyTo(a.Draws.ElementAt(factor), 0);
            a.Evaluate();
            var expected = new SobolSums(1, 0);
            expected.AddPairs(atA, atB);
            expected.AddMixed(0, atA, atB, Values(a));
            Assert.Equal(expected.Total(0).Left, sums.Total(number).Left);
            Assert.Equal(expected.FirstOrder(0).Explained, sums.FirstOrder(number).Explained);
        }
    }

    [Fact]
    public void Points_a_and_b_are_independent_draws_of_the_same_inputs()
    {
        var compiled = new CompiledScenario(SampleScenarios.Reference());
        var again = compiled.Again();

        Assert.Empty(compiled.Variates.Select(variate => variate.Stream).Intersect(again.Variates.Select(variate => variate.Stream)));
        Assert.Equal(
            [.. Enumerable.Range(0, 12)],
            compiled.Variates.Concat(again.Variates).Select(variate => variate.Dimension).Order());
        Assert.Equal(compiled.Variates.Select(variate => variate.Input), again.Variates.Select(variate => variate.Input));
    }

    [Fact]
    public void A_block_of_points_allocates_nothing_but_its_sums()
    {
        var compiled = new CompiledScenario(SampleScenarios.Reference());
        var pairs = new SobolPairs(compiled, compiled.Again(), Plan, [.. Enumerable.Range(0, 6).Select(i => new[] { i })], 0);

        long one = Allocations.Of(() => pairs.Sum(0, Column.BlockLength));
        long sixteen = Allocations.Of(() => pairs.Sum(0, 16 * Column.BlockLength));

        Assert.Equal(one, sixteen);
    }

    private static double[] Values(Block block)
    {
        double[] values = new double[Column.BlockLength];
        block.Outputs[^1].Values.CopyTo(values);
        return values;
    }
}
