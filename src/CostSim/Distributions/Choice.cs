namespace CostSim.Distributions;

/// <summary>One of several options, each with its probability. A categorical option's value is its number 0, 1, 2 ...</summary>
public sealed class Choice : Distribution
{
    private readonly double[] _values;
    private readonly double[] _cumulative;

    private Choice(IReadOnlyList<ChoiceOption> options, bool isCategorical)
    {
        Options = options;
        IsCategorical = isCategorical;
        _values = [.. options.Select((option, i) => isCategorical ? i : option.Value)];
        double total = options.Sum(option => option.Weight), sum = 0;
        Probabilities = [.. options.Select(option => option.Weight / total)];
        _cumulative = [.. Probabilities.Select(probability => sum += probability)];
        _cumulative[^1] = 1;
    }

    /// <summary>The options: categorical ones as written, numbers in rising order.</summary>
    public IReadOnlyList<ChoiceOption> Options { get; }

    /// <summary>Probability of each option; they add up to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>True when options are names and draws are their numbers.</summary>
    public bool IsCategorical { get; }

    public override double Minimum => _values[0];

    public override double Maximum => _values[^1];

    public override double Mean => _values.Zip(Probabilities, (value, probability) => value * probability).Sum();

    public override double Variance => _values.Zip(Probabilities, (value, probability) => (value - Mean) * (value - Mean) * probability).Sum();

    public override bool IsFixed => _values.Length == 1;

    /// <summary>Options by name; their values are their numbers in this order.</summary>
    public static Choice OfNames(IReadOnlyList<ChoiceOption> options) => new(options, isCategorical: true);

    /// <summary>Options that are numbers.</summary>
    public static Choice OfNumbers(IReadOnlyList<ChoiceOption> options) => new([.. options.OrderBy(option => option.Value)], isCategorical: false);

    public override double Quantile(double p) => _values[Index(p)];

    public override double UpperQuantile(double q) => _values[Index(1 - q)];

    public override double Cdf(double x)
    {
        int last = Array.FindLastIndex(_values, value => value <= x);
        return last < 0 ? 0 : _cumulative[last];
    }

    public override double Survival(double x) => 1 - Cdf(x);

    public override string ToString() =>
        "choice " + string.Join(' ', Options.Select(option => FormattableString.Invariant($"{option.Name}={option.Weight}")));

    public override InverseTransform CreateTransform() => new Transform(_values, _cumulative);

    private int Index(double p)
    {
        int i = Array.FindIndex(_cumulative, c => p <= c);
        return i < 0 ? _values.Length - 1 : i;
    }

    private sealed class Transform(double[] values, double[] cumulative) : InverseTransform
    {
        public override void Apply(Span<double> column)
        {
            for (int i = 0; i < column.Length; i++)
            {
                double u = column[i];
                int option = 0;
                for (int j = 0; j < cumulative.Length - 1; j++)
                {
                    option += u > cumulative[j] ? 1 : 0;
                }
                column[i] = values[option];
            }
        }
    }
}

/// <summary>An option of a <see cref="Choice"/>.</summary>
/// <param name="Name">As written by the user.</param>
/// <param name="Value">Its number, for numeric inputs; not read for options by name.</param>
/// <param name="Weight">Relative weight, above 0.</param>
public sealed record ChoiceOption(string Name, double Value, double Weight);
