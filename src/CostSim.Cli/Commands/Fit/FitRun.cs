using CostSim.Cli.Findings;
using CostSim.Distributions;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fit;

/// <summary>Fits every law that can apply, on all processors: laws are independent, and each has its own random stream.</summary>
internal static class FitRun
{
    /// <summary>Samples drawn for a p-value: steps of 0.001.</summary>
    public const int Replicates = 999;

    /// <summary>Single laws that are tested; those with a higher AIC are not.</summary>
    private const int MostTested = 5;

    /// <summary>Laws fitted to data.</summary>
    public static FittedData Of(
        FitTarget target, DataColumn data, BetaEnds ends, double location, ulong seed, CancellationToken cancellation)
    {
        var sample = Sample.Of(data.Values);
        var bootstrap = new ParametricBootstrap(Replicates, seed);
        if (sample.Distinct == 1)
        {
            return new(target, data, sample, [], null, [], bootstrap) { Location = location };
        }
        var excluded = new List<ExcludedLaw>();
        var laws = new List<LawFit>();
        var single = LawEstimators.Single(ends.Min, ends.Max, location);
        foreach (var (estimator, fit, why) in Parallel(single, estimator => Fitted(estimator, sample, target), cancellation))
        {
            if (fit is null)
            {
                excluded.Add(new(estimator.Name, why));
            }
            else
            {
                laws.Add(fit);
            }
        }
        laws.Sort((a, b) => a.Aic.CompareTo(b.Aic));
        LawFit Tested(LawFit fit) => fit with { P = bootstrap.Test(fit, sample, cancellation) };
        LawFit[] tested = [.. Parallel(laws.Take(MostTested), Tested, cancellation), .. laws.Skip(MostTested)];
        var (_, mixture, _) = Fitted(LawEstimators.MixtureFor(sample, location), sample, target);
        if (mixture is not null && FitChoice.IsOffered(tested, mixture))
        {
            mixture = Tested(mixture);
        }
        excluded.AddRange(Excluded(LawEstimators.NotFitted));
        return new(target, data, sample, tested, mixture, excluded, bootstrap) { Location = location };
    }

    /// <summary>Laws fitted to percentiles.</summary>
    public static FittedPercentiles Of(FitTarget target, IReadOnlyList<QuantilePoint> points, BetaEnds ends)
    {
        var judgement = new QuantileJudgement(points, ends.Min, ends.Max, target.Range.Minimum, target.Range.Maximum);
        var laws = judgement.Fit();
        var outside = laws.Select(law => new ExcludedLaw(law.Name, WhyOutside(law.Distribution, target)))
            .Where(law => law.Why.Length > 0).ToList();
        return new(target, points, [.. laws.Where(law => !outside.Exists(other => other.Law == law.Name))],
            [.. Excluded(judgement.Excluded), .. outside, .. Excluded(QuantileJudgement.NotFitted)]);
    }

    private static IEnumerable<ExcludedLaw> Excluded(IReadOnlyList<(string Law, string Why)> laws) =>
        laws.Select(law => new ExcludedLaw(law.Law, law.Why));

    private static (LawEstimator Estimator, LawFit? Fit, string Why) Fitted(LawEstimator estimator, Sample sample, FitTarget target)
    {
        var (fit, why) = LawFit.Of(estimator, sample);
        string outside = fit is null ? why : WhyOutside(fit.Distribution, target);
        return outside.Length > 0 ? (estimator, null, outside) : (estimator, fit, "");
    }

    /// <summary>Why a law cannot be drawn for an input; empty when it can.</summary>
    private static string WhyOutside(Distribution law, FitTarget target)
    {
        var range = target.Range;
        return law.Minimum < range.Minimum ? $"values below {NumberReader.Write(range.Minimum)}, which {target.Input} never has"
            : law.Maximum > range.Maximum ? $"values above {NumberReader.Write(range.Maximum)}, which {target.Input} never has"
            : "";
    }

    private static List<TResult> Parallel<T, TResult>(IEnumerable<T> items, Func<T, TResult> work, CancellationToken cancellation) =>
        [.. items.AsParallel().AsOrdered().WithCancellation(cancellation).Select(work)];
}

/// <summary>The ends of a beta law.</summary>
internal readonly record struct BetaEnds(double Min, double Max);
