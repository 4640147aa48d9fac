using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling;

/// <summary>
/// The Sobol sequence under independent nested uniform scramblings: every replicate is its own scrambling of the points 0, 1, 2, ...,
/// keyed by (seed, replicate, stream). Best with replicates of 2^k trials (<see cref="SamplingDesign.Even(long, SamplingMethod)"/>).
/// </summary>
/// <remarks>The dimension decides an input's coordinate: unlike plain draws, an input added before others in
/// name order moves theirs.</remarks>
internal sealed class SobolSampler(ulong seed, SamplingDesign design) : Sampler(seed, design)
{
    /// <summary>The most inputs there are coordinates for.</summary>
    public const int MostDimensions = SobolSequence.Dimensions;

    private protected override void Fill(ulong stream, int dimension, int replicate, long firstIndex, Span<double> uniforms)
    {
        var columns = SobolSequence.Columns(dimension);
        var scrambling = new OwenScrambling(Seed, stream, replicate);
        if (Avx512BW.IsSupported && Avx512DQ.IsSupported && Vector512.IsHardwareAccelerated)
        {
            Fill512(columns, scrambling, (ulong)firstIndex, uniforms);
        }
        else if (Avx2.IsSupported)
        {
            Fill256(columns, scrambling, (ulong)firstIndex, uniforms);
        }
        else
        {
            FillScalar(columns, scrambling, (ulong)firstIndex, uniforms);
        }
    }

    internal static void FillScalar(ReadOnlySpan<ulong> columns, OwenScrambling scrambling, ulong firstIndex, Span<double> uniforms)
    {
        ulong point = SobolSequence.ReversedPoint(columns, firstIndex);
        for (int i = 0; i < uniforms.Length; i++)
        {
            uniforms[i] = scrambling.Uniform(point);
            point ^= columns[BitOperations.TrailingZeroCount(firstIndex + (ulong)i + 1)];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Fill512(ReadOnlySpan<ulong> columns, OwenScrambling scrambling, ulong firstIndex, Span<double> uniforms)
    {
        ref double first = ref MemoryMarshal.GetReference(uniforms);
        Span<ulong> inGroup = stackalloc ulong[GroupLength];
        ref ulong offsets = ref FirstPoints(columns, inGroup);
        var (offsets0, offsets1) = (Vector512.LoadUnsafe(ref offsets), Vector512.LoadUnsafe(ref offsets, 8));
        ulong start = SobolSequence.ReversedPoint(columns, firstIndex);
        for (int i = 0; i < uniforms.Length; i += GroupLength)
        {
            var point = Vector512.Create(start);
            scrambling.Uniform(point ^ offsets0).StoreUnsafe(ref first, (nuint)i);
            scrambling.Uniform(point ^ offsets1).StoreUnsafe(ref first, (nuint)(i + 8));
            start ^= Step(columns, firstIndex + (ulong)i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Fill256(ReadOnlySpan<ulong> columns, OwenScrambling scrambling, ulong firstIndex, Span<double> uniforms)
    {
        ref double first = ref MemoryMarshal.GetReference(uniforms);
        Span<ulong> inGroup = stackalloc ulong[GroupLength];
        ref ulong offsets = ref FirstPoints(columns, inGroup);
        ulong start = SobolSequence.ReversedPoint(columns, firstIndex);
        for (int i = 0; i < uniforms.Length; i += GroupLength)
        {
            var point = Vector256.Create(start);
            for (int j = 0; j < GroupLength; j += 8)
            {
                scrambling.Uniform(point ^ Vector256.LoadUnsafe(ref offsets, (nuint)j)).StoreUnsafe(ref first, (nuint)(i + j));
                scrambling.Uniform(point ^ Vector256.LoadUnsafe(ref offsets, (nuint)(j + 4))).StoreUnsafe(ref first, (nuint)(i + j + 4));
            }
            start ^= Step(columns, firstIndex + (ulong)i);
        }
    }

    /// <summary>The points of the first group: a group's points are its first one xor these.</summary>
    private static ref ulong FirstPoints(ReadOnlySpan<ulong> columns, Span<ulong> points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = SobolSequence.ReversedPoint(columns, (ulong)i);
        }
        return ref MemoryMarshal.GetReference(points);
    }

    /// <summary>
    /// What leads from a group's first point to the next group's: the Gray codes of 16g and 16(g + 1) differ in two bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ReadOnlySpan<ulong> columns, ulong index) =>
        columns[3] ^ columns[4 + BitOperations.TrailingZeroCount(index / GroupLength + 1)];
}
