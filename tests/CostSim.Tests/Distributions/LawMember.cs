using CostSim.Distributions;
using MathNet.Numerics;
using MathNet.Numerics.Interpolation;
using MathNet.Numerics.LinearAlgebra;
using Xunit;
using Reference = MathNet.Numerics.Distributions;

namespace CostSim.Tests.Distributions;

/// <summary>A member of a law, as a user would state it, with a cumulative distribution function that is not ours.</summary>
/// <param name="Law">The law's name.</param>
/// <param name="Arguments">Its parameters.</param>
/// <param name="Cdf">By Math.NET or in closed form.</param>
/// <param name="Breaks">Probabilities where the quantile function bends.</param>
public sealed record LawMember(string Law, IReadOnlyDictionary<string, double> Arguments, Func<double, double> Cdf, params double[] Breaks)
{
    /// <summary>Standard normal quantiles of 0.9 and 0.99.</summary>
    private const double Z90 = 1.2815515655446004, Z99 = 2.3263478740408408;

    public static readonly IReadOnlyList<LawMember> All =
    [
        Of("uniform", x => x / 4, ("min", 0), ("max", 4)),
        Of("uniform", x => (x + 3) / 5, ("min", -3), ("max", 2)),
        Of("loguniform", x => Math.Log(x) / Math.Log(1000), ("min", 1), ("max", 1000)),
        Of("loguniform", x => Math.Log(x / 2) / Math.Log(1.5), ("min", 2), ("max", 3)),
        Of("loguniform", x => 0.5 + (Math.Log10(x) / 40), ("min", 1e-20), ("max", 1e20)),
        Between(1, double.PositiveInfinity, "loguniform", x => 0.5 + (Math.Log10(x) / 40), ("min", 1e-20), ("max", 1e20)),
        Of("loguniform", x => 0.1 + (0.8 * Math.Log(x / 2) / Math.Log(10)), ("p10", 2), ("p90", 20)),
        Of("normal", x => Reference.Normal.CDF(0, 1, x), ("mean", 0), ("sd", 1)),
        Of("normal", x => Reference.Normal.CDF(100, 7, x), ("mean", 100), ("sd", 7)),
        Of("normal", x => Reference.Normal.CDF(10, 2 / 1.2815515655446004, x), ("p10", 8), ("median", 10)),
        Of("lognormal", x => Reference.LogNormal.CDF(Math.Log(13e6), 0.336, x), ("median", 13e6), ("sigma", 0.336)),
        Of("lognormal", x => Reference.LogNormal.CDF(0.5, 2, x), ("mu", 0.5), ("sigma", 2)),
        Of("lognormal", x => Reference.LogNormal.CDF(Math.Log(15) - (0.5 * Math.Log(1.25)), Math.Sqrt(Math.Log(1.25)), x),
            ("mean", 15), ("cv", 0.5)),
        Of("lognormal", x => Reference.LogNormal.CDF(Math.Log(15) - (0.5 * Math.Log(1.04)), Math.Sqrt(Math.Log(1.04)), x),
            ("mean", 15), ("sd", 3)),
        Of("lognormal", x => Reference.LogNormal.CDF(Math.Log(13), Math.Log(20 / 13.0) / 1.2815515655446004, x),
            ("median", 13), ("p90", 20)),
        With(0.8 / 3, Of("triangular", x => Triangle(x, 1, 1.8, 4), ("min", 1), ("mode", 1.8), ("max", 4))),
        Of("triangular", x => Triangle(x, 0, 0, 2), ("min", 0), ("mode", 0), ("max", 2)),
        Of("triangular", x => Triangle(x, -2, 3, 3), ("min", -2), ("mode", 3), ("max", 3)),
        Of("pert", x => Reference.Beta.CDF(1 + (3.2 / 3), 1 + (8.8 / 3), (x - 1) / 3), ("min", 1), ("mode", 1.8), ("max", 4)),
        Of("pert", x => Reference.Beta.CDF(1, 11, x / 2), ("min", 0), ("mode", 0), ("max", 2), ("lambda", 10)),
        Of("beta", x => 2 / Math.PI * Math.Asin(Math.Sqrt(x)), ("alpha", 0.5), ("beta", 0.5)),
        Of("beta", x => Reference.Beta.CDF(4, 4, (x - 0.1) / 0.5), ("alpha", 4), ("beta", 4), ("min", 0.1), ("max", 0.6)),
        Of("beta", x => Reference.Beta.CDF(2, 30, x), ("alpha", 2), ("beta", 30)),
        Of("beta", x => Reference.Beta.CDF(0.3, 2, x), ("alpha", 0.3), ("beta", 2)),
        Of("beta", x => Reference.Beta.CDF(60, 40, (x + 1) / 2), ("alpha", 60), ("beta", 40), ("min", -1), ("max", 1)),
        Of("gamma", x => x < 1 ? SmallGamma(0.05, x) : Reference.Gamma.CDF(0.05, 1, x), ("shape", 0.05), ("scale", 1)),
        Of("gamma", x => Reference.Gamma.CDF(0.7, 1 / 3.0, x), ("shape", 0.7), ("scale", 3)),
        Of("gamma", x => 1 - (Math.Exp(-x / 2) * (1 + (x / 2))), ("shape", 2), ("scale", 2)),
        Of("gamma", x => Reference.Gamma.CDF(14, 1, x), ("shape", 14), ("scale", 1)),
        Of("gamma", x => Reference.Gamma.CDF(200, 10, x), ("shape", 200), ("scale", 0.1)),
        Of("gamma", x => Reference.Gamma.CDF(4, 0.4, x), ("mean", 10), ("cv", 0.5)),
        Of("gamma", x => Reference.Gamma.CDF(3, 1 / 2.0, x), ("p10", 2.2041306564986421), ("p90", 10.64464067566842)),
        Of("weibull", x => Weibull(0.5, 2, x), ("shape", 0.5), ("scale", 2)),
        Of("weibull", x => Weibull(40, 100, x), ("shape", 40), ("scale", 100)),
        Of("weibull", x => Weibull(3.5, 100, x), ("shape", 3.5), ("scale", 100)),
        Of("weibull", x => Weibull(1.5, 5, x), ("p5", 5 * Math.Pow(-Math.Log(0.95), 1 / 1.5)),
            ("p99.9", 5 * Math.Pow(-Math.Log(0.001), 1 / 1.5))),
        Of("exponential", x => Reference.Exponential.CDF(1 / 3.0, x), ("mean", 3)),
        Of("pareto", x => 1 - Math.Pow(2 / x, 2.5), ("min", 2), ("alpha", 2.5)),
        Of("pareto", x => 1 - Math.Pow(1000 / x, 100), ("min", 1000), ("alpha", 100)),
        Of("pareto", x => 1 - Math.Pow(3 / x, Math.Log(10) / Math.Log(2)), ("min", 3), ("p90", 6)),
        Of("student_t", x => Student(5, x), ("location", 0), ("scale", 1), ("dof", 5)),
        Of("student_t", x => Student(2.5, (x - 3) / 2), ("location", 3), ("scale", 2), ("dof", 2.5)),
        Of("student_t", x => Student(60, (x + 10) / 0.1), ("location", -10), ("scale", 0.1), ("dof", 60)),
        Of("student_t", x => Reference.Normal.CDF(0, 1, x), ("location", 0), ("scale", 1), ("dof", 1e14)),
        OfCurve(x => Reference.LogNormal.CDF(1, 0.5, x), ("p10", Math.Exp(1 - (0.5 * Z90))), ("median", Math.E),
            ("p99", Math.Exp(1 + (0.5 * Z99)))),
        OfCurve(
            x => Reference.Normal.CDF(-2, 3, x), ("p10", -2 - (3 * Z90)), ("p50", -2), ("p90", -2 + (3 * Z90)), ("p99", -2 + (3 * Z99))),
        OfCurve(Curve([0.05, 0.5, 0.9, 0.99], [181, 1020, 2734, 4142], Math.Log), ("p5", 181), ("p50", 1020), ("p90", 2734), ("p99", 4142)),
        OfCurve(Curve([0.05, 0.5, 0.9, 0.99], [41, 129, 424, 601], Math.Log), ("p5", 41), ("p50", 129), ("p90", 424), ("p99", 601)),
        OfCurve(Curve([0.01, 0.25, 0.5, 0.75, 0.999], [-9, -1, 0.5, 8, 9], x => x), ("p1", -9), ("p25", -1), ("p50", 0.5),
            ("p75", 8), ("p99.9", 9)),
        OfCurve(Curve([0.1, 0.5, 0.9], [0.2, 0.3, 0.9], x => Math.Log(x / (1 - x))), ("p10", 0.2), ("p50", 0.3), ("p90", 0.9),
            ("min", 0), ("max", 1)),
        OfCurve(Curve([0.1, 0.5, 0.9], [-7, 3, 4], x => -Math.Log(5 - x)), ("p10", -7), ("p50", 3), ("p90", 4), ("max", 5)),
        Of("metalog", x => 1 / (1 + Math.Exp(-(x - 5) / 2)), ("p10", 5 - (2 * Math.Log(9))), ("p50", 5), ("p90", 5 + (2 * Math.Log(9)))),
        Of("metalog", x => (x - 2) / 4, ("p10", 2.4), ("p25", 3), ("p75", 5), ("p90", 5.6)),
        Of("metalog", Keelin([0.1, 0.5, 0.9], [12, 20, 47], x => x), ("p10", 12), ("median", 20), ("p90", 47)),
        Of("metalog", Keelin([0.1, 0.5, 0.9], [12, 20, 47], Math.Log), ("p10", 12), ("p50", 20), ("p90", 47), ("min", 0)),
        Of("metalog", Keelin([0.1, 0.5, 0.9], [-40, 20, 47], x => -Math.Log(60 - x)), ("p10", -40), ("p50", 20), ("p90", 47), ("max", 60)),
        Of("metalog", Keelin([0.1, 0.5, 0.9], [0.2, 0.3, 0.6], x => Math.Log(x / (1 - x))), ("p10", 0.2), ("p50", 0.3), ("p90", 0.6),
            ("min", 0), ("max", 1)),
        Of("metalog", Keelin([0.05, 0.25, 0.5, 0.75, 0.95], [3, 6, 9, 13, 25], x => x), ("p5", 3), ("p25", 6), ("p50", 9),
            ("p75", 13), ("p95", 25)),
        Of("metalog", Keelin([0.05, 0.1, 0.25, 0.5, 0.75, 0.9], [2, 4, 6, 9, 13, 19], x => x), ("p5", 2), ("p10", 4), ("p25", 6),
            ("p50", 9), ("p75", 13), ("p90", 19)),
        Of("metalog", Keelin([0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99], [1, 10, 20, 27, 33, 40, 51, 60], x => x),
            ("p1", 1), ("p5", 10), ("p20", 20), ("p40", 27), ("p60", 33), ("p80", 40), ("p95", 51), ("p99", 60)),
        OfData([3, 1, 4, 1.5, 9.25, 2.6, 5.5]),
        OfData([-2, 0.5]),
        OfData([.. Enumerable.Range(0, 2000).Select(i => Math.Exp(3 * Math.Sin(i * 1.7)))]),
        Mixed("normals", x => (0.7 * Reference.Normal.CDF(0, 1, x)) + (0.3 * Reference.Normal.CDF(3, 0.5, x)), (0.7, new Normal(0, 1)),
            (0.3, new Normal(3, 0.5))),
        Mixed("normals apart", x => (0.5 * Reference.Normal.CDF(-10, 1, x)) + (0.5 * Reference.Normal.CDF(90, 1, x)),
            (1, new Normal(-10, 1)), (1, new Normal(90, 1))),
        Mixed("lognormals", x => (0.7 * Reference.LogNormal.CDF(4, 0.5, x)) + (0.3 * Reference.LogNormal.CDF(7, 1, x)),
            (0.7, new LogNormal(Math.Exp(4), 0.5)), (0.3, new LogNormal(Math.Exp(7), 1))),
        Mixed("narrow", x => (0.999 * Reference.LogNormal.CDF(4, 1, x)) + (0.001 * Reference.Normal.CDF(200, 0.001, x)),
            (999, new LogNormal(Math.Exp(4), 1)), (1, new Normal(200, 0.001))),
        Mixed("uniforms apart", x => (0.5 * Math.Clamp(x - 1, 0, 1)) + (0.5 * Math.Clamp(x - 3, 0, 1)), (1, new Uniform(1, 2)),
            (1, new Uniform(3, 4))),
        Mixed("bent", x => (0.5 * Triangle(Math.Min(x, 3), 0, 1, 3)) + (0.5 * Reference.Beta.CDF(4, 2, Math.Min(x, 1))),
            (1, new Triangular(0, 1, 3)), (1, new Beta(4, 2, 0, 1))),
        Mixed("normals of two sizes", x => (0.25 * Reference.Normal.CDF(1, 1e-2, x)) + (0.75 * Reference.Normal.CDF(1e3, 1, x)),
            (1, new Normal(1, 1e-2)), (3, new Normal(1e3, 1))),
        Mixed("triangle and data", x => (0.5 * (x > 2 ? 1 : Triangle(x, 0, 1, 2))) + (0.5 * (x < 1 ? 0 : Type7([1, 3, 4, 8])(x))),
            (1, new Triangular(0, 1, 2)), (1, Empirical.Of([1, 3, 4, 8]).Value!)),
        Mixed("heavy", x => (0.6 * Reference.Gamma.CDF(14, 0.4, x)) + (0.4 * (x < 2 ? 0 : 1 - Math.Pow(2 / x, 3))),
            (3, new Gamma(14, 2.5)), (2, new Pareto(2, 3))),
        Between(1, 3, "uniform", x => x / 4, ("min", 0), ("max", 4)),
        With(((0.8 / 3) - Triangle(1.5, 1, 1.8, 4)) / (Triangle(3, 1, 1.8, 4) - Triangle(1.5, 1, 1.8, 4)),
            Between(1.5, 3, "triangular", x => Triangle(x, 1, 1.8, 4), ("min", 1), ("mode", 1.8), ("max", 4))),
        Between(2, double.PositiveInfinity, "triangular", x => Triangle(x, 1, 1.8, 4), ("min", 1), ("mode", 1.8), ("max", 4)),
        Between(0, double.PositiveInfinity, "normal", x => Reference.Normal.CDF(1, 2, x), ("mean", 1), ("sd", 2)),
        Between(-1, 5, "normal", x => Reference.Normal.CDF(1, 2, x), ("mean", 1), ("sd", 2)),
        Between(double.NegativeInfinity, -5, "normal", x => Reference.Normal.CDF(0, 1, x), ("mean", 0), ("sd", 1)),
        Between(5, 50, "lognormal", x => Reference.LogNormal.CDF(0, 1, x), ("mu", 0), ("sigma", 1)),
        Between(double.NegativeInfinity, 100, "lognormal", x => Reference.LogNormal.CDF(0, 2, x), ("mu", 0), ("sigma", 2)),
        Between(2, 20, "gamma", x => Reference.Gamma.CDF(3, 1 / 3.0, x), ("shape", 3), ("scale", 3)),
        Between(0.25, double.PositiveInfinity, "beta", x => Reference.Beta.CDF(4, 4, x), ("alpha", 4), ("beta", 4)),
        Between(5, double.PositiveInfinity, "exponential", x => Reference.Exponential.CDF(1 / 3.0, x), ("mean", 3)),
        Between(3, 50, "pareto", x => 1 - Math.Pow(2 / x, 1.5), ("min", 2), ("alpha", 1.5)),
        Between(double.NegativeInfinity, 1e6, "pareto", x => 1 - Math.Pow(2 / x, 0.3), ("min", 2), ("alpha", 0.3)),
        Between(0, double.PositiveInfinity, "student_t", x => Student(4, x - 1), ("location", 1), ("scale", 1), ("dof", 4)),
        Between(-20, 1000, "student_t", Cauchy, ("location", 0), ("scale", 1), ("dof", 1)),
        CurveBetween(300, 3000, Curve([0.05, 0.5, 0.9, 0.99], [181, 1020, 2734, 4142], Math.Log), ("p5", 181), ("p50", 1020),
            ("p90", 2734), ("p99", 4142)),
        CurveBetween(-3, double.PositiveInfinity, Curve([0.01, 0.25, 0.5, 0.75, 0.999], [-9, -1, 0.5, 8, 9], x => x), ("p1", -9),
            ("p25", -1), ("p50", 0.5), ("p75", 8), ("p99.9", 9)),
        Between(0, 100, "metalog", Keelin([0.1, 0.5, 0.9], [12, 20, 47], x => x), ("p10", 12), ("p50", 20), ("p90", 47)),
        DataBetween(2, 5, [3, 1, 4, 1.5, 9.25, 2.6, 5.5]),
        MixedBetween(-1, 3.5, x => (0.7 * Reference.Normal.CDF(0, 1, x)) + (0.3 * Reference.Normal.CDF(3, 0.5, x)), (0.7, new Normal(0, 1)),
            (0.3, new Normal(3, 0.5))),
        Between(1, 2, "weibull", x => Weibull(2, 1.5, x), ("shape", 2), ("scale", 1.5)),
        Between(10, 30, "loguniform", x => Math.Log(x) / Math.Log(1000), ("min", 1), ("max", 1000)),
        Of("lognormal", x => Reference.LogNormal.CDF(4, 0.8, x - 20), ("mu", 4), ("sigma", 0.8), ("shift", 20)),
        Of("lognormal", x => x <= -1e3 ? 0 : Reference.LogNormal.CDF(Math.Log(1e3), 0.1, x + 1e3), ("median", 1e3),
            ("sigma", 0.1), ("shift", -1e3)),
        Of("gamma", x => Reference.Gamma.CDF(2, 0.1, x - 1e4), ("shape", 2), ("scale", 10), ("shift", 1e4)),
        Of("normal", x => Reference.Normal.CDF(3, 2, x), ("mean", 10), ("sd", 2), ("shift", -7)),
        Of("uniform", x => (x + 1) / 4, ("min", 0), ("max", 4), ("shift", -1)),
        With(0.8 / 3, Of("triangular", x => Triangle(x - 5, 1, 1.8, 4), ("min", 1), ("mode", 1.8), ("max", 4), ("shift", 5))),
        Of("pareto", x => 1 - Math.Pow(2 / (x + 1), 2.5), ("min", 2), ("alpha", 2.5), ("shift", -1)),
        Between(25, 200, "lognormal", x => Reference.LogNormal.CDF(4, 0.8, x - 20), ("mu", 4), ("sigma", 0.8), ("shift", 20)),
        Between(0, double.PositiveInfinity, "weibull", x => Weibull(1.5, 5, x + 2), ("shape", 1.5), ("scale", 5), ("shift", -2)),
        With(((0.8 / 3) - Triangle(1.5, 1, 1.8, 4)) / (1 - Triangle(1.5, 1, 1.8, 4)),
            Between(-1.5, double.PositiveInfinity, "triangular",
                x => Triangle(x + 3, 1, 1.8, 4), ("min", 1), ("mode", 1.8), ("max", 4), ("shift", -3))),
        Between(
            1.2, 3.9, "pert", x => Reference.Beta.CDF(1 + (3.2 / 3), 1 + (8.8 / 3), (x - 1) / 3), ("min", 1), ("mode", 1.8), ("max", 4)),
    ];

