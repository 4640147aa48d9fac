using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling;

/// <summary>
/// Nested uniform scrambling of the 64 binary digits of one coordinate (Owen 1995) by a hash of the reversed digits in which carries only
/// run upwards, so that a digit is flipped by what stands before it and nothing else (Laine and Karras 2011; Burley 2020, "Practical
/// hash-based Owen scrambling", JCGT 9(4)).
/// </summary>
/// <remarks>
/// Rounds x ^= c x with c even, between keyed maps x = a x + b with a odd. One keyed map alone gives any two points exactly the joint law
/// of Owen's scrambling: x' - x = 2^d odd becomes 2^d odd a, uniform above digit d, and b makes x uniform. The variance of an estimate
/// rests on pairs alone, so it is Owen's; the rounds and the second map make triples and quadruples independent too (Vegdahl 2021,
/// "Building a better LK hash", has the same parts on 32 digits).
/// </remarks>
internal readonly struct OwenScrambling
{
    private const ulong Round0 = 0x9E37_79B9_7F4A_7C16;
    private const ulong Round1 = 0xBF58_476D_1CE4_E5BA;
    private const ulong Round2 = 0x94D0_49BB_1331_11E6;

    private readonly ulong _a0, _b0, _a1, _b1;

    /// <summary>One scrambling of the points of a stream.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The input's stream.</param>
    /// <param name="replicate">Number of the replicate.</param>
    public OwenScrambling(ulong seed, ulong stream, int replicate)
    {
        (_a0, _b0) = RandomisationKey.Of(seed, stream, replicate, part: 0);
        (_a1, _b1) = RandomisationKey.Of(seed, stream, replicate, part: 1);
        _a0 |= 1;
        _a1 |= 1;
    }

    /// <summary>The uniform of the scrambled coordinate: its first 52 digits and a half.</summary>
    /// <param name="x">The coordinate, first digit lowest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Uniform(ulong x)
    {
        x ^= x * Round0;
        x = x * _a0 + _b0;
        x ^= x * Round1;
        x = x * _a1 + _b1;
        x ^= x * Round2;
        return BitConverter.UInt64BitsToDouble((SobolSequence.Reverse(x) >> 12) | Philox.One) - Philox.OneLessHalfStep;
    }

    /// <inheritdoc cref="Uniform(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Uniform(Vector256<ulong> x)
    {
        x ^= Product(x, Round0);
        x = Product(x, _a0) + Vector256.Create(_b0);
        x ^= Product(x, Round1);
        x = Product(x, _a1) + Vector256.Create(_b1);
        x ^= Product(x, Round2);
        return ((Reverse(x) >>> 12) | Vector256.Create(Philox.One)).AsDouble() - Vector256.Create(Philox.OneLessHalfStep);
    }

    /// <inheritdoc cref="Uniform(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Uniform(Vector512<ulong> x)
    {
        x ^= x * Vector512.Create(Round0);
        x = x * Vector512.Create(_a0) + Vector512.Create(_b0);
        x ^= x * Vector512.Create(Round1);
        x = x * Vector512.Create(_a1) + Vector512.Create(_b1);
        x ^= x * Vector512.Create(Round2);
        return ((Reverse(x) >>> 12) | Vector512.Create(Philox.One)).AsDouble() - Vector512.Create(Philox.OneLessHalfStep);
    }

    /// <summary>The low 64 bits of a product; AVX2 multiplies 32 bits at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> x, ulong factor)
    {
        if (Avx512DQ.VL.IsSupported)
        {
            return Avx512DQ.VL.MultiplyLow(x, Vector256.Create(factor));
        }
        var low = Vector256.Create((uint)factor);
        var high = Vector256.Create((uint)(factor >> 32));
        var crossed = Avx2.Multiply(x.AsUInt32(), high) + Avx2.Multiply((x >>> 32).AsUInt32(), low);
        return Avx2.Multiply(x.AsUInt32(), low) + (crossed << 32);
    }

    /// <summary>Reverses the 64 bits of every lane: the bits of each half byte by table, then the bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Reverse(Vector256<ulong> x)
    {
        var half = Vector256.Create((byte)0x0F);
        var low = Avx2.Shuffle(Vector256.Create(LowHalves, LowHalves), x.AsByte() & half);
        var high = Avx2.Shuffle(Vector256.Create(HighHalves, HighHalves), (x >>> 4).AsByte() & half);
        return Avx2.Shuffle(low | high, Vector256.Create(ByteOrder, ByteOrder)).AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Reverse(Vector512<ulong> x)
    {
        var half = Vector512.Create((byte)0x0F);
        var low = Avx512BW.Shuffle(
            Vector512.Create(Vector256.Create(LowHalves, LowHalves), Vector256.Create(LowHalves, LowHalves)), x.AsByte() & half);
        var high = Avx512BW.Shuffle(
            Vector512.Create(Vector256.Create(HighHalves, HighHalves), Vector256.Create(HighHalves, HighHalves)),
            (x >>> 4).AsByte() & half);
        return Avx512BW.Shuffle(
            low | high, Vector512.Create(Vector256.Create(ByteOrder, ByteOrder), Vector256.Create(ByteOrder, ByteOrder))).AsUInt64();
    }

    /// <summary>The four bits of a low half byte, reversed, where a high one stands.</summary>
    private static Vector128<byte> LowHalves =>
        Vector128.Create((byte)0x00, 0x80, 0x40, 0xC0, 0x20, 0xA0, 0x60, 0xE0, 0x10, 0x90, 0x50, 0xD0, 0x30, 0xB0, 0x70, 0xF0);

    private static Vector128<byte> HighHalves =>
        Vector128.Create((byte)0x00, 0x08, 0x04, 0x0C, 0x02, 0x0A, 0x06, 0x0E, 0x01, 0x09, 0x05, 0x0D, 0x03, 0x0B, 0x07, 0x0F);

    private static Vector128<byte> ByteOrder =>
        Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
}
