using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// One of several laws, each with its probability: F(x) = w1 F1(x) + w2 F2(x) + ...
/// McLachlan and Peel, Finite Mixture Models (2000), section 1.4.
/// </summary>
/// <remarks>
/// Drawn by the inverse of F, not by choosing a component, so that a larger uniform always gives a larger value: Latin hypercubes, Sobol
/// points and copulas need that.
/// </remarks>
public sealed class Mixture : Distribution
{
    /// <summary>
    /// From so many kinks on, the two next to a probability bracket its quantile better than the components' quantiles do.
    /// </summary>
    private const int ManyMarks = 64;

    private readonly MixtureComponent[] _components;  // weights add up to 1
    private readonly double[] _marks;                 // kinks and atoms, rising
    private readonly double[] _below, _upTo;          // P(X < mark), P(X <= mark)
    private readonly double[] _from, _above;          // P(X >= mark), P(X > mark)

    private Mixture(MixtureComponent[] components)
    {
        _components = components;
        Distribution[] laws = [.. components.Select(component => component.Law)];
        Minimum = laws.Min(law => law.Minimum);
        Maximum = laws.Max(law => law.Maximum);
        Mean = components.Sum(component => component.Weight * component.Law.Mean);
        Variance = components.Sum(
            component => component.Weight * (component.Law.Variance + ((component.Law.Mean - Mean) * (component.Law.Mean - Mean))));
        Atoms = [.. laws.SelectMany(law => law.Atoms).Distinct().Order()];
        Kinks =
        [
            .. laws.SelectMany(law => law.Kinks.Append(law.Minimum).Append(law.Maximum)).Where(value => value > Minimum && value < Maximum)
                .Except(Atoms).Distinct().Order(),
        ];
        Landmarks = [.. laws.Where(law => !law.IsFixed).SelectMany(Milestones)
            .Where(value => value > Minimum && value < Maximum).Distinct().Order()];

        _marks = [.. Kinks.Concat(Atoms).Order()];
        _upTo = [.. _marks.Select(Cdf)];
        _above = [.. _marks.Select(Survival)];
        (_below, _from) = HasAtoms ? ([.. _marks.Select(ProbabilityBelow)], [.. _marks.Select(ProbabilityFrom)]) : (_upTo, _above);
    }