    /// <summary>For laws that callers build themselves; their arguments only tell them apart.</summary>
    public Func<Outcome<Distribution>>? Make { get; init; }

    public Distribution Create()
    {
        var outcome = Make is null ? LawCatalogue.Find(Law)!.Create(Arguments) : Make();
        Assert.True(outcome.IsRight, string.Join("; ", outcome.Problems.Select(problem => problem.What)));
        return outcome.Value!;
    }

    public override string ToString() =>
        Law + string.Concat(Arguments.Select(argument => FormattableString.Invariant($" {argument.Key}={argument.Value}")));

    private static LawMember Of(string law, Func<double, double> cdf, params (string Name, double Value)[] arguments) =>
        new(law, arguments.ToDictionary(argument => argument.Name, argument => argument.Value), cdf);

    /// <summary>A curve through percentiles, which bends at each of them.</summary>
    private static LawMember OfCurve(Func<double, double> cdf, params (string Name, double Value)[] arguments) =>
        Of("quantiles", cdf, arguments)
            with
        { Breaks = [.. arguments.Select(argument => QuantilePoint.Read(argument.Name, 0)?.P).OfType<double>()] };

    private static LawMember CurveBetween(double low, double high, Func<double, double> cdf, params (string Name, double Value)[] arguments)
    {
        var member = Between(low, high, "quantiles", cdf, arguments);
        return member with
        {
            Breaks = [.. arguments.Where(argument => argument.Value > low && argument.Value < high)
            .Select(argument => member.Cdf(argument.Value))]
        };
    }

