using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel;

/// <summary>
/// An output of the cost model, declared once: the source of checks, help, headers and axis labels. Its value is a day's sum times a
/// scale, or one sum per another, so that totals over workloads are sums and ratios of sums.
/// </summary>
public sealed record OutputDefinition
{
    internal OutputDefinition(
        string name, string unit, string meaning, Func<CostChain, Quantity> amount, double scale = 1, Func<CostChain, Quantity>? per = null,
        string text = "")
    {
        Name = name;
        Unit = unit;
        Meaning = meaning;
        Amount = amount;
        Scale = scale;
        Per = per;
        Text = text;
    }

    /// <summary>Name in files and options, snake case.</summary>
    public string Name { get; }

    /// <summary>Unit of the reported figures.</summary>
    public string Unit { get; }

    /// <summary>What it is, in one line.</summary>
    public string Meaning { get; }

    /// <summary>Factor from the sum's unit to <see cref="Unit"/>.</summary>
    public double Scale { get; }

    /// <summary>How it follows from the chain's quantities; empty where it is one of them as it stands.</summary>
    public string Text { get; }

    /// <summary>True when only serving models that look into replicas tell it: without one it says nothing.</summary>
    public bool IsOfReplicas { get; internal init; }

    /// <summary>The sum it reports, or the numerator, of one workload.</summary>
    internal Func<CostChain, Quantity> Amount { get; }

    /// <summary>The denominator; null for a plain sum. Where it is 0 the ratio is 0.</summary>
    internal Func<CostChain, Quantity>? Per { get; }

    /// <summary>The output of one workload, or of several together.</summary>
    /// <param name="chains">The chains of the workloads.</param>
    /// <param name="sums">Sums over workloads that other outputs have made, by their terms; is added to.</param>
    internal Quantity Of(IReadOnlyList<CostChain> chains, OutputSums sums)
    {
        var amount = sums.Over(chains, Amount);
        return Per is { } per ? Formula.Of(new Ratio(this), amount, sums.Over(chains, per))
            : Scale != 1 ? Formula.Of(new Scaled(this), amount)
            : amount;
    }

    /// <summary>The output of one workload.</summary>
    internal Quantity Of(CostChain chain) => Of([chain], new OutputSums());

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private readonly struct Scaled(OutputDefinition output) : IFormula1
    {
        private readonly double _scale = output.Scale;

        public string Name => output.Name;

        public string Unit => output.Unit;

        public string Text => output.Text;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes amount) => amount * _scale;
    }

    private readonly struct Ratio(OutputDefinition output) : IFormula2
    {
        private readonly double _scale = output.Scale;

        public string Name => output.Name;

        public string Unit => output.Unit;

        public string Text => output.Text;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes amount, Lanes per) =>
            Vector.ConditionalSelect(Vector.Equals(per, Lanes.Zero), Lanes.Zero, amount * _scale / per);
    }
}

/// <summary>The sums over workloads that outputs share, each made once.</summary>
internal sealed class OutputSums
{
    private readonly List<(Quantity[] Terms, Quantity Sum)> _made = [];

    public Quantity Over(IReadOnlyList<CostChain> chains, Func<CostChain, Quantity> amount)
    {
        Quantity[] terms = [.. chains.Select(amount)];
        if (terms.Length == 1)
        {
            return terms[0];
        }
        foreach (var (made, known) in _made)
        {
            if (made[0] == terms[0] && made.AsSpan().SequenceEqual(terms))
            {
                return known;
            }
        }
        var sum = Quantity.Sum(terms[0].Declared, terms[0].Unit, terms);
        _made.Add((terms, sum));
        return sum;
    }
}