    /// <summary>The mixture of these laws; or what is wrong with it.</summary>
    /// <param name="components">Laws of numbers with weights above 0, which need not add up to 1. A single
    /// component is returned as it is.</param>
    public static Outcome<Distribution> Of(IReadOnlyList<MixtureComponent> components)
    {
        List<Problem> problems = [];
        if (components.Count == 0)
        {
            problems.Add(new Problem("", "a mixture needs a component", "give one law or more"));
        }

        foreach ((double weight, var law) in components)
        {
            if (!(weight > 0 && double.IsFinite(weight)))
            {
                problems.Add(new Problem("weight", FormattableString.Invariant($"weight must be above 0, but is {weight}"),
                    "leave the component out, or write weight= with a number above 0"));
            }
            if (law is Choice { IsCategorical: true })
            {
                problems.Add(
                    new Problem("", $"{law} chooses between names, which do not mix with other laws", "put all names into one choice"));
            }
        }
        double total = components.Sum(component => component.Weight);
        if (problems.Count == 0 && !double.IsFinite(total))
        {
            problems.Add(
                new Problem("weight", "the weights add up to more than a number can hold", "divide all of them by the same number"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Wrong<Distribution>(problems);
        }

        return components.Count == 1
            || components.All(component => component.Law.IsFixed && component.Law.Minimum == components[0].Law.Minimum)
            ? Outcome.Of(components[0].Law)
            : Outcome.Of<Distribution>(
                new Mixture([.. components.Select(component => component with { Weight = component.Weight / total })]));
    }

    public override double Minimum { get; }

    public override double Maximum { get; }

    public override double Mean { get; }

    public override double Variance { get; }

    internal override IReadOnlyList<double> Kinks { get; }

    internal override IReadOnlyList<double> Atoms { get; }

    internal override IReadOnlyList<double> Landmarks { get; }

    /// <summary>That of the narrowest component: beside a wide one it would be lost.</summary>
    internal override double LeastScale =>
        _components.Where(component => !component.Law.IsFixed).Select(component => component.Law.LeastScale).Append(base.LeastScale).Min();

    public override double Quantile(double p)
    {
        if (p > 0.5)
        {
            return UpperQuantile(1 - p);
        }

        int mark = Mark(i => _upTo[i] >= p);
        if (mark < _marks.Length && _below[mark] < p)
        {
            return _marks[mark];
        }

        (double low, double high) = Bracket(mark, law => law.Quantile(p));
        return MonotoneRoot.Find(x => LogRatio(x, p, upper: false), low, high);
    }

    public override double UpperQuantile(double q)
    {
        if (q >= 0.5)
        {
            return Quantile(1 - q);
        }

        int mark = Mark(i => _above[i] <= q);
        if (mark < _marks.Length && _from[mark] > q)
        {
            return _marks[mark];
        }

        (double low, double high) = Bracket(mark, law => law.UpperQuantile(q));
        return MonotoneRoot.Find(x => -LogRatio(x, q, upper: true), low, high);
    }

    public override double Cdf(double x)
    {
        if (x < Minimum)
        {
            return 0;
        }

        if (x >= Maximum)
        {
            return 1;
        }

        double sum = 0;
        foreach ((double weight, var law) in _components)
        {
            sum += weight * law.Cdf(x);
        }

        return Math.Min(sum, 1);
    }

    public override double Survival(double x)
    {
        if (x < Minimum)
        {
            return 1;
        }

        if (x >= Maximum)
        {
            return 0;
        }

        double sum = 0;
        foreach ((double weight, var law) in _components)
        {
            sum += weight * law.Survival(x);
        }

        return Math.Min(sum, 1);
    }

    public override string ToString() =>
        "mixture of "
        + string.Join(", ", _components.Select(component => FormattableString.Invariant($"{component.Weight} {component.Law}")));

    /// <summary>Where a component has its middle and its tails: elsewhere in the mixture they may be short.</summary>
    private static IEnumerable<double> Milestones(Distribution law)
    {
        for (int bits = 1; bits <= 40; bits += bits < 4 ? 1 : 6)
        {
            yield return law.Quantile(Math.ScaleB(1, -bits));
            yield return law.UpperQuantile(Math.ScaleB(1, -bits));
        }
    }

    /// <summary>The first mark for which a condition holds that then goes on holding; their number when there is none.</summary>
    private int Mark(Func<int, bool> holds)
    {
        int low = -1, high = _marks.Length;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (holds(middle))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }
        return high;
    }

    /// <summary>Numbers on both sides of a quantile: it lies between those of the components, and between two marks.</summary>
    private (double Low, double High) Bracket(int mark, Func<Distribution, double> quantile)
    {
        double low = mark > 0 ? _marks[mark - 1] : double.NegativeInfinity,
            high = mark < _marks.Length ? _marks[mark] : double.PositiveInfinity;
        if (_marks.Length >= ManyMarks && double.IsFinite(low) && double.IsFinite(high))
        {
            return (low, high);
        }

        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach ((_, var law) in _components)
        {
            double value = quantile(law);
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }
        return (Math.Clamp(least, low, high), Math.Clamp(most, low, high));
    }

    /// <summary>
    /// log(tail(x) / probability). Components that are beyond their middle count by their other tail: where the mixture is thin between two
    /// components, the difference of two small numbers is left, and no digits are lost.
    /// </summary>
    private double LogRatio(double x, double probability, bool upper)
    {
        double small = 0, rest = 0, full = 0;
        foreach ((double weight, var law) in _components)
        {
            double tail = upper ? law.Survival(x) : law.Cdf(x);
            if (tail <= 0.5)
            {
                small += weight * tail;
            }
            else
            {
                rest += weight * (upper ? law.Cdf(x) : law.Survival(x));
                full += weight;
            }
        }
        double excess = (small - rest - (probability - full)) / probability;
        return excess > -0.5 ? AccurateLogs.Log1p(excess) : Math.Log(Math.Max(small + (full - rest), double.Epsilon) / probability);
    }
}

/// <summary>A law in a <see cref="Mixture"/>.</summary>
/// <param name="Weight">Relative weight, above 0.</param>
/// <param name="Law">A law of numbers.</param>
public sealed record MixtureComponent(double Weight, Distribution Law);