    /// <summary>
    /// Math.NET's Hermite spline, with the slopes of PCHIP inside and of the last chords at the ends, inverted by halving.
    /// </summary>
    private static Func<double, double> Curve(double[] p, double[] values, Func<double, double> scale)
    {
        double[] z = [.. p.Select(value => Reference.Normal.InvCDF(0, 1, value))], y = [.. values.Select(scale)];
        double[] chords = [.. Enumerable.Range(0, z.Length - 1).Select(i => (y[i + 1] - y[i]) / (z[i + 1] - z[i]))];
        double[] slopes = [chords[0], .. Enumerable.Range(1, z.Length - 2)
            .Select(i => Between(z[i] - z[i - 1], chords[i - 1], z[i + 1] - z[i], chords[i])), chords[^1]];
        var spline = CubicSpline.InterpolateHermiteSorted(z, y, slopes);
        return x =>
        {
            double target = scale(x), low = -40, high = 40;
            while ((low + high) / 2 is var middle && middle > low && middle < high)
            {
                double at = middle < z[0] ? y[0] + (slopes[0] * (middle - z[0]))
                    : middle > z[^1] ? y[^1] + (slopes[^1] * (middle - z[^1]))
                    : spline.Interpolate(middle);
                if (at < target)
                {
                    low = middle;
                }
                else
                {
                    high = middle;
                }
            }
            return Reference.Normal.CDF(0, 1, high);
        };

        static double Between(double h0, double d0, double h1, double d1) =>
            3 * (h0 + h1) / ((((2 * h1) + h0) / d0) + (((2 * h0) + h1) / d1));
    }

