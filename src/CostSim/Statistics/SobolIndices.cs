namespace CostSim.Statistics;

/// <summary>
/// How much of an output's variance each of several independent factors explains: alone (first order, Var E[Y|X_i] / Var Y) and with all
/// its interactions (total, E Var[Y|X_~i] / Var Y). Sobol' 1993; Homma and Saltelli 1996. Estimates with 95 % intervals from independent
/// randomisations; NaN where the output does not vary.
/// </summary>
/// <remarks>Estimates scatter about their values, so that an index near 0 may come out slightly negative.</remarks>
/// <param name="Factors">First-order and total index of every factor.</param>
/// <param name="SumOfFirstOrder">
/// Sum of the first-order indices: 1 for an output that is a sum of functions of one factor each, less with interactions.
/// </param>
internal sealed record SobolIndices(IReadOnlyList<(Estimate FirstOrder, Estimate Total)> Factors, Estimate SumOfFirstOrder)
{
    /// <summary>The indices from the sums of each randomisation, of which at least two are needed for intervals.</summary>
    public static SobolIndices Of(IReadOnlyList<SobolSums> randomisations)
    {
        var factors = new (Estimate, Estimate)[randomisations[0].Factors];
        double[] sums = new double[randomisations.Count];
        double sum = 0;
        for (int i = 0; i < factors.Length; i++)
        {
            var first = ReplicateRatio.Of([.. randomisations.Select(sums => sums.FirstOrder(i))]);
            var total = ReplicateRatio.Of([.. randomisations.Select(sums => sums.Total(i))]);
            factors[i] = (first.Estimate, total.Estimate);
            sum += first.Value;
            for (int r = 0; r < sums.Length; r++)
            {
                sums[r] += first.OfReplicates[r];
            }
        }
        return new(factors, ReplicateError.Around(sum, sums));
    }
}
