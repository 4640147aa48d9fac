namespace CostSim.Tests.Distributions;

/// <summary>Uniforms for tests that must not rest on our own streams. Steele, Lea and Flood, OOPSLA 2014.</summary>
internal static class SplitMix64
{
    public static double[] Uniforms(ulong seed, int count)
    {
        double[] column = new double[count];
        for (int i = 0; i < count; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            ulong z = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            column[i] = (((z ^ (z >> 31)) >> 12) + 0.5) * Math.ScaleB(1, -52);
        }
        return column;
    }
}