    /// <summary>
    /// The metalog quantile function as Keelin (2016) writes it, its linear equations solved by Math.NET, inverted by
    /// halving over log(y / (1 - y)).
    /// </summary>
    private static Func<double, double> Keelin(double[] p, double[] values, Func<double, double> scale)
    {
        double[] Basis(double logit)
        {
            double c = (1 / (1 + Math.Exp(-logit))) - 0.5;
            return [1, logit, c * logit, c, c * c, c * c * logit, c * c * c, c * c * c * logit];
        }

        var terms = Matrix<double>.Build.DenseOfRows(p.Select(y => Basis(Math.Log(y / (1 - y))).Take(p.Length)));
        double[] a = [.. terms.Solve(Vector<double>.Build.DenseOfEnumerable(values.Select(scale)))];
        return x =>
        {
            double target = scale(x), low = -745, high = 745;
            while ((low + high) / 2 is var middle && middle > low && middle < high)
            {
                if (a.Zip(Basis(middle), (coefficient, term) => coefficient * term).Sum() < target)
                {
                    low = middle;
                }
                else
                {
                    high = middle;
                }
            }
            return 1 / (1 + Math.Exp(-high));
        };
    }

    /// <summary>
    /// The quantile function of a mixture is smooth but steep in places: the integrals over it are taken in short pieces.
    /// </summary>
    private static LawMember Mixed(
        string name, Func<double, double> cdf, params (double Weight, Distribution Law)[] components) => InPieces(
        Of("mixture of " + name, cdf)
            with
        { Make = () => Mixture.Of([.. components.Select(component => new MixtureComponent(component.Weight, component.Law))]) });

