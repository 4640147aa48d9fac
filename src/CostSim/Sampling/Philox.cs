using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling;

/// <summary>
/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): random words as a pure function of a counter and a
/// key. The uniform of a trial is a pure function of (seed, stream, trial), the same bits on every vector width.
/// </summary>
/// <remarks>
/// Key: the seed. Counter: words 0-1 number a pair of trials, words 2-3 are the stream. Trials go in groups of 16: trial 16g + 8h + l uses
/// half h (words 2h and 2h+1) of counter 8g + l, so that one evaluation on eight lanes fills a group. A uniform is
/// (52 high bits + 1/2) 2^-52: never 0, never 1.
/// </remarks>
internal static class Philox
{
    /// <summary>Trials per group; ranges given to <see cref="Uniforms"/> start at a multiple of it.</summary>
    public const int GroupLength = 16;

    private const int Half = GroupLength / 2;
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const ulong LowWord = 0xFFFF_FFFF;

    /// <summary>The bits of 1.0: a fraction or-ed into them is a number in [1, 2).</summary>
    internal const ulong One = 0x3FF0_0000_0000_0000;

    /// <summary>Subtracted from 1.f it leaves f + 2^-53, exactly.</summary>
    internal const double OneLessHalfStep = 1 - 1.0 / (1L << 53);

    /// <summary>Fills <paramref name="uniforms"/> with the uniforms of consecutive trials.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The input's stream.</param>
    /// <param name="firstTrial">Number of the first trial, a multiple of <see cref="GroupLength"/>.</param>
    /// <param name="uniforms">Receives them; its length is a multiple of <see cref="GroupLength"/>.</param>
    public static void Uniforms(ulong seed, ulong stream, long firstTrial, Span<double> uniforms)
    {
        if (firstTrial % GroupLength != 0 || uniforms.Length % GroupLength != 0)
        {
            throw new ArgumentException($"ranges of trials start and end at multiples of {GroupLength}", nameof(firstTrial));
        }
        if (Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            Uniforms512(seed, stream, firstTrial, uniforms);
        }
        else if (Avx2.IsSupported)
        {
            Uniforms256(seed, stream, firstTrial, uniforms);
        }
        else
        {
            UniformsScalar(seed, stream, firstTrial, uniforms);
        }
    }

