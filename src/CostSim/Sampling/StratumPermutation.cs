using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling;

/// <summary>
/// A keyed permutation of 0 ... n-1 that is computed, not stored: a Feistel network on pairs (left, right) of Z_a x Z_b, with a b just
/// above n, repeated until the result lies below n (Black and Rogaway 2002, "Ciphers with arbitrary finite domains", §§3-4).
/// </summary>
/// <remarks>Any two indices go to any two strata alike; for a handful of strata not all orders as a whole are equally likely.</remarks>
internal readonly struct StratumPermutation
{
    private const uint Multiplier0 = 0x9E37_79B9;
    private const uint Multiplier1 = 0xC2B2_AE35;

    /// <summary>Parts of the key that scrambling leaves free.</summary>
    private const uint FirstPart = 2;

    private readonly ulong _count;
    private readonly uint _a, _b;
    private readonly uint _key0, _key1, _key2, _key3, _key4, _key5;

    /// <summary>The permutation of the strata of one replicate along the coordinate of a stream.</summary>
    /// <param name="count">n, from 1 to <see cref="SamplingDesign.MostTrials"/>, so that a and b are below 2^20.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The input's stream.</param>
    /// <param name="replicate">Number of the replicate.</param>
    public StratumPermutation(long count, ulong seed, ulong stream, int replicate)
    {
        _count = (ulong)count;
        _a = (uint)Math.Ceiling(Math.Sqrt(count));
        _b = (uint)((_count + _a - 1) / _a);
        var (k01, k23) = RandomisationKey.Of(seed, stream, replicate, FirstPart);
        var (k45, _) = RandomisationKey.Of(seed, stream, replicate, FirstPart + 1);
        (_key0, _key1, _key2, _key3) = ((uint)k01, (uint)(k01 >> 32), (uint)k23, (uint)(k23 >> 32));
        (_key4, _key5) = ((uint)k45, (uint)(k45 >> 32));
    }

    /// <summary>The stratum of a trial.</summary>
    /// <param name="index">The trial's index within the replicate, from 0 to n - 1.</param>
    public ulong this[ulong index]
    {
        get
        {
            var (left, right) = (index / _b, index % _b);
            do
            {
                Permute(ref left, ref right);
            }
            while (left * _b + right >= _count);
            return left * _b + right;
        }
    }

    /// <summary>The pairs of consecutive indices.</summary>
    public (Vector256<ulong> Left, Vector256<ulong> Right) Pairs(ulong firstIndex)
    {
        Span<ulong> left = stackalloc ulong[Vector256<ulong>.Count], right = stackalloc ulong[Vector256<ulong>.Count];
        for (int lane = 0; lane < left.Length; lane++)
        {
            (left[lane], right[lane]) = ((firstIndex + (ulong)lane) / _b, (firstIndex + (ulong)lane) % _b);
        }
        return (Vector256.Create<ulong>(left), Vector256.Create<ulong>(right));
    }

    /// <summary>Moves pairs on by the length of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(ref Vector256<ulong> left, ref Vector256<ulong> right)
    {
        ulong step = (ulong)Vector256<ulong>.Count;
        right += Vector256.Create(step % _b);
        var isCarried = Vector256.GreaterThan(right.AsInt64(), Vector256.Create(_b - 1L)).AsUInt64();
        right -= isCarried & Vector256.Create((ulong)_b);
        left += Vector256.Create(step / _b) - isCarried;
    }

    /// <summary>The strata of four trials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> Strata(Vector256<ulong> left, Vector256<ulong> right)
    {
        Permute(ref left, ref right);
        var strata = Product(left, _b) + right;
        while (true)
        {
            var isOutside = Vector256.GreaterThan(strata.AsInt64(), Vector256.Create((long)_count - 1)).AsUInt64();
            if (isOutside == Vector256<ulong>.Zero)
            {
                return strata;
            }
            Permute(ref left, ref right);
            strata = Vector256.ConditionalSelect(isOutside, Product(left, _b) + right, strata);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Permute(ref ulong left, ref ulong right)
    {
        left = SumModulo(left, Below(_a, right, _key0), _a);
        right = SumModulo(right, Below(_b, left, _key1), _b);
        left = SumModulo(left, Below(_a, right, _key2), _a);
        right = SumModulo(right, Below(_b, left, _key3), _b);
        left = SumModulo(left, Below(_a, right, _key4), _a);
        right = SumModulo(right, Below(_b, left, _key5), _b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Permute(ref Vector256<ulong> left, ref Vector256<ulong> right)
    {
        left = SumModulo(left, Below(_a, right, _key0), _a);
        right = SumModulo(right, Below(_b, left, _key1), _b);
        left = SumModulo(left, Below(_a, right, _key2), _a);
        right = SumModulo(right, Below(_b, left, _key3), _b);
        left = SumModulo(left, Below(_a, right, _key4), _a);
        right = SumModulo(right, Below(_b, left, _key5), _b);
    }

    /// <summary>A hash of x and the key, in 0 ... bound-1: two folded products, then the top of a third (Lemire 2019).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Below(uint bound, ulong x, uint key)
    {
        ulong hash = (ulong)((uint)x ^ key) * Multiplier0;
        hash = ((hash ^ (hash >> 32)) & uint.MaxValue) * Multiplier1;
        hash ^= hash >> 32;
        return ((hash & uint.MaxValue) * bound) >> 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Below(uint bound, Vector256<ulong> x, uint key)
    {
        var hash = Product(x ^ Vector256.Create((ulong)key), Multiplier0);
        hash = Product(hash ^ (hash >>> 32), Multiplier1);
        hash ^= hash >>> 32;
        return Product(hash, bound) >>> 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SumModulo(ulong x, ulong y, uint modulus) => x + y >= modulus ? x + y - modulus : x + y;

    /// <summary>Where the sum is below the modulus, the difference wraps to a large number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> SumModulo(Vector256<ulong> x, Vector256<ulong> y, uint modulus)
    {
        var sum = (x + y).AsUInt32();
        return Avx2.Min(sum, sum - Vector256.Create((ulong)modulus).AsUInt32()).AsUInt64();
    }

    /// <summary>
    /// Products of the low halves of the lanes. The factor is spread as 32 bits: given 64 bits in memory, the compiler of .NET 10.0.12 lets
    /// the instruction spread them itself and reads them from the wrong place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> x, uint factor) => Avx2.Multiply(x.AsUInt32(), Vector256.Create(factor));
}