    private static LawMember MixedBetween(
        double low, double high, Func<double, double> cdf, params (double Weight, Distribution Law)[] components) => InPieces(
        Between(low, high, "mixture", cdf) with { Make = () => Truncated.Create(Mixed("", cdf, components).Make!().Value!, low, high) });

    private static LawMember InPieces(LawMember member)
    {
        var law = member.Create();
        IEnumerable<double> levels =
            [.. Enumerable.Range(1, 99).Select(i => i / 100.0), .. law.Kinks.Concat(law.Landmarks).Select(member.Cdf)];
        return member with { Breaks = [.. levels.Where(level => level is > 1e-6 and < 1 - 1e-6).Distinct().Order()] };
    }

    private static LawMember OfData(double[] data) =>
        Of("empirical", Type7(data), ("n", data.Length), ("first", data[0])) with
        {
            Make = () => Empirical.Of(data),
            Breaks = [.. Enumerable.Range(1, data.Length - 2).Select(i => i / (data.Length - 1.0))],
        };

    private static LawMember DataBetween(double low, double high, double[] data)
    {
        var member = Between(low, high, "empirical", Type7(data));
        return member with
        {
            Make = () => Truncated.Create(Empirical.Of(data).Value!, low, high),
            Breaks = [.. data.Where(value => value > low && value < high).Order().Select(member.Cdf)],
        };
    }

