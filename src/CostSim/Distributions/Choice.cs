using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>One of several options, each with its probability. A categorical option's value is its number 0, 1, 2 ...</summary>
public sealed class Choice : Distribution
{
    /// <summary>For lists only: callers know what the options' names stand for and build the choice themselves.</summary>
    public static readonly Law Law = new("choice", "one of several options, each with its weight",
        [new("name=weight ...", [], _ => throw new InvalidOperationException("Choices are built from their options."))])
    { IsContinuous = false, CanBeTruncated = false };

    private readonly double[] _values;
    private readonly double[] _cumulative;  // P(X <= value of each option)
    private readonly double[] _above;       // P(X > value of each option), summed from the top

    private Choice(IReadOnlyList<ChoiceOption> options, bool isCategorical)
    {
        if (options.Count == 0)
        {
            throw new ArgumentException("A choice needs an option.", nameof(options));
        }

        if (!options.All(option => option.Weight > 0 && double.IsFinite(option.Weight)))
        {
            throw new ArgumentException("Weights must be above 0.", nameof(options));
        }

        Options = options;
        IsCategorical = isCategorical;
        _values = [.. options.Select((option, i) => isCategorical ? i : option.Value)];
        double[] weights = [.. options.Select(option => option.Weight)], rising = RunningSums.Of(weights),
            falling = RunningSums.Of([.. weights.Reverse()]);
        double total = rising[^1];
        Probabilities = [.. weights.Select(weight => weight / total)];
        _cumulative = [.. rising.Select(sum => sum / total)];
        _above =
            [.. Enumerable.Range(0, weights.Length).Select(i => i == weights.Length - 1 ? 0 : falling[weights.Length - 2 - i] / total)];
        Mean = _values.Zip(Probabilities, (value, probability) => value * probability).Sum();
        Variance = _values.Zip(Probabilities, (value, probability) => (value - Mean) * (value - Mean) * probability).Sum();
    }

    /// <summary>The options: categorical ones as written, numbers in rising order.</summary>
    public IReadOnlyList<ChoiceOption> Options { get; }

    /// <summary>Probability of each option; they add up to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>True when options are names and draws are their numbers.</summary>
    public bool IsCategorical { get; }

    public override double Minimum => _values[0];

    public override double Maximum => _values[^1];

    public override double Mean { get; }

    public override double Variance { get; }

    public override bool IsFixed => _values[0] == _values[^1];

    /// <summary>Options by name; their values are their numbers in this order.</summary>
    public static Choice OfNames(IReadOnlyList<ChoiceOption> options) => new(options, isCategorical: true);

    /// <summary>Options that are numbers.</summary>
    public static Choice OfNumbers(IReadOnlyList<ChoiceOption> options) =>
        new([.. options.OrderBy(option => option.Value)], isCategorical: false);

    public override double Quantile(double p) => _values[Array.FindIndex(_cumulative, below => p <= below)];

    public override double UpperQuantile(double q) => _values[Array.FindIndex(_above, above => above <= q)];

    public override double Cdf(double x) => LastAtMost(x) is >= 0 and int last ? _cumulative[last] : 0;

    public override double Survival(double x) => LastAtMost(x) is >= 0 and int last ? _above[last] : 1;

    public override string ToString() =>
        "choice " + string.Join(' ', Options.Select(option => FormattableString.Invariant($"{option.Name}={option.Weight}")));

    public override InverseTransform CreateTransform() => new Transform(_values, _cumulative);

    internal override bool HasClosedTransform => true;

    internal override IReadOnlyList<double> Atoms => _values;

    private int LastAtMost(double x) => Array.FindLastIndex(_values, value => value <= x);

    /// <summary>
    /// Steps up one value at every cumulative probability that lies below the uniform; four vectors at a time share each step's loads.
    /// </summary>
    private sealed class Transform(double[] values, double[] cumulative) : InverseTransform
    {
        private static int Group => 4 * Vector<double>.Count;

        public override void Apply(Span<double> column)
        {
            int start = 0;
            for (; start + Group <= column.Length; start += Group)
            {
                Step(column.Slice(start, Group));
            }

            if (start == column.Length)
            {
                return;
            }

            Span<double> padded = stackalloc double[Group];
            padded.Fill(0.5);
            column[start..].CopyTo(padded);
            Step(padded);
            padded[..(column.Length - start)].CopyTo(column[start..]);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Step(Span<double> group)
        {
            var u = MemoryMarshal.Cast<double, Vector<double>>(group);
            Vector<double> u0 = u[0], u1 = u[1], u2 = u[2], u3 = u[3];
            Vector<double> x0 = new(values[0]), x1 = x0, x2 = x0, x3 = x0;
            ReadOnlySpan<double> edges = cumulative.AsSpan(0, values.Length - 1), uppers = values.AsSpan(1, edges.Length);
            for (int i = 0; i < edges.Length; i++)
            {
                Vector<double> edge = new(edges[i]), value = new(uppers[i]);
                x0 = Vector.ConditionalSelect(Vector.GreaterThan(u0, edge), value, x0);
                x1 = Vector.ConditionalSelect(Vector.GreaterThan(u1, edge), value, x1);
                x2 = Vector.ConditionalSelect(Vector.GreaterThan(u2, edge), value, x2);
                x3 = Vector.ConditionalSelect(Vector.GreaterThan(u3, edge), value, x3);
            }
            (u[0], u[1], u[2], u[3]) = (x0, x1, x2, x3);
        }
    }
}

/// <summary>An option of a <see cref="Choice"/>.</summary>
/// <param name="Name">As written by the user.</param>
/// <param name="Value">Its number, for numeric inputs; not read for options by name.</param>
/// <param name="Weight">Relative weight, above 0.</param>
public sealed record ChoiceOption(string Name, double Value, double Weight);
