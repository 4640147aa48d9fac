using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.CostModel.Quantities;

/// <summary>
/// The values of one quantity over the trials of a block. A fixed quantity keeps a single tile of equal values, so that kernels read fixed
/// and varying columns alike.
/// </summary>
internal readonly struct Column
{
    /// <summary>Trials in a block; every varying column is this long.</summary>
    public const int BlockLength = TrialBlock.Length;

    /// <summary>
    /// Trials that a kernel computes at a time: few enough that what one kernel writes is still in the first cache when the next reads it.
    /// A multiple of every vector length; divides <see cref="BlockLength"/>.
    /// </summary>
    public const int TileLength = 512;

    private readonly double[] _values;
    private readonly bool _isFixed;

    private Column(double[] values, bool isFixed)
    {
        _values = values;
        _isFixed = isFixed;
    }

    /// <summary>A column with a value per trial.</summary>
    public static Column Varying() => new(new double[BlockLength], isFixed: false);

    /// <summary>A column in which every trial has the same value.</summary>
    public static Column Fixed(double value)
    {
        double[] values = new double[TileLength];
        Array.Fill(values, value);
        return new(values, isFixed: true);
    }

    /// <summary>False for a column that was never made.</summary>
    public bool Exists => _values is not null;

    /// <summary>True when one value serves all trials.</summary>
    public bool IsFixed => _isFixed;

    /// <summary>The values: <see cref="BlockLength"/> of them, or one tile of equal ones when fixed.</summary>
    public Span<double> Values => _values;

    /// <summary>The value of one trial of the block.</summary>
    public double At(int trial) => _values[_isFixed ? 0 : trial];

    /// <summary>The values themselves, not a copy.</summary>
    public double[] ToArray() => _values;

    /// <summary>Copies the values of the first trials of the block.</summary>
    public void CopyTo(Span<double> trials)
    {
        if (_isFixed)
        {
            trials.Fill(_values[0]);
        }
        else
        {
            _values.AsSpan(0, trials.Length).CopyTo(trials);
        }
    }

    /// <summary>The values from a trial on that starts a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref double From(int trial) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _isFixed ? 0 : trial);
}