    /// <summary>The four output words of one counter.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Words((uint C0, uint C1, uint C2, uint C3) counter, (uint K0, uint K1) key)
    {
        var (c0, c1, c2, c3) = counter;
        var (k0, k1) = key;
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    internal static void UniformsScalar(ulong seed, ulong stream, long firstTrial, Span<double> uniforms)
    {
        for (int group = 0; group < uniforms.Length; group += GroupLength)
        {
            for (int lane = 0; lane < Half; lane++)
            {
                ulong counter = (ulong)(firstTrial + group) / 2 + (ulong)lane;
                var (x0, x1, x2, x3) = Words(
                    ((uint)counter, (uint)(counter >> 32), (uint)stream, (uint)(stream >> 32)), ((uint)seed, (uint)(seed >> 32)));
                uniforms[group + lane] = ToUniform(x0, x1);
                uniforms[group + Half + lane] = ToUniform(x2, x3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Uniforms512(ulong seed, ulong stream, long firstTrial, Span<double> uniforms)
    {
        ref double first = ref MemoryMarshal.GetReference(uniforms);
        Span<ulong> keys = stackalloc ulong[2 * Rounds];
        ref ulong key = ref ExpandKey(seed, keys);
        var multiplier0 = Vector512.Create((ulong)Multiplier0).AsUInt32();
        var multiplier1 = Vector512.Create((ulong)Multiplier1).AsUInt32();
        var streamLow = Vector512.Create(stream & LowWord);
        var streamHigh = Vector512.Create(stream >> 32);
        var lanes = Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        // Two groups at a time hide the multiplier's latency; an odd last group is done twice.
        for (int groupA = 0; groupA < uniforms.Length; groupA += 2 * GroupLength)
        {
            int groupB = Math.Min(groupA + GroupLength, uniforms.Length - GroupLength);
            var counterA = Vector512.Create((ulong)(firstTrial + groupA) / 2) + lanes;
            var counterB = Vector512.Create((ulong)(firstTrial + groupB) / 2) + lanes;
            // Each 64-bit lane holds a word in its low half; what the high half holds does not matter to the multiplier.
            var (a0, a1, a2, a3) = (counterA, counterA >>> 32, streamLow, streamHigh);
            var (b0, b1, b2, b3) = (counterB, counterB >>> 32, streamLow, streamHigh);
            for (int round = 0; round < 2 * Rounds; round += 2)
            {
                var key0 = Vector512.Create(Unsafe.Add(ref key, round));
                var key1 = Vector512.Create(Unsafe.Add(ref key, round + 1));
                var (productA0, productA1) = (Avx512F.Multiply(a0.AsUInt32(), multiplier0), Avx512F.Multiply(a2.AsUInt32(), multiplier1));
                var (productB0, productB1) = (Avx512F.Multiply(b0.AsUInt32(), multiplier0), Avx512F.Multiply(b2.AsUInt32(), multiplier1));
                (a0, a1, a2, a3) = ((productA1 >>> 32) ^ a1 ^ key0, productA1, (productA0 >>> 32) ^ a3 ^ key1, productA0);
                (b0, b1, b2, b3) = ((productB1 >>> 32) ^ b1 ^ key0, productB1, (productB0 >>> 32) ^ b3 ^ key1, productB0);
            }
            ToUniform(a0, a1).StoreUnsafe(ref first, (nuint)groupA);
            ToUniform(a2, a3).StoreUnsafe(ref first, (nuint)(groupA + Half));
            ToUniform(b0, b1).StoreUnsafe(ref first, (nuint)groupB);
            ToUniform(b2, b3).StoreUnsafe(ref first, (nuint)(groupB + Half));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Uniforms256(ulong seed, ulong stream, long firstTrial, Span<double> uniforms)
    {
        ref double first = ref MemoryMarshal.GetReference(uniforms);
        Span<ulong> keys = stackalloc ulong[2 * Rounds];
        ref ulong key = ref ExpandKey(seed, keys);
        var multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        var multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        var streamLow = Vector256.Create(stream & LowWord);
        var streamHigh = Vector256.Create(stream >> 32);
        var lanes = Vector256.Create(0UL, 1, 2, 3);
        // A group's half has two vectors: offsets 0 and 4 of every 16.
        for (int offset = 0; offset < uniforms.Length; offset += offset % GroupLength == 0 ? Half / 2 : GroupLength - Half / 2)
        {
            int group = offset / GroupLength * GroupLength;
            var counter = Vector256.Create((ulong)(firstTrial + group) / 2 + (ulong)(offset - group)) + lanes;
            var (c0, c1, c2, c3) = (counter, counter >>> 32, streamLow, streamHigh);
            for (int round = 0; round < 2 * Rounds; round += 2)
            {
                var p0 = Avx2.Multiply(c0.AsUInt32(), multiplier0);
                var p1 = Avx2.Multiply(c2.AsUInt32(), multiplier1);
                c0 = (p1 >>> 32) ^ c1 ^ Vector256.Create(Unsafe.Add(ref key, round));
                c2 = (p0 >>> 32) ^ c3 ^ Vector256.Create(Unsafe.Add(ref key, round + 1));
                c1 = p1;
                c3 = p0;
            }
            ToUniform(c0, c1).StoreUnsafe(ref first, (nuint)offset);
            ToUniform(c2, c3).StoreUnsafe(ref first, (nuint)(offset + Half));
        }
    }

    /// <summary>Both key words of every round, in the order of use.</summary>
    private static ref ulong ExpandKey(ulong seed, Span<ulong> keys)
    {
        var (k0, k1) = ((uint)seed, (uint)(seed >> 32));
        for (int i = 0; i < keys.Length; i += 2)
        {
            (keys[i], keys[i + 1]) = (k0, k1);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return ref MemoryMarshal.GetReference(keys);
    }

    private static double ToUniform(uint low, uint high) =>
        BitConverter.UInt64BitsToDouble(((((ulong)high << 32) | low) >> 12) | One) - OneLessHalfStep;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToUniform(Vector512<ulong> low, Vector512<ulong> high) =>
        ((((high << 32) | (low & Vector512.Create(LowWord))) >>> 12) | Vector512.Create(One)).AsDouble()
        - Vector512.Create(OneLessHalfStep);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToUniform(Vector256<ulong> low, Vector256<ulong> high) =>
        ((((high << 32) | (low & Vector256.Create(LowWord))) >>> 12) | Vector256.Create(One)).AsDouble()
        - Vector256.Create(OneLessHalfStep);
}
