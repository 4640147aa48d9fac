using System.Buffers.Text;
using System.Text;
using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

/// <summary>What every member of every continuous law must pass.</summary>
public sealed class LawTests
{
    /// <summary>
    /// Chance that any of the Kolmogorov-Smirnov tests fails for a right law. The seeds are fixed, so that it fails always or never.
    /// </summary>
    private const double Alpha = 1e-3;

    /// <summary>Probabilities of one tail, from far out to the middle, none of them a power of 2.</summary>
    private static readonly double[] Tail =
        [1e-300, 1e-200, 1e-100, 1e-50, 1e-30, 1e-20, 1e-16, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.03,
            0.1, 0.2, 0.3, 0.4, 0.49];

    public static TheoryData<string> Members => [.. LawMember.All.Select(member => member.ToString())];

    [Theory, MemberData(nameof(Members))]
    public void Quantiles_invert_an_independent_cdf(string name)
    {
        var member = Find(name);
        var law = member.Create();
        foreach (double p in Tail.Where(p => p >= 1e-12))
        {
            // The reference loses digits where it subtracts from 1, and so does a quantile that is rounded to a double.
            double low = law.Quantile(p), high = law.UpperQuantile(p);
            Assert.Equal(p, member.Cdf(low), 1e-12 + Rounding(member, low));
            Assert.Equal(1 - p, member.Cdf(high), 1e-12 + Rounding(member, high));
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Cdf_and_survival_invert_the_quantiles_and_add_up_to_1(string name)
    {
        var law = Find(name).Create();
        double width = law.UpperQuantile(0.25) - law.Quantile(0.25);
        foreach (double p in Tail.Where(p => p >= 1e-16))
        {
            double low = law.Quantile(p), high = law.UpperQuantile(p);
            double tolerance = 1e-11 * width;
            if (law.Cdf(low) > 0)
            {
                Assert.Equal(low, law.Quantile(law.Cdf(low)), tolerance + (1e-12 * Math.Abs(low)));
            }

            if (law.Survival(high) > 0)
            {
                Assert.Equal(high, law.UpperQuantile(law.Survival(high)), tolerance + (1e-12 * Math.Abs(high)));
            }

            Assert.Equal(1, law.Cdf(low) + law.Survival(low), 2e-14);
            Assert.Equal(1, law.Cdf(high) + law.Survival(high), 2e-14);
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Small_tails_keep_their_digits(string name)
    {
        var law = Find(name).Create();
        foreach (double p in Tail)
        {
            // Only where the end of the support is 0 or infinite does the value itself say how far out it is.
            double low = law.Quantile(p), high = law.UpperQuantile(p);
            if ((law.Minimum == 0 && law is not (Truncated or Mixture { Kinks.Count: > 0 }) && low > 1e-300)
                || double.IsInfinity(law.Minimum))
            {
                Assert.Equal(1, law.Cdf(low) / p, 1e-11);
            }

            if (double.IsInfinity(law.Maximum))
            {
                Assert.Equal(1, law.Survival(high) / p, 1e-11);
            }
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Quantiles_rise_and_stay_in_the_support(string name)
    {
        var law = Find(name).Create();
        double[] values =
        [
            law.Minimum, .. Tail.Select(law.Quantile), .. Steps(0.490001, 0.5, 500).Select(law.Quantile),
            .. Steps(0.5, 0.490001, 500).Select(law.UpperQuantile), .. Tail.Reverse().Select(law.UpperQuantile), law.Maximum,
        ];
        double slack = 4e-15 * Math.Max(Math.Abs(law.Quantile(0.5)), law.UpperQuantile(0.25) - law.Quantile(0.25));
        for (int i = 1; i < values.Length; i++)
        {
            Assert.True(values[i] >= values[i - 1] - (i is > 22 and < 1025 ? slack : 0), $"{values[i - 1]:R} then {values[i]:R} at {i}");
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Quantiles_run_to_the_ends_of_the_support(string name)
    {
        var law = Find(name).Create();
        Assert.Equal((0, 1), (law.Cdf(law.Minimum), law.Survival(law.Minimum)));
        Assert.Equal((1, 0), (law.Cdf(law.Maximum), law.Survival(law.Maximum)));
        if (double.IsFinite(law.Minimum))
        {
            Assert.Equal((0, 1), (law.Cdf(law.Minimum - 1), law.Survival(law.Minimum - 1)));
        }

        if (double.IsFinite(law.Maximum))
        {
            Assert.Equal((1, 0), (law.Cdf(law.Maximum + 1), law.Survival(law.Maximum + 1)));
        }

        // An end at infinity, and one that the law only thins out towards, is never reached: there the quantiles go on moving.
        double width = law.UpperQuantile(0.25) - law.Quantile(0.25);
        double nearMinimum = 1e-14 * (width + Math.Abs(law.Minimum)), nearMaximum = 1e-14 * (width + Math.Abs(law.Maximum));
        Assert.True(law.Quantile(1e-300) - law.Minimum <= nearMinimum || law.Quantile(1e-300) < law.Quantile(1e-100));
        Assert.True(law.Maximum - law.UpperQuantile(1e-300) <= nearMaximum || law.UpperQuantile(1e-300) > law.UpperQuantile(1e-100));
    }

    [Theory, MemberData(nameof(Members))]
    public void Mean_and_variance_are_the_integrals_of_the_quantiles(string name)
    {
        var member = Find(name);
        var law = member.Create();
        double mean = Expectation(law, member.Breaks, x => x),
            variance = Expectation(law, member.Breaks, x => (x - law.Mean) * (x - law.Mean));
        Assert.Equal(mean, law.Mean, 1e-10 * Math.Max(Math.Abs(law.Mean), Math.Sqrt(law.Variance)));
        Assert.Equal(variance, law.Variance, 1e-10 * law.Variance);
    }

    [Theory, MemberData(nameof(Members))]
    public void The_transform_agrees_with_the_quantiles(string name)
    {
        var law = Find(name).Create();
        const int Points = 5000;
        double[] tails = [.. Steps(Math.Log(1.0000001e-12), Math.Log(0.4999999), Points).Select(Math.Exp)];
        double[] low = [.. tails], high = [.. tails.Select(q => 1 - q)];
        double[] exactLow = [.. low.Select(law.Quantile)], exactHigh = [.. high.Select(u => law.UpperQuantile(1 - u))];
        var transform = law.CreateTransform();
        transform.Apply(low);
        transform.Apply(high);
        double scale = SmallestScale(law);
        for (int i = 0; i < Points; i++)
        {
            Assert.Equal(exactLow[i], low[i], 1e-8 * Math.Max(Math.Abs(exactLow[i]), scale));
            Assert.Equal(exactHigh[i], high[i], 1e-8 * Math.Max(Math.Abs(exactHigh[i]), scale));
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void The_transform_agrees_with_the_quantiles_at_powers_of_2_and_next_to_them(string name)
    {
        var law = Find(name).Create();
        double[] powers = [.. Enumerable.Range(1, 53).Select(k => Math.ScaleB(1, -k))];
        double[] edges = [.. powers, .. powers.Select(q => 1 - q)];
        double[] uniforms =
            [.. edges.Concat(edges.Select(Math.BitIncrement)).Concat(edges.Select(Math.BitDecrement)).Where(u => u >= powers[^1] && u < 1)];
        var transform = law.CreateTransform();
        double scale = SmallestScale(law);

        double Exact(double u) => u <= 0.5 ? law.Quantile(u) : law.UpperQuantile(1 - u);

        // In columns, by vectors, and alone, as what is left over.
        double[] column = [.. uniforms];
        transform.Apply(column);
        for (int i = 0; i < uniforms.Length; i++)
        {
            double u = uniforms[i];
            // Where no draw falls between two parts of a law, at a quantile's jump, either of its ends is right.
            double below = Exact(u * (1 - 4e-16)), above = Exact(Math.Min(1 - powers[^1], u * (1 + 4e-16)));
            double[] alone = [u];
            transform.Apply(alone);
            Assert.InRange(column[i], below - 1e-8 * Math.Max(Math.Abs(below), scale), above + 1e-8 * Math.Max(Math.Abs(above), scale));
            Assert.Equal(column[i], alone[0]);
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void Variates_pass_the_Kolmogorov_Smirnov_test(string name)
    {
        var member = Find(name);
        const int Count = 100_000;
        double[] column = SplitMix64.Uniforms(seed: 20230201, Count);
        member.Create().CreateTransform().Apply(column);
        Array.Sort(column);
        double distance = 0;
        for (int i = 0; i < Count; i++)
        {
            double cdf = member.Cdf(column[i]);
            distance = Math.Max(distance, Math.Max(cdf - ((double)i / Count), ((i + 1.0) / Count) - cdf));
        }
        Assert.True(distance < Math.Sqrt(Math.Log(2 * LawMember.All.Count / Alpha) / (2.0 * Count)), $"D = {distance}");
    }

    [Theory, MemberData(nameof(Members))]
    public void The_transform_does_not_depend_on_the_place_in_the_column(string name)
    {
        var transform = Find(name).Create().CreateTransform();
        double[] whole = SplitMix64.Uniforms(seed: 5, 67), uniforms = [.. whole];
        transform.Apply(whole);
        for (int i = 0; i < whole.Length; i++)
        {
            double[] alone = [uniforms[i]];
            transform.Apply(alone);
            Assert.Equal(whole[i], alone[0]);
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void The_transform_allocates_nothing(string name)
    {
        var transform = Find(name).Create().CreateTransform();
        double[] uniforms = SplitMix64.Uniforms(seed: 7, 1027), column = new double[uniforms.Length];
        Assert.Equal(0, Allocations.Of(() =>
        {
            uniforms.CopyTo(column, 0);
            transform.Apply(column);
        }));
    }

    [Theory, MemberData(nameof(Members))]
    public void The_text_of_a_law_can_be_pasted_back(string name)
    {
        var member = Find(name);
        if (member.Make is not null)
        {
            return;
        }

        var law = member.Create();
        string[] words = law.ToString().Split(' ');
        Dictionary<string, double> arguments = [];
        foreach (string[] pair in words.Skip(1).Select(word => word.Split('=')))
        {
            byte[] digits = Encoding.ASCII.GetBytes(pair[1]);
            Assert.True(Utf8Parser.TryParse(digits, out double value, out int used) && used == digits.Length);
            arguments.Add(pair[0], value);
        }
        var again = LawCatalogue.Find(words[0])!.Create(arguments).Value!;
        Assert.Equal(law.ToString(), again.ToString());
        Assert.Equal((law.Quantile(0.01), law.UpperQuantile(0.3)), (again.Quantile(0.01), again.UpperQuantile(0.3)));
    }

    private static LawMember Find(string name) => LawMember.All.Single(member => member.ToString() == name);

    /// <summary>
    /// What errors are relative to where the value is smaller: a millionth of the interquartile range, and all of
    /// it where the law crosses zero.
    /// </summary>
    private static double SmallestScale(Distribution law) =>
        (law.Minimum < 0 && law.Maximum > 0 ? 1 : 1e-6) * (law.UpperQuantile(0.25) - law.Quantile(0.25));

    private static IEnumerable<double> Steps(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)));

    /// <summary>How far the cdf moves over a few neighbouring doubles: what rounding the quantile may cost.</summary>
    private static double Rounding(LawMember member, double x)
    {
        double step = 4 * (Math.BitIncrement(Math.Abs(x)) - Math.Abs(x));
        double above = Math.Abs(member.Cdf(x + step) - member.Cdf(x)), below = Math.Abs(member.Cdf(x) - member.Cdf(x - step));
        return Math.Max(double.IsFinite(above) ? above : 0, double.IsFinite(below) ? below : 0);
    }

    /// <summary>
    /// Expected value of f(X): on each piece between breaks, p runs as a logistic function of s, which makes the trapezoidal rule
    /// converge exponentially whatever happens at the ends.
    /// </summary>
    private static double Expectation(Distribution law, double[] breaks, Func<double, double> f)
    {
        double[] ends = [0, .. breaks, 1];
        const double Step = 0.05;
        double sum = 0;
        for (int piece = 1; piece < ends.Length; piece++)
        {
            // Only where a tail runs out does what is beyond 1e-19 of the piece matter.
            double width = ends[piece] - ends[piece - 1], from = piece == 1 ? -650 : -45, to = piece == ends.Length - 1 ? 650 : 45;
            for (double s = from; s <= to; s += Step)
            {
                double share = 1 / (1 + Math.Exp(-s)), rest = 1 / (1 + Math.Exp(s));
                double p = ends[piece - 1] + (width * share), q = 1 - ends[piece] + (width * rest);
                sum += f(p < q ? law.Quantile(p) : law.UpperQuantile(q)) * share * rest * width * Step;
            }
        }
        return sum;
    }
}
