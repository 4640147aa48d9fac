using CostSim.CostModel.Quantities;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Analysis;

/// <summary>
/// One thread's room for the evaluations behind Sobol indices: a block of points A, one of independent points B, and for every factor
/// the block A with the factor's columns taken from B. Allocates nothing per block.
/// </summary>
internal sealed class SobolPairs
{
    private readonly Block _a;
    private readonly Block _b;
    private readonly BlockOutput _output;
    private readonly (double[] A, double[] B)[][] _columns;
    private readonly bool[][] _stale;
    private readonly double[] _atA = new double[Column.BlockLength];
    private readonly double[] _atB = new double[Column.BlockLength];
    private readonly double[] _mixed = new double[Column.BlockLength];
    private readonly double[] _kept;
    private readonly double _centre;

    /// <param name="compiled">The scenario.</param>
    /// <param name="again">The same with independent draws.</param>
    /// <param name="plan">Points, seed and the output.</param>
    /// <param name="factors">The inputs of each factor, by their numbers among the variates.</param>
    /// <param name="centre">A value near the output's mean.</param>
    public SobolPairs(
        CompiledScenario compiled, CompiledScenario again, SimulationPlan plan, IReadOnlyList<IReadOnlyList<int>> factors, double centre)
    {
        _a = new Block(compiled, plan);
        _b = new Block(again, plan);
        _output = _a.Outputs[^1];
        double[][] a = [.. _a.Draws], b = [.. _b.Draws];
        _columns = [.. factors.Select(factor => factor.Select(variate => (a[variate], b[variate])).ToArray())];
        // What the last factor changed is stale once its columns are back.
        bool[][] readers = [.. factors.Select(factor => _a.ReadersOf(factor))];
        _stale = [.. readers.Select((own, i) => i == 0 ? own : own.Zip(readers[i - 1], (now, before) => now || before).ToArray())];
        _kept = new double[Column.BlockLength * factors.Select(factor => factor.Count).DefaultIfEmpty().Max()];
        _centre = centre;
    }

    /// <summary>The sums over consecutive points.</summary>
    /// <param name="firstPoint">The first of them, a multiple of <see cref="Column.BlockLength"/>.</param>
    /// <param name="length">Their number, a multiple of it too.</param>
    /// <exception cref="ImpossibleOutputException">The output was NaN, infinite or too large to square at some point.</exception>
    public SobolSums Sum(long firstPoint, int length)
    {
        var sums = new SobolSums(_columns.Length, _centre);
        for (long start = firstPoint; start < firstPoint + length; start += Column.BlockLength)
        {
            Add(start, sums);
        }
        return sums;
    }

    private void Add(long start, SobolSums sums)
    {
        _a.Simulate(start);
        _a.Outputs[^1].Values.CopyTo(_atA);
        _b.Simulate(start);
        _b.Outputs[^1].Values.CopyTo(_atB);
        sums.AddPairs(_atA, _atB);
        Check(_b, sums, start);
        for (int factor = 0; factor < _columns.Length; factor++)
        {
            var columns = _columns[factor];
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].A.CopyTo(_kept, i * Column.BlockLength);
                columns[i].B.CopyTo(columns[i].A, 0);
            }
            _a.Evaluate(_stale[factor]);
            _output.Values.CopyTo(_mixed);
            sums.AddMixed(factor, _atA, _atB, _mixed);
            Check(_a, sums, start);
            for (int i = 0; i < columns.Length; i++)
            {
                Array.Copy(_kept, i * Column.BlockLength, columns[i].A, 0, Column.BlockLength);
            }
        }
    }

    private static void Check(Block block, SobolSums sums, long start)
    {
        if (!sums.IsFinite)
        {
            throw ImpossibleOutputException.First(block.Outputs, block.Outputs[^1], Column.BlockLength, start);
        }
    }
}
