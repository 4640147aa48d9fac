using CostSim.Distributions;
using CostSim.Sampling;

namespace CostSim.Fitting;

/// <summary>
/// P-values for a law whose parameters were estimated from the same data: samples are drawn from the fitted law, the law is fitted to each,
/// and the distances of the data are compared with theirs. Stute, Gonzales Manteiga and Presedo Quindimil, Bootstrap based goodness-of-fit
/// tests, Metrika 40 (1993); Babu and Rao, Goodness-of-fit tests when parameters are estimated, Sankhya 66 (2004).
/// </summary>
/// <remarks>
/// Tables for known parameters would give far too large p-values. Replicates are rounded as the data are. They have at most
/// <see cref="MostValues"/> numbers: sqrt(n) D and A^2 have a limit law, which they follow closely from there on (Stephens, EDF statistics
/// for goodness of fit and some comparisons, JASA 69 (1974), table 1A).
/// </remarks>
/// <param name="Replicates">Samples drawn; p-values are multiples of 1 / (replicates + 1).</param>
/// <param name="Seed">Key of all random bits.</param>
public sealed record ParametricBootstrap(int Replicates, ulong Seed)
{
    /// <summary>Most numbers of a replicate.</summary>
    public const int MostValues = 2000;

    /// <summary>The p-values of a fitted law.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public GoodnessOfFitP Test(LawFit fit, Sample sample, CancellationToken cancellation = default)
    {
        int count = Math.Min(sample.Count, MostValues);
        double scale = Math.Sqrt(count), observed = Math.Sqrt(sample.Count) * fit.Distance.KolmogorovSmirnov;
        ulong stream = StreamName.Hash($"fit.{fit.Estimator.Name}");
        var inverse = fit.Distribution.CreateTransform();
        int atLeastKs = 0, atLeastAd = 0;
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            cancellation.ThrowIfCancellationRequested();
            var drawn = Draw(inverse, sample, fit.Estimator.Location, count, stream, replicate);
            if (drawn.Distinct < 2 || fit.Estimator.Obstacle(drawn) is not null)
            {
                // No law can be fitted to it: counted for the fit, so that the p-value errs on the large side.
                (atLeastKs, atLeastAd) = (atLeastKs + 1, atLeastAd + 1);
                continue;
            }
            var distance = fit.Estimator.Distance(drawn, fit.Estimator.EstimateNear(drawn, fit.Parameters));
            atLeastKs += scale * distance.KolmogorovSmirnov >= observed ? 1 : 0;
            atLeastAd += distance.AndersonDarling >= fit.Distance.AndersonDarling ? 1 : 0;
        }
        return new((atLeastKs + 1.0) / (Replicates + 1), (atLeastAd + 1.0) / (Replicates + 1));
    }

    /// <summary>
    /// A rising sample of the law: quantiles of rising uniforms, which are partial sums of exponential gaps over their total.
    /// </summary>
    private Sample Draw(InverseTransform inverse, Sample like, double location, int count, ulong stream, int replicate)
    {
        int length = (count + Sampler.GroupLength) / Sampler.GroupLength * Sampler.GroupLength;
        double[] values = new double[length];
        Philox.Uniforms(Seed, stream, (long)replicate * length, values);
        double total = 0;
        for (int i = 0; i <= count; i++)
        {
            total -= Math.Log(values[i]);
            values[i] = total;
        }
        for (int i = 0; i < count; i++)
        {
            values[i] = Math.Clamp(values[i] / total, 1e-15, 1 - 1e-15);
        }

        Array.Resize(ref values, count);
        inverse.Apply(values);
        Round(values, like, location);
        for (int i = 1; i < count; i++)
        {
            values[i] = Math.Max(values[i], values[i - 1]);
        }

        return Sample.OfRising(values, like.Step);
    }

    /// <summary>
    /// Rounds as the data are; where all data are above the location, what would round to it goes to the first step above.
    /// </summary>
    private static void Round(double[] values, Sample like, double location)
    {
        if (like.Step == 0)
        {
            return;
        }

        double least = like.Minimum > location ? (Math.Floor((location / like.Step) + 1e-9) + 1) * like.Step : double.NegativeInfinity;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Max(least, Math.Round(values[i] / like.Step) * like.Step);
        }
    }
}

/// <summary>Probabilities that a sample of the fitted law lies as far from its own fit as the data do.</summary>
/// <param name="KolmogorovSmirnov">By the largest distance.</param>
/// <param name="AndersonDarling">By A^2.</param>
public readonly record struct GoodnessOfFitP(double KolmogorovSmirnov, double AndersonDarling)
{
    /// <summary>The smaller of the two.</summary>
    public double Least => Math.Min(KolmogorovSmirnov, AndersonDarling);
}
