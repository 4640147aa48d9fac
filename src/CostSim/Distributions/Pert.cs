namespace CostSim.Distributions;

/// <summary>
/// PERT law: the beta law on [min, max] with alpha = 1 + lambda (mode - min) / (max - min) and beta = 1 + lambda (max - mode) / (max -
/// min). Malcolm, Roseboom, Clark and Fazar, Application of a technique for research and development program evaluation, Operations
/// Research 7 (1959); lambda after Vose, Risk Analysis (2008), appendix III.
/// </summary>
public sealed class Pert : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("pert", "a lowest, a most likely and a highest value, smoother than triangular",
    [
        new("min= mode= max= [lambda=4]", [new("min"), new("mode"), new("max"), new("lambda", UsualLambda)],
            values => FromEnds(values[0], values[1], values[2], values[3])),
    ]);

    /// <summary>Weight of the mode by custom.</summary>
    internal const double UsualLambda = 4;

    private readonly double _min, _mode, _max, _lambda;
    private readonly Beta _beta;

    /// <param name="min">Lower end.</param>
    /// <param name="mode">Most likely value, from min to max.</param>
    /// <param name="max">Upper end, above <paramref name="min"/>.</param>
    /// <param name="lambda">Weight of the mode against the ends, at least 0; 4 by custom.</param>
    public Pert(double min, double mode, double max, double lambda)
    {
        (_min, _mode, _max, _lambda) = (min, mode, max, lambda);
        _beta = new Beta(1 + (lambda * ((mode - min) / (max - min))), 1 + (lambda * ((max - mode) / (max - min))), min, max);
    }

    public override double Minimum => _min;

    public override double Maximum => _max;

    public override double Mean => _beta.Mean;

    public override double Variance => _beta.Variance;

    public override double Quantile(double p) => _beta.Quantile(p);

    public override double UpperQuantile(double q) => _beta.UpperQuantile(q);

    public override double Cdf(double x) => _beta.Cdf(x);

    public override double Survival(double x) => _beta.Survival(x);

    public override string ToString() => _lambda == 4
        ? FormattableString.Invariant($"pert min={_min} mode={_mode} max={_max}")
        : FormattableString.Invariant($"pert min={_min} mode={_mode} max={_max} lambda={_lambda}");

    private static Outcome<Distribution> FromEnds(double min, double mode, double max, double lambda) =>
        new ParameterChecks().ModeBetween(min, mode, max).AtLeast0("lambda", lambda)
            .Require(!(lambda > Beta.LargestShape - 1), "lambda",
                FormattableString.Invariant($"lambda must not exceed {Beta.LargestShape - 1}, but is {lambda}"),
                "use a smaller lambda; 4 is usual")
            .Then(() => min == max ? new Fixed(min) : new Pert(min, mode, max, lambda));
}
