using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling;

/// <summary>
/// Latin hypercubes: of the n trials of a replicate, each input takes one value from each of n equal strata, in an order of its own
/// (McKay, Beckman and Conover 1979, Technometrics 21): u = (stratum + plain uniform) / n.
/// </summary>
/// <remarks>
/// Orders of different inputs are independent, whatever their dimensions. n is the replicate's length, so other numbers of trials draw
/// other values. u is rounded down to 52 bits, and can leave its stratum by at most 2^-52.
/// </remarks>
internal sealed class LatinHypercubeSampler(ulong seed, SamplingDesign design) : Sampler(seed, design)
{
    /// <summary>2^52: how many uniforms there are, and the number whose last bit is worth 1.</summary>
    private const double Uniformity = 1L << 52;

    private protected override void Fill(ulong stream, int dimension, int replicate, long firstIndex, Span<double> uniforms)
    {
        Philox.Uniforms(Seed, stream, Design.Start(replicate) + firstIndex, uniforms);
        long count = Design.Length(replicate);
        var permutation = new StratumPermutation(count, Seed, stream, replicate);
        uniforms = uniforms[..(int)Math.Clamp(count - firstIndex, 0, uniforms.Length)];
        int whole = Avx2.IsSupported ? uniforms.Length & ~3 : 0;
        Stratify256(permutation, count, (ulong)firstIndex, uniforms[..whole]);
        StratifyScalar(permutation, count, (ulong)(firstIndex + whole), uniforms[whole..]);
    }

    /// <summary>Moves each uniform into the stratum of its trial.</summary>
    internal static void StratifyScalar(in StratumPermutation permutation, long count, ulong firstIndex, Span<double> uniforms)
    {
        double width = Uniformity / count;
        for (int i = 0; i < uniforms.Length; i++)
        {
            double place = Math.FusedMultiplyAdd(permutation[firstIndex + (ulong)i], width, uniforms[i] * width);
            uniforms[i] = (Math.Min(Math.Floor(place), Uniformity - 1) + 0.5) / Uniformity;
        }
    }

    /// <inheritdoc cref="StratifyScalar"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Stratify256(StratumPermutation permutation, long count, ulong firstIndex, Span<double> uniforms)
    {
        ref double first = ref MemoryMarshal.GetReference(uniforms);
        var whole = Vector256.Create(Uniformity);
        var width = Vector256.Create(Uniformity / count);
        var (left, right) = permutation.Pairs(firstIndex);
        for (int i = 0; i < uniforms.Length; i += Vector256<double>.Count)
        {
            // A whole number below 2^52 in the last bits of 2^52.
            var stratum = (permutation.Strata(left, right) | whole.AsUInt64()).AsDouble() - whole;
            var place = Vector256.FusedMultiplyAdd(stratum, width, Vector256.LoadUnsafe(ref first, (nuint)i) * width);
            var floor = Vector256.MinNative(Vector256.Floor(place), whole - Vector256<double>.One);
            ((floor + Vector256.Create(0.5)) * Vector256.Create(1 / Uniformity)).StoreUnsafe(ref first, (nuint)i);
            permutation.Advance(ref left, ref right);
        }
    }
}
