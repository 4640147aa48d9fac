using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.CostModel;

/// <summary>
/// One quantity over the trials of a block, read and written a vector at a time so that formulas look as in the paper:
/// <c>cost[i] = hours[i] * price[i]</c>. A fixed quantity keeps a single vector that every trial reads.
/// </summary>
public readonly struct Column
{
    /// <summary>Trials in a block; every varying column is this long.</summary>
    public const int BlockLength = 1024;

    private readonly double[] _values;
    private readonly int _mask;

    private Column(double[] values, int mask)
    {
        _values = values;
        _mask = mask;
    }

    /// <summary>A column with a value per trial.</summary>
    public static Column Varying() => new(new double[BlockLength], ~0);

    /// <summary>A column in which every trial has the same value.</summary>
    public static Column Fixed(double value)
    {
        double[] values = new double[Vector<double>.Count];
        Array.Fill(values, value);
        return new(values, 0);
    }

    /// <summary>A column for what is computed from others: fixed when all of them are, so that its formula runs once.</summary>
    public static Column Of(params ReadOnlySpan<Column> inputs)
    {
        foreach (var input in inputs)
        {
            if (!input.IsFixed)
            {
                return Varying();
            }
        }
        return Fixed(0);
    }

    /// <summary>False for a column that was never made.</summary>
    public bool Exists => _values is not null;

    /// <summary>True when one vector serves all trials.</summary>
    public bool IsFixed => Exists && _mask == 0;

    /// <summary>Number of values to compute: <see cref="BlockLength"/>, or one vector when fixed.</summary>
    public int Length => _values.Length;

    /// <summary>The values: <see cref="BlockLength"/> of them, or one vector of equal ones when fixed.</summary>
    public Span<double> Values => _values;

    /// <summary>The value of one trial of the block.</summary>
    public double At(int trial) => _values[trial & _mask];

    /// <summary>The vector that starts at trial <paramref name="i"/>, a multiple of the vector length below <see cref="BlockLength"/>.</summary>
    public Vector<double> this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_values), (nuint)(i & _mask));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_values), (nuint)(i & _mask));
    }

    /// <summary>The values themselves, not a copy.</summary>
    public double[] ToArray() => _values;

    /// <summary>Copies the values of the first trials of the block.</summary>
    public void CopyTo(Span<double> trials)
    {
        if (IsFixed)
        {
            trials.Fill(_values[0]);
        }
        else
        {
            _values.AsSpan(0, trials.Length).CopyTo(trials);
        }
    }
}
