namespace CostSim.Numerics;

/// <summary>
/// Sums of the first 1, 2 ... of a list of positive numbers, each as if added exactly and rounded once. Neumaier, ZAMM 54 (1974).
/// </summary>
internal static class RunningSums
{
    public static double[] Of(IReadOnlyList<double> terms)
    {
        double sum = 0, lost = 0;
        double[] sums = new double[terms.Count];
        for (int i = 0; i < sums.Length; i++)
        {
            double next = sum + terms[i];
            lost += sum >= terms[i] ? sum - next + terms[i] : terms[i] - next + sum;
            sum = next;
            sums[i] = sum + lost;
        }
        return sums;
    }
}
