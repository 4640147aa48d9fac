using CostSim.Cli.Pictures;
using CostSim.Scenarios;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class CumulativeCurveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(20_000)]
    public void Quantiles_are_those_of_the_histogram(int trials)
    {
        var histogram = SampleRun.HistogramOf(SampleRun.Values((u, v) => SampleRun.LogNormal(7e5, 0.9, u, v), trials));
        var curve = new CumulativeCurve(histogram);
        foreach (double p in (double[])[0, 0.0005, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1])
        {
            Assert.Equal(histogram.Quantile(p), curve.Quantile(p));
        }
    }

    [Theory]
    [InlineData("three values", true)]
    [InlineData("forty values", true)]
    [InlineData("two trials", true)]
    [InlineData("typical", false)]
    [InlineData("narrower than three digits", false)]
    [InlineData("twenty trials", false)]
    public void A_cost_of_some_values_is_told_from_a_continuous_one(string run, bool isDiscrete) =>
        Assert.Equal(isDiscrete, new CumulativeCurve(Cost(run)).IsDiscrete);

    [Theory]
    [InlineData("constant", true)]
    [InlineData("zero", true)]
    [InlineData("one trial", true)]
    [InlineData("narrower than three digits", false)]
    public void A_constant_cost_is_told_from_a_narrow_one(string run, bool isConstant) =>
        Assert.Equal(isConstant, new CumulativeCurve(Cost(run)).IsConstant);

    private static CostSim.Statistics.Histogram Cost(string run) => SampleRun.Cases[run]()
        .Result.Find(Scenario.Total, CostSim.CostModel.OutputCatalogue.DailyCost)!.Histogram;
}
