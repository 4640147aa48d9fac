using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostSim.Distributions;
using CostSim.Numerics;

namespace CostSim.Sampling;

/// <summary>
/// Makes independent columns of uniforms dependent by the Gaussian copula: z = Phi^-1(u), z' = L z, u' = Phi(z') with L L' the correlations
/// of the normal scores (Iman and Conover 1982; Nelsen 2006, §2.3). Every column stays uniform. Immutable and free of allocation.
/// </summary>
/// <remarks>
/// A column that depends on none before it keeps its draws, bit for bit: so does the first of a correlated group, and every column without
/// a correlation. u' lies between 2^-53 and 1 - 2^-53 and is not rounded to 52 bits; 1 - u' is exact from 1/2 up.
/// </remarks>
internal sealed class GaussianCopula
{
    /// <summary>Normal scores of a piece of all columns that fit in the first-level cache.</summary>
    private const int Room = 4096;

    private static readonly InverseTransform NormalScores = new Normal(0, 1).CreateTransform();

    private readonly int[] _sources;
    private readonly Dependence[] _dependences;

    /// <param name="correlations">Rank correlations between the columns; positive definite.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public GaussianCopula(RankCorrelations correlations)
    {
        double[,] factor = correlations.Factor
            ?? throw new ArgumentException("the correlation matrix is not positive definite", nameof(correlations));
        Names = correlations.Names;
        var rows = Enumerable.Range(0, Names.Count)
            .Select(i => (Column: i, Parts: Enumerable.Range(0, i + 1).Where(j => factor[i, j] != 0).ToArray()))
            .Where(row => row.Parts.Length > 1)
            .ToArray();
        _sources = [.. rows.SelectMany(row => row.Parts).Distinct().Order()];
        _dependences = [.. rows.Select(row => new Dependence(
            row.Column, [.. row.Parts.Select(j => Array.IndexOf(_sources, j))], [.. row.Parts.Select(j => factor[row.Column, j])]))];
    }

    /// <summary>Names of the columns, in the order in which <see cref="Apply"/> takes them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Replaces the uniforms of the columns by dependent ones.</summary>
    /// <param name="columns">One per name, of equal length, a multiple of <see cref="Sampler.GroupLength"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(ReadOnlySpan<double[]> columns)
    {
        int length = columns[0].Length;
        if (columns.Length != Names.Count || length % Sampler.GroupLength != 0)
        {
            throw new ArgumentException($"{Names.Count} columns of a multiple of {Sampler.GroupLength} trials are needed", nameof(columns));
        }
        if (_dependences.Length == 0)
        {
            return;
        }
        int piece = Math.Max(Sampler.GroupLength, Math.Min(Room / _sources.Length, length) / Sampler.GroupLength * Sampler.GroupLength);
        Span<double> scores = stackalloc double[piece * _sources.Length];
        for (int start = 0; start < length; start += piece)
        {
            int count = Math.Min(piece, length - start);
            for (int slot = 0; slot < _sources.Length; slot++)
            {
                var score = scores.Slice(slot * piece, count);
                columns[_sources[slot]].AsSpan(start, count).CopyTo(score);
                NormalScores.Apply(score);
            }
            foreach (var dependence in _dependences)
            {
                dependence.Apply(scores, piece, columns[dependence.Column].AsSpan(start, count));
            }
        }
    }

    /// <summary>A column as a sum of normal scores.</summary>
    /// <param name="Column">Which.</param>
    /// <param name="Slots">Where the scores lie.</param>
    /// <param name="Weights">Their weights; the squares add up to 1.</param>
    private sealed record Dependence(int Column, int[] Slots, double[] Weights)
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Apply(Span<double> scores, int piece, Span<double> column)
        {
            ref double first = ref MemoryMarshal.GetReference(scores);
            ref double result = ref MemoryMarshal.GetReference(column);
            for (int i = 0; i < column.Length; i += Vector<double>.Count)
            {
                var sum = Vector.LoadUnsafe(ref first, (nuint)(Slots[0] * piece + i)) * new Vector<double>(Weights[0]);
                for (int part = 1; part < Slots.Length; part++)
                {
                    var score = Vector.LoadUnsafe(ref first, (nuint)(Slots[part] * piece + i));
                    sum = Vector.FusedMultiplyAdd(score, new Vector<double>(Weights[part]), sum);
                }
                NormalProbability.Cdf(sum).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }
}
