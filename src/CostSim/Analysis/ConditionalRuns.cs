using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Analysis;

/// <summary>
/// One thread's room for runs in which one input is known and the others are as uncertain as they are. A piece of work is a block of points
/// at which each input in turn is given a value from one stratum of its probability; the strata of a
/// randomisation together stand for its law.
/// </summary>
internal sealed class ConditionalRuns
{
    /// <summary>Strata of an input's probability.</summary>
    public const int Strata = 2 * HalfStrata;

    /// <summary>
    /// Half the number of strata, and the normal score at which the last but one ends: 30 of equal width and the two tails.
    /// </summary>
    private const int HalfStrata = 16;
    private const double LastEdge = 3.2;

    /// <summary>Of so many strata, one is run at the inputs' levels too.</summary>
    private const int StrataPerLevelRun = 8;

    /// <summary>Ends of the strata, narrow in the tails, where the output's range changes most.</summary>
    private static readonly double[] Edges = [.. Enumerable.Range(-HalfStrata, Strata + 1).Select(Edge)];

    private readonly Block _block;
    private readonly Sampler _sampler;
    private readonly Given[] _inputs;
    private readonly double[] _values = new double[Column.BlockLength];
    private readonly double[] _kept;

    /// <param name="compiled">The scenario.</param>
    /// <param name="plan">Seed, sampling and output; <see cref="Strata"/> blocks for each randomisation.</param>
    public ConditionalRuns(CompiledScenario compiled, SimulationPlan plan)
    {
        _block = new Block(compiled, plan);
        _sampler = plan.Sampling.For(plan.Seed, plan.Trials);
        ConditionalDraw[] draws = [.. compiled.Variates.Select((_, number) => _block.Given(number))];
        // What the last input changed is stale once its columns are back.
        _inputs = [.. compiled.Variates.Select((variate, number) => new Given(
            variate, draws[number], [.. draws[number].Readers.Zip(draws[Math.Max(0, number - 1)].Readers, (now, before) => now || before)],
            [.. Levels(variate.Input.Law).Select(level => Interval(variate.Input.Law, level.Value))]))];
        _kept = new double[Column.BlockLength * _inputs.Select(input => input.Draw.Columns.Length).DefaultIfEmpty().Max()];
    }

    /// <summary>The values at which an input's effect is reported: P10 and P90; of a choice by name, every option.</summary>
    public static IReadOnlyList<(string Name, double Value)> Levels(Distribution law) => law is Choice { IsCategorical: true } choice
        ? [.. choice.Options.Select((option, number) => (option.Name, (double)number))]
        : [("p10", law.Quantile(0.1)), ("p90", law.Quantile(0.9))];

    /// <summary>The probability that a stratum stands for.</summary>
    public static double Probability(int stratum) => Edges[stratum + 1] - Edges[stratum];

    /// <summary>Evaluations of a piece of work, on average.</summary>
    public static long Evaluations(CompiledScenario compiled) =>
        Column.BlockLength * (1 + compiled.Variates.Sum(variate => 1L + Levels(variate.Input.Law).Count / StrataPerLevelRun));

    /// <summary>Runs one stratum of every input.</summary>
    /// <param name="piece">Number of the block: the stratum, plus <see cref="Strata"/> times the randomisation.</param>
    /// <exception cref="ImpossibleOutputException">The output was NaN, infinite or negative somewhere.</exception>
    public ConditionalPiece Run(int piece)
    {
        long first = (long)piece * Column.BlockLength;
        int stratum = piece % Strata;
        _block.Simulate(first);
        var unknown = Spread(first);
        double[] widths = new double[_inputs.Length];
        var levels = stratum % StrataPerLevelRun == 0 ? new Spread[_inputs.Length][] : [];
        for (int i = 0; i < _inputs.Length; i++)
        {
            var input = _inputs[i];
            Keep(input.Draw.Columns);
            widths[i] = SpreadBetween(first, input, ValueFrom(stratum, input.Variate, first)).Width;
            if (levels.Length > 0)
            {
                levels[i] = new Spread[input.Levels.Length];
                for (int level = 0; level < levels[i].Length; level++)
                {
                    levels[i][level] = SpreadBetween(first, input, input.Levels[level]);
                }
            }
            Restore(input.Draw.Columns);
        }
        return new(unknown.Width, widths, levels);
    }

    /// <summary>A value of an input from a stratum of its probability, as an interval of its uniforms.</summary>
    private (double Lower, double Upper) ValueFrom(int stratum, Variate variate, long first)
    {
        Span<double> uniforms = stackalloc double[Sampler.GroupLength];
        _sampler.Uniforms(variate.Stream, variate.Dimension, first, uniforms);
        double p = Edges[stratum] + Probability(stratum) * uniforms[0];
        var law = variate.Input.Law;
        return law.HasAtoms ? Interval(law, law.Quantile(p)) : (p, p);
    }

    private Spread SpreadBetween(long first, Given input, (double Lower, double Upper) uniforms)
    {
        _block.Redraw(first, input.Draw, uniforms.Lower, uniforms.Upper);
        _block.Evaluate(input.Stale);
        return Spread(first);
    }

    private Spread Spread(long first)
    {
        _block.Outputs[^1].Values.CopyTo(_values);
        if (!Moments.Of(_values).IsFiniteAndNotNegative)
        {
            throw ImpossibleOutputException.First(_block.Outputs, _block.Outputs[^1], Column.BlockLength, first);
        }
        return Statistics.Spread.Of(_values);
    }

    private void Keep(double[][] columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i].CopyTo(_kept, i * Column.BlockLength);
        }
    }

    private void Restore(double[][] columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            Array.Copy(_kept, i * Column.BlockLength, columns[i], 0, Column.BlockLength);
        }
    }

    /// <summary>The uniforms that give a value: an interval where it has a probability of its own, else one number.</summary>
    private static (double Lower, double Upper) Interval(Distribution law, double value) => (law.ProbabilityBelow(value), law.Cdf(value));

    private static double Edge(int i) => i switch
    {
        -HalfStrata => 0,
        HalfStrata => 1,
        _ => MathNet.Numerics.Distributions.Normal.CDF(0, 1, i * LastEdge / (HalfStrata - 1)),
    };

    /// <summary>An input, how it is drawn when known, the workloads to run then, and its levels as intervals of uniforms.</summary>
    private sealed record Given(Variate Variate, ConditionalDraw Draw, bool[] Stale, (double Lower, double Upper)[] Levels);
}

/// <summary>What a block of points tells of known inputs.</summary>
/// <param name="Width">The output's P5-P95 range.</param>
/// <param name="Known">The same with each input in turn at a value from the block's stratum.</param>
/// <param name="AtLevels">The output with each input in turn at each of its levels; none in most blocks.</param>
internal sealed record ConditionalPiece(double Width, double[] Known, Spread[][] AtLevels);
