using System.Buffers.Binary;
using System.Numerics;

namespace CostSim.Sampling;

/// <summary>
/// The Sobol sequence in 256 dimensions with the direction numbers of <see cref="SobolDirections"/>, points in Gray-code order
/// (Antonov and Saleev 1979): aligned runs of 2^m points are the same sets as in the order of the index, and
/// numbers agree with published ones.
/// </summary>
/// <remarks>
/// Coordinates are kept with their 64 binary digits reversed, the first digit after the point lowest, which is what scrambling wants.
/// Gray coding and the generator matrices are linear over bits, so that point(i xor j) = point(i) xor point(j).
/// </remarks>
internal static class SobolSequence
{
    /// <summary>Number of dimensions.</summary>
    public const int Dimensions = SobolDirections.LastDimension;

    /// <summary>Digits of a coordinate, and bits of an index.</summary>
    internal const int Digits = 64;

    private static readonly ulong[] AllColumns = BuildColumns();

    /// <summary>
    /// Columns of a dimension's generator matrix, digits reversed: column j is xor-ed in by bit j of the Gray code of the index.
    /// </summary>
    /// <param name="dimension">From 0, the van der Corput sequence, to <see cref="Dimensions"/> - 1.</param>
    internal static ReadOnlySpan<ulong> Columns(int dimension) => AllColumns.AsSpan(dimension * Digits, Digits);

    /// <summary>One coordinate of a point, its digits reversed.</summary>
    internal static ulong ReversedPoint(ReadOnlySpan<ulong> columns, ulong index)
    {
        ulong point = 0;
        for (ulong gray = index ^ (index >> 1); gray != 0; gray &= gray - 1)
        {
            point ^= columns[BitOperations.TrailingZeroCount(gray)];
        }
        return point;
    }

    /// <summary>The digits of a coordinate in the other order.</summary>
    internal static ulong Reverse(ulong x)
    {
        x = BinaryPrimitives.ReverseEndianness(x);
        x = ((x >> 4) & 0x0F0F_0F0F_0F0F_0F0F) | ((x & 0x0F0F_0F0F_0F0F_0F0F) << 4);
        x = ((x >> 2) & 0x3333_3333_3333_3333) | ((x & 0x3333_3333_3333_3333) << 2);
        return ((x >> 1) & 0x5555_5555_5555_5555) | ((x & 0x5555_5555_5555_5555) << 1);
    }

    private static ulong[] BuildColumns()
    {
        ulong[] columns = new ulong[Dimensions * Digits];
        for (int j = 0; j < Digits; j++)
        {
            columns[j] = 1UL << j;
        }
        var table = SobolDirections.Table;
        Span<ulong> v = stackalloc ulong[Digits + 1];
        for (int dimension = 1, next = 0; dimension < Dimensions; dimension++)
        {
            int s = table[next], a = table[next + 1];
            Directions(a, table.Slice(next + 2, s), v);
            next += 2 + s;
            for (int j = 0; j < Digits; j++)
            {
                columns[dimension * Digits + j] = Reverse(v[j + 1]);
            }
        }
        return columns;
    }

    /// <summary>
    /// v_j = m_j / 2^j for j &lt;= s, then v_j = a_1 v_{j-1} xor ... xor a_{s-1} v_{j-s+1} xor v_{j-s} xor v_{j-s} / 2^s.
    /// Joe and Kuo 2008, eqs. 2-3.
    /// </summary>
    private static void Directions(int a, ReadOnlySpan<ushort> m, Span<ulong> v)
    {
        int s = m.Length;
        for (int j = 1; j <= Digits; j++)
        {
            if (j <= s)
            {
                v[j] = (ulong)m[j - 1] << (Digits - j);
                continue;
            }
            v[j] = v[j - s] ^ (v[j - s] >> s);
            for (int k = 1; k < s; k++)
            {
                if (((a >> (s - 1 - k)) & 1) != 0)
                {
                    v[j] ^= v[j - k];
                }
            }
        }
    }
}
