using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Statistics;

namespace CostSim.Simulation;

/// <summary>
/// One thread's room for runs in which one input is known and the others are as uncertain as they are: the output's mean, median and
/// P5-P95 range given the input. All runs of a randomisation share their points, so that differences between them are not noise.
/// </summary>
internal sealed class ConditionalRuns
{
    /// <summary>Points of each randomisation, at which the others lie: percentiles are then biased by less than 0.2 %.</summary>
    public const int Points = 2 * Column.BlockLength;

    /// <summary>Values of the input in each randomisation, one from every sixteenth of its probability.</summary>
    private const int Strata = Sampler.GroupLength;

    private readonly CompiledScenario _compiled;
    private readonly Block _block;
    private readonly Sampler _sampler;
    private readonly double[] _values = new double[Points];

    /// <param name="compiled">The scenario.</param>
    /// <param name="plan">Seed, sampling and output; as many trials as <see cref="Points"/> for each randomisation.</param>
    public ConditionalRuns(CompiledScenario compiled, SimulationPlan plan)
    {
        _compiled = compiled;
        _block = new Block(compiled, plan);
        _sampler = plan.Sampling.For(plan.Seed, plan.Trials);
    }

    /// <summary>Runs that <see cref="Given"/> needs for an input.</summary>
    public static int RunsFor(Distribution law) => 1 + Levels(law).Count + (law is Choice choice ? choice.Options.Count : Strata);

    /// <summary>The values at which an input's effect is reported: P10 and P90; of a choice by name, every option.</summary>
    public static IReadOnlyList<(string Name, double Value)> Levels(Distribution law) => law is Choice { IsCategorical: true } choice
        ? [.. choice.Options.Select((option, number) => (option.Name, (double)number))]
        : [("p10", law.Quantile(0.1)), ("p90", law.Quantile(0.9))];

    /// <summary>Runs every randomisation given an input's levels and a sample of its values.</summary>
    /// <param name="variate">Number of the input among the variates.</param>
    public ConditionalResult Given(int variate)
    {
        var law = _compiled.Variates[variate].Input.Law;
        var given = _block.Given(variate);
        (double, double)[] levels = [.. Levels(law).Select(level => Interval(law, level.Value))];
        int replicates = _sampler.Design.Replicates;
        var atLevels = levels.Select(_ => new Spread[replicates]).ToArray();
        var widths = new (double Known, double Unknown)[replicates];
        for (int r = 0; r < replicates; r++)
        {
            for (int level = 0; level < levels.Length; level++)
            {
                atLevels[level][r] = SpreadBetween(r, given, levels[level]);
            }
            widths[r] = (ExpectedWidth(variate, r, given), SpreadBetween(r, given, (0, 1)).Width);
        }
        return new(
            [.. atLevels.Select(spreads => Pooled([.. spreads.Select(spread => spread.Mean)]))],
            [.. atLevels.Select(spreads => Pooled([.. spreads.Select(spread => spread.Median)]))],
            Remaining(widths));
    }

    /// <summary>The expected P5-P95 range once the input is known.</summary>
    private double ExpectedWidth(int variate, int replicate, ConditionalDraw given)
    {
        var (input, stream, dimension, _) = _compiled.Variates[variate];
        if (input.Law is Choice choice)
        {
            double expected = 0;
            for (int option = 0; option < choice.Options.Count; option++)
            {
                double value = choice.IsCategorical ? option : choice.Options[option].Value;
                expected += choice.Probabilities[option] * SpreadBetween(replicate, given, Interval(choice, value)).Width;
            }
            return expected;
        }
        Span<double> uniforms = stackalloc double[Strata];
        _sampler.Uniforms(stream, dimension, _sampler.Design.Start(replicate), uniforms);
        double sum = 0;
        foreach (double uniform in uniforms)
        {
            var interval = input.Law.HasAtoms ? Interval(input.Law, input.Law.Quantile(uniform)) : (uniform, uniform);
            sum += SpreadBetween(replicate, given, interval).Width;
        }
        return sum / Strata;
    }

    private Spread SpreadBetween(int replicate, ConditionalDraw given, (double Lower, double Upper) uniforms)
    {
        long first = _sampler.Design.Start(replicate);
        for (int start = 0; start < Points; start += Column.BlockLength)
        {
            _block.Draw(first + start, given, uniforms.Lower, uniforms.Upper);
            _block.Evaluate();
            var values = _values.AsSpan(start, Column.BlockLength);
            _block.Outputs[^1].Values.CopyTo(values);
            if (!Moments.Of(values).IsFiniteAndNotNegative)
            {
                throw ImpossibleOutputException.First(_block.Outputs, _block.Outputs[^1], Column.BlockLength, first + start);
            }
        }
        return Spread.Of(_values);
    }

    /// <summary>The uniforms that give a value: an interval where it has a probability of its own, else one number.</summary>
    private static (double Lower, double Upper) Interval(Distribution law, double value) => (law.ProbabilityBelow(value), law.Cdf(value));

    private static Estimate Pooled(double[] ofReplicates) => ReplicateError.Around(Moments.Of(ofReplicates).Mean, ofReplicates);

    private static Estimate Remaining((double Known, double Unknown)[] widths)
    {
        var known = ReplicateRatio.Of(widths).Estimate;
        return new(1 - known.Value, 1 - known.Upper, 1 - known.Lower);
    }
}

/// <summary>The output given one input.</summary>
/// <param name="Means">Its mean at each of the input's levels.</param>
/// <param name="Medians">Its median at each of them.</param>
/// <param name="WidthReduction">Expected share by which its P5-P95 range narrows once the input is known.</param>
internal sealed record ConditionalResult(IReadOnlyList<Estimate> Means, IReadOnlyList<Estimate> Medians, Estimate WidthReduction);