    private static Func<double, double> Type7(double[] data)
    {
        var spline = LinearSpline.Interpolate(data.Order(), Enumerable.Range(0, data.Length).Select(i => i / (data.Length - 1.0)));
        return spline.Interpolate;
    }

    private static LawMember With(double kink, LawMember member) => member with { Breaks = [kink] };

    private static LawMember Between(
        double low, double high, string law, Func<double, double> cdf, params (string Name, double Value)[] arguments)
    {
        double below = double.IsFinite(low) ? cdf(low) : 0, upTo = double.IsFinite(high) ? cdf(high) : 1;
        List<(string, double)> all = [.. arguments];
        if (double.IsFinite(low))
        {
            all.Add(("at_least", low));
        }

        if (double.IsFinite(high))
        {
            all.Add(("at_most", high));
        }

        return Of(law, x => (cdf(x) - below) / (upTo - below), [.. all]);
    }

    private static double Triangle(double x, double min, double mode, double max) => x < mode
        ? (x - min) * (x - min) / ((max - min) * (mode - min))
        : 1 - ((max - x) * (max - x) / ((max - min) * (max - mode)));

    /// <summary>Through the incomplete beta function of Math.NET, from the side where it is small.</summary>
    private static double Student(double dof, double t)
    {
        double outside = SpecialFunctions.BetaRegularized(dof / 2, 0.5, dof / (dof + (t * t))) / 2;
        return t < 0 ? outside : 1 - outside;
    }

    private static double Cauchy(double x) => x < -1 ? Math.Atan(-1 / x) / Math.PI : 0.5 + (Math.Atan(x) / Math.PI);

    /// <summary>Math.NET's is wrong in the tenth decimal where its argument to exp is small.</summary>
    private static double Weibull(double shape, double scale, double x) => 1 - Math.Exp(-Math.Pow(x / scale, shape));

    /// <summary>The series DLMF 8.7.1 for x below 1; Math.NET's gives 0 for small x.</summary>
    private static double SmallGamma(double shape, double x)
    {
        double power = 1, sum = 0;
        for (int n = 0; n < 30; n++)
        {
            sum += power / (shape + n);
            power *= -x / (n + 1);
        }
        return Math.Pow(x, shape) * sum / SpecialFunctions.Gamma(shape);
    }
}
