using CostSim.Cli.Pictures;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class ValueAxisTests
{
    private const double Length = 752;

    public static TheoryData<double, double, bool> Ranges
    {
        get
        {
            var ranges = new TheoryData<double, double, bool>();
            foreach (double start in (double[])[0, 1e-9, 0.37, 702_600, 1e6, 1e14])
            {
                foreach (double ratio in (double[])[1.0005, 1.01, 1.3, 2, 9, 40, 1e3, 1e6, 1e12])
                {
                    double end = (start == 0 ? 1 : start) * ratio;
                    ranges.Add(start, end, false);
                    if (start > 0 && ratio >= 9)
                    {
                        ranges.Add(Math.Log10(start), Math.Log10(end), true);
                    }
                }
            }
            return ranges;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void An_axis_has_two_to_eight_labels_that_differ_and_have_room(double minimum, double maximum, bool isLog)
    {
        var axis = new ValueAxis(isLog, minimum, maximum, "USD/day");
        var labels = axis.Ticks(Theme.MostTicks, Length, Width).Where(tick => tick.Label.Length > 0).ToList();
        Assert.InRange(labels.Count, 2, Theme.MostTicks);
        Assert.Equal(labels.Count, labels.Select(tick => tick.Label).Distinct().Count());
        double slack = 1e-6 * (maximum - minimum);
        Assert.All(labels, tick => Assert.InRange(tick.Position, minimum - slack, maximum + slack));
        for (int i = 1; i < labels.Count; i++)
        {
            double distance = (labels[i].Position - labels[i - 1].Position) / (maximum - minimum) * Length;
            Assert.True(distance >= (Width(labels[i].Label) + Width(labels[i - 1].Label)) / 2);
        }
    }

    [Fact]
    public void An_axis_is_logarithmic_when_P99_is_more_than_thirty_times_P1()
    {
        Assert.True(Axis(u => Math.Pow(40, u)).IsLog);
        Assert.False(Axis(u => Math.Pow(20, u)).IsLog);
    }

    [Fact]
    public void Zeros_do_not_stand_on_a_logarithmic_axis()
    {
        var axis = Axis(u => u < 0.1 ? 0 : Math.Pow(1000, u));
        Assert.True(axis.IsLog);
        Assert.True(axis.Minimum > 0);
    }

    [Fact]
    public void A_linear_axis_near_zero_starts_there() => Assert.Equal(0, Axis(u => 1 + 14 * u).Minimum);

    [Fact]
    public void Hard_ends_lie_inside_the_axis()
    {
        var axis = Axis(u => 100 + 50 * u);
        Assert.InRange(axis.Minimum, 98, 100);
        Assert.InRange(axis.Maximum, 150, 152);
    }

    private static double Width(string label) => 8 * label.Length + 20;

    private static ValueAxis Axis(Func<double, double> quantile) =>
        ValueAxis.Of(new CumulativeCurve(SampleRun.HistogramOf(SampleRun.Values((u, _) => quantile(u), 10_000))), "USD/day");
}
