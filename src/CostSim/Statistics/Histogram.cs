using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Statistics;

/// <summary>
/// Counts of values that are zero or positive, in bins that split every octave into <see cref="BinsPerOctave"/> equal parts.
/// Counts are whole numbers, so merging is exact in any order. A quantile lies in the bin of the sample's own (within 0.024 %); far
/// nearer where a bin holds many values, and within 6e-8 where its values are all the same number.
/// </summary>
/// <remarks>
/// The bin is read off the raw bits: exponent = octave, leading fraction bits = bin. Octaves are allocated when first touched.
/// A bin also remembers which of the next bits its values share, and counts as no wider than those bits say: else a quantile that falls
/// on a single number, as when a model is a choice between two, would be read off as some other number of the bin.
/// </remarks>
public sealed class Histogram
{
    private const int BinBits = 12;
    private const int OctaveShift = 52;
    private const int Octaves = 1 << 11;

    /// <summary>
    /// Low bits of a bin that count, to 1e12; above them, the next bits of its values or-ed together, then those bits inverted.
    /// </summary>
    private const int CountBits = 40;
    private const int NextBits = 12;
    private const int NextShift = OctaveShift - BinBits - NextBits;
    private const ulong CountMask = (1UL << CountBits) - 1;
    private const ulong NextMask = (1UL << NextBits) - 1;

    private const int Piece = 1024;

    /// <summary>Bins in which each octave is split.</summary>
    public const int BinsPerOctave = 1 << BinBits;

    private readonly ulong[]?[] _octaves = new ulong[Octaves][];

    /// <summary>Number of values.</summary>
    public long Count { get; private set; }

    /// <summary>Smallest value; +infinity when empty.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>Largest value; -infinity when empty.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Counts values that are finite and not negative, and whose extremes are known. Values below 2^-1022 count as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values, double minimum, double maximum)
    {
        Count += values.Length;
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
        Span<ulong> next = stackalloc ulong[Piece];
        for (int start = 0; start < values.Length; start += Piece)
        {
            CountPiece(values[start..Math.Min(start + Piece, values.Length)], next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountPiece(ReadOnlySpan<double> values, Span<ulong> next)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        ref ulong firstNext = ref MemoryMarshal.GetReference(next);
        int whole = values.Length / Vector<double>.Count * Vector<double>.Count;
        for (int i = 0; i < whole; i += Vector<double>.Count)
        {
            var bits = Vector.AsVectorUInt64(Vector.LoadUnsafe(ref first, (nuint)i));
            var ones = (bits << (CountBits - NextShift)) & new Vector<ulong>(NextMask << CountBits);
            var zeros = Vector.AndNot(new Vector<ulong>(NextMask << (CountBits + NextBits)), bits << (CountBits + NextBits - NextShift));
            (ones | zeros).StoreUnsafe(ref firstNext, (nuint)i);
        }
        for (int i = whole; i < values.Length; i++)
        {
            next[i] = Next(BitConverter.DoubleToUInt64Bits(values[i]));
        }
        ref ulong[]? octaves = ref MemoryMarshal.GetArrayDataReference(_octaves);
        for (int i = 0; i < values.Length; i++)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(Unsafe.Add(ref first, i));
            nuint octave = (nuint)(bits >> OctaveShift) & (Octaves - 1);
            ulong[] bins = Unsafe.Add(ref octaves, octave) ?? Allocate(octave);
            ref ulong bin = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(bins), (nuint)(bits >> (OctaveShift - BinBits)) & (BinsPerOctave - 1));
            // One more in the low bits, the next bits or-ed into the high ones.
            bin = (bin + 1) | Unsafe.Add(ref firstNext, i);
        }
    }

    /// <summary>Adds the counts of another histogram.</summary>
    public void Merge(Histogram other)
    {
        Count += other.Count;
        Minimum = Math.Min(Minimum, other.Minimum);
        Maximum = Math.Max(Maximum, other.Maximum);
        for (int octave = 0; octave < Octaves; octave++)
        {
            if (other._octaves[octave] is { } theirs)
            {
                ulong[] ours = _octaves[octave] ?? Allocate((nuint)octave);
                for (int i = 0; i < ours.Length; i++)
                {
                    ours[i] = (ours[i] + (theirs[i] & CountMask)) | (theirs[i] & ~CountMask);
                }
            }
        }
    }

    /// <summary>
    /// The value with <paramref name="p"/> of the sample at or below it, p in [0, 1]; linear inside a bin, never outside the extremes.
    /// </summary>
    public double Quantile(double p) => AtRank(p * Count);

