using CostSim.Distributions;
using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

public sealed class QuantileJudgementTests
{
    private static readonly string[] Names = ["p5", "p25", "p50", "p90", "p99"];

    public static TheoryData<string, string> Laws => new()
    {
        { "lognormal", "median=200 sigma=0.8" }, { "normal", "mean=20 sd=4" }, { "gamma", "shape=2.5 scale=30" },
        { "weibull", "shape=1.7 scale=40" },
        { "beta", "alpha=2 beta=5" }, { "pareto", "min=3 alpha=2.5" }, { "loguniform", "min=2 max=90" }, { "uniform", "min=2 max=9" },
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void Percentiles_of_a_law_give_that_law_back(string name, string parameters)
    {
        var law = Make(name, parameters);

        var found = new QuantileJudgement(Points(law, Names)).Fit().First(judged => judged.Name == name);

        Assert.InRange(found.Misfit, 0, 1e-6);
        foreach (double p in new[] { 0.001, 0.1, 0.7, 0.999 })
        {
            Assert.InRange(found.Distribution.Quantile(p) / law.Quantile(p), 1 - 1e-5, 1 + 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Two_percentiles_are_met_exactly(string name, string parameters)
    {
        var law = Make(name, parameters);

        var found = new QuantileJudgement(Points(law, ["p10", "p90"])).Fit().First(judged => judged.Name == name);

        Assert.Equal(JudgementMethod.Exact, found.Method);
        Assert.InRange(found.Distribution.Quantile(0.3) / law.Quantile(0.3), 1 - 1e-5, 1 + 1e-5);
    }

    [Fact]
    public void Least_squares_are_those_of_the_normal_equations()
    {
        // log(v) = a + b z through (-1.2815516, log 5), (0, log 10), (1.2815516, log 30): a is the mean, b = log(30/5) / (2 1.2815516).
        var lognormal = new QuantileJudgement(Points([("p10", 5), ("p50", 10), ("p90", 30)])).Fit().First(law => law.Name == "lognormal");

        Assert.Equal(JudgementMethod.LeastSquaresOfLogs, lognormal.Method);
        Assert.Equal(Math.Pow(1500, 1.0 / 3), lognormal.Stated.Parameters[0].Value, 1e-9);
        Assert.Equal(Math.Log(6) / (2 * 1.2815515655446004), lognormal.Stated.Parameters[1].Value, 1e-9);
    }

    [Fact]
    public void Quantiles_and_metalog_go_through_every_percentile()
    {
        IReadOnlyList<QuantilePoint> points = Points([("p10", 5), ("p50", 10), ("p90", 30)]);
        JudgedLaw[] laws = [.. new QuantileJudgement(points).Fit().TakeLast(2)];

        Assert.Equal(["quantiles", "metalog"], laws.Select(law => law.Name));
        Assert.All(laws, law => Assert.All(points, point => Assert.Equal(point.Value, law.Distribution.Quantile(point.P), 1e-9)));
        Assert.All(laws, law => Assert.Equal(0, law.Distribution.Minimum));
    }

    [Fact]
    public void The_ends_of_an_input_bound_the_laws_that_go_through_every_percentile()
    {
        var laws = new QuantileJudgement(Points([("p5", 0.2), ("p50", 0.3), ("p95", 0.7)]), least: 0, most: 1).Fit();

        Assert.All(laws.TakeLast(2), law => Assert.Equal((0, 1), (law.Distribution.Minimum, law.Distribution.Maximum)));
    }

    [Fact]
    public void Laws_are_ranked_by_their_largest_misfit()
    {
        var laws = new QuantileJudgement(Points(new Gamma(2.5, 30), Names)).Fit();

        Assert.Equal("gamma", laws[0].Name);
        double[] misfits = [.. laws.SkipLast(2).Select(law => law.Misfit)];
        Assert.Equal(misfits.Order(), misfits);
    }

    [Fact]
    public void Percentiles_below_0_leave_laws_of_all_numbers_and_say_why()
    {
        QuantileJudgement judgement = new(Points([("p10", -5), ("p50", 1), ("p90", 3)]));

        Assert.Equal(["normal", "quantiles", "metalog", "uniform"],
            judgement.Fit().Select(law => law.Name).Order(Comparer<string>.Create((a, b) => Rank(a) - Rank(b))));
        Assert.Contains(("gamma", "not all values are above 0"), judgement.Excluded);

        static int Rank(string name) => Array.IndexOf(["normal", "quantiles", "metalog", "uniform"], name);
    }

    [Theory]
    [InlineData(5, 10, 30)]
    [InlineData(-5, 1, 3)]
    [InlineData(0.1, 0.4, 0.5)]
    [InlineData(1, 1.000001, 1e9)]
    public void Every_law_of_the_catalogue_is_fitted_or_left_out_with_a_reason(double low, double middle, double high)
    {
        var points = Points([("p10", low), ("p50", middle), ("p90", high)]);
        Assert.All([points, [points[0], points[2]]], stated =>
        {
            var judgement = new QuantileJudgement(stated);
            var fitted = judgement.Fit().Select(law => law.Name);
            (string Law, string Why)[] leftOut = [.. judgement.Excluded, .. QuantileJudgement.NotFitted];

            Assert.Equal(
                LawCatalogue.All.Select(law => law.Name).Order(StringComparer.Ordinal),
                fitted.Concat(leftOut.Select(law => law.Law)).Order(StringComparer.Ordinal));
            Assert.All(leftOut, law => Assert.NotEmpty(law.Why));
        });
    }

    private static Distribution Make(string name, string parameters) => LawCatalogue.Find(name)!.Create(parameters.Split(' ')
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => Convert.ToDouble(pair[1], System.Globalization.CultureInfo.InvariantCulture))).Value!;

    private static List<QuantilePoint> Points(Distribution law, string[] names) =>
        [.. names.Select(name => QuantilePoint.Read(name, 0)!.Value).Select(point => point with { Value = law.Quantile(point.P) })];

    private static List<QuantilePoint> Points((string Name, double Value)[] points) =>
        [.. points.Select(point => QuantilePoint.Read(point.Name, point.Value)!.Value)];
}