    /// <summary>The value below which <paramref name="rank"/> values lie, a real number in [0, <see cref="Count"/>].</summary>
    public double AtRank(double rank)
    {
        double below = 0;
        for (int octave = 0; octave < Octaves; octave++)
        {
            if (_octaves[octave] is not { } bins)
            {
                continue;
            }
            long inOctave = Total(bins);
            if (below + inOctave < rank)
            {
                below += inOctave;
                continue;
            }
            if (octave == 0)
            {
                return Math.Clamp(0, Minimum, Maximum);
            }
            for (int i = 0; i < bins.Length; i++)
            {
                long count = (long)(bins[i] & CountMask);
                if (count > 0 && below + count >= rank)
                {
                    var bin = Narrowed(octave, i, bins[i]);
                    return Math.Clamp(bin.Lower + (rank - below) / count * (bin.Upper - bin.Lower), Minimum, Maximum);
                }
                below += count;
            }
        }
        return Maximum;
    }

    /// <summary>
    /// Share of the sample above <paramref name="value"/>, linear inside a bin; a bin of one number has nothing above that number.
    /// </summary>
    public double Exceedance(double value)
    {
        if (value < Minimum)
        {
            return 1;
        }
        if (value >= Maximum)
        {
            return 0;
        }
        double above = 0;
        foreach (var bin in Bins())
        {
            if (bin.Lower > value)
            {
                above += bin.Count;
            }
            else if (bin.Upper > value && !IsOneNumber(bin))
            {
                above += bin.Count * (bin.Upper - value) / (bin.Upper - bin.Lower);
            }
        }
        return above / Count;
    }

    /// <summary>Share of the values that are zero.</summary>
    public double ShareOfZeros => Count == 0 ? 0 : Bins().TakeWhile(bin => bin.Upper == 0).Sum(bin => (double)bin.Count) / Count;

    /// <summary>The bins that hold values, in rising order, each as narrow as its values are known to be.</summary>
    public IEnumerable<HistogramBin> Bins()
    {
        for (int octave = 0; octave < Octaves; octave++)
        {
            if (_octaves[octave] is { } bins)
            {
                foreach (var bin in Bins(octave, bins))
                {
                    yield return bin;
                }
            }
        }
    }

    /// <summary>The same counts in fewer bins, a power of two of them per octave; only those that hold values.</summary>
    public IEnumerable<HistogramBin> Bins(int binsPerOctave)
    {
        int together = BinsPerOctave / binsPerOctave;
        for (int octave = 0; octave < Octaves; octave++)
        {
            if (_octaves[octave] is not { } bins)
            {
                continue;
            }
            if (octave == 0)
            {
                yield return new(0, 0, Total(bins));
                continue;
            }
            double width = BitConverter.Int64BitsToDouble((long)octave << OctaveShift) / binsPerOctave;
            for (int i = 0; i < binsPerOctave; i++)
            {
                long count = Total(bins.AsSpan(i * together, together));
                if (count > 0)
                {
                    yield return new((binsPerOctave + i) * width, (binsPerOctave + i + 1) * width, count);
                }
            }
        }
    }

    private static IEnumerable<HistogramBin> Bins(int octave, ulong[] bins)
    {
        if (octave == 0)
        {
            yield return new(0, 0, Total(bins));
            yield break;
        }
        for (int i = 0; i < bins.Length; i++)
        {
            if (bins[i] > 0)
            {
                yield return Narrowed(octave, i, bins[i]);
            }
        }
    }

    private static long Total(ReadOnlySpan<ulong> bins)
    {
        ulong total = 0;
        foreach (ulong bin in bins)
        {
            total += bin & CountMask;
        }
        return (long)total;
    }

    /// <summary>The next bits of a value, once as they are and once inverted, in the places that a bin keeps them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ulong bits) =>
        ((bits << (CountBits - NextShift)) & (NextMask << CountBits)) | (
            (~bits << (CountBits + NextBits - NextShift)) & (NextMask << (CountBits + NextBits)));

    /// <summary>True when the values of a bin agree in all bits that are known: for all that can be told, they are one number.</summary>
    private static bool IsOneNumber(in HistogramBin bin) =>
        BitConverter.DoubleToInt64Bits(bin.Upper) - BitConverter.DoubleToInt64Bits(bin.Lower) <= 1L << NextShift;

    /// <summary>A bin, cut down to the part of it in which the leading next bits of all its values agree.</summary>
    private static HistogramBin Narrowed(int octave, int number, ulong bin)
    {
        ulong ones = (bin >> CountBits) & NextMask, zeros = bin >> (CountBits + NextBits);
        int agreed = BitOperations.LeadingZeroCount(ones & zeros) - (64 - NextBits);
        int shift = NextShift + NextBits - agreed;
        long lower = ((long)octave << OctaveShift) + ((long)number << (OctaveShift - BinBits))
            + ((long)ones >> (NextBits - agreed) << shift);
        return new(BitConverter.Int64BitsToDouble(lower), BitConverter.Int64BitsToDouble(lower + (1L << shift)), (long)(bin & CountMask));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong[] Allocate(nuint octave) => _octaves[octave] = new ulong[BinsPerOctave];
}

/// <summary>
/// A bin [<paramref name="Lower"/>, <paramref name="Upper"/>) and the number of values in it; both ends 0 for the bin of zeros.
/// </summary>
public readonly record struct HistogramBin(double Lower, double Upper, long Count);
