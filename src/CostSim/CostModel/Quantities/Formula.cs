using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CostSim.CostModel.Quantities;

/// <summary>
/// Makes quantities by formulas: <c>Formula.Of(new DailyCost(), paidGpus, price, overhead)</c>. A formula's kernel is compiled into a loop
/// of its own, a class per number of parameters; what is the same for all of them stands in <see cref="Applied"/>.
/// </summary>
internal static partial class Formula
{
    /// <summary>The quantity that follows from one quantity.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a) where TFormula : struct, IFormula1 =>
        new Applied1<TFormula>(formula, a);

    /// <summary>The quantity that follows from two quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b) where TFormula : struct, IFormula2 =>
        new Applied2<TFormula>(formula, a, b);

    /// <summary>The quantity that follows from three quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c) where TFormula : struct, IFormula3 =>
        new Applied3<TFormula>(formula, a, b, c);

    /// <summary>The quantity that follows from four quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d)
        where TFormula : struct, IFormula4 =>
        new Applied4<TFormula>(formula, a, b, c, d);

    /// <summary>The quantity that follows from five quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e)
        where TFormula : struct, IFormula5 =>
        new Applied5<TFormula>(formula, a, b, c, d, e);

    /// <summary>The quantity that follows from six quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f)
        where TFormula : struct, IFormula6 =>
        new Applied6<TFormula>(formula, a, b, c, d, e, f);

    /// <summary>The quantity that follows from seven quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f,
        Quantity g) where TFormula : struct, IFormula7 =>
        new Applied7<TFormula>(formula, a, b, c, d, e, f, g);

    /// <summary>The quantity that follows from eight quantities.</summary>
    public static Quantity Of<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f,
        Quantity g, Quantity h) where TFormula : struct, IFormula8 =>
        new Applied8<TFormula>(formula, a, b, c, d, e, f, g, h);

    /// <summary>The quantity that follows from nine quantities.</summary>
    public static Quantity Of<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g, Quantity h, Quantity j)
            where TFormula : struct, IFormula9 =>
        new Applied9<TFormula>(formula, a, b, c, d, e, f, g, h, j);

    /// <summary>The quantity that follows from ten quantities.</summary>
    public static Quantity Of<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g, Quantity h, Quantity j,
        Quantity k) where TFormula : struct, IFormula10 =>
        new Applied10<TFormula>(formula, a, b, c, d, e, f, g, h, j, k);

    /// <summary>The quantity that follows from eleven quantities.</summary>
    public static Quantity Of<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g, Quantity h, Quantity j,
        Quantity k, Quantity l) where TFormula : struct, IFormula11 =>
        new Applied11<TFormula>(formula, a, b, c, d, e, f, g, h, j, k, l);

    /// <summary>A quantity that follows by a formula.</summary>
    private abstract partial class Applied(IFormula formula, params IReadOnlyList<Quantity> reads)
        : Quantity(formula.Name, formula.Unit, reads)
    {
        /// <summary>The text in the names of this very quantity's operands: those of one accelerator name it.</summary>
        public override string Formula =>
            Identifier().Replace(formula.Text, word => Reads.FirstOrDefault(read => read.Declared == word.Value)?.Name ?? word.Value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        protected static Lanes At(ref double column, nint trial) => Vector.LoadUnsafe(ref column, (nuint)trial);

        [GeneratedRegex("[a-z][a-z0-9_]*")]
        private static partial Regex Identifier();
    }

    private sealed class Applied1<TFormula>(TFormula formula, Quantity a) : Applied(formula, a)
        where TFormula : struct, IFormula1
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(At(ref a0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied2<TFormula>(TFormula formula, Quantity a, Quantity b) : Applied(formula, a, b)
        where TFormula : struct, IFormula2
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(At(ref a0, i), At(ref b0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied3<TFormula>(TFormula formula, Quantity a, Quantity b, Quantity c) : Applied(formula, a, b, c)
        where TFormula : struct, IFormula3
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(At(ref a0, i), At(ref b0, i), At(ref c0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied4<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d)
        : Applied(formula, a, b, c, d)
        where TFormula : struct, IFormula4
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied5<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e)
        : Applied(formula, a, b, c, d, e)
        where TFormula : struct, IFormula5
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied6<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f)
        : Applied(formula, a, b, c, d, e, f)
        where TFormula : struct, IFormula6
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            ref double f0 = ref f.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(
                    At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i),
                    At(ref f0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied7<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g)
        : Applied(formula, a, b, c, d, e, f, g)
        where TFormula : struct, IFormula7
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            ref double f0 = ref f.Values.From(start);
            ref double g0 = ref g.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(
                    At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i), At(ref f0, i),
                    At(ref g0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied8<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g, Quantity h)
        : Applied(formula, a, b, c, d, e, f, g, h)
        where TFormula : struct, IFormula8
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            ref double f0 = ref f.Values.From(start);
            ref double g0 = ref g.Values.From(start);
            ref double h0 = ref h.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(
                    At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i), At(ref f0, i), At(ref g0, i),
                    At(ref h0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied9<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g, Quantity h, Quantity j)
        : Applied(formula, a, b, c, d, e, f, g, h, j)
        where TFormula : struct, IFormula9
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            ref double f0 = ref f.Values.From(start);
            ref double g0 = ref g.Values.From(start);
            ref double h0 = ref h.Values.From(start);
            ref double j0 = ref j.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(
                    At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i), At(ref f0, i), At(ref g0, i), At(ref h0, i),
                    At(ref j0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied10<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g,
        Quantity h, Quantity j, Quantity k)
        : Applied(formula, a, b, c, d, e, f, g, h, j, k)
        where TFormula : struct, IFormula10
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            ref double f0 = ref f.Values.From(start);
            ref double g0 = ref g.Values.From(start);
            ref double h0 = ref h.Values.From(start);
            ref double j0 = ref j.Values.From(start);
            ref double k0 = ref k.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(
                    At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i), At(ref f0, i), At(ref g0, i), At(ref h0, i),
                    At(ref j0, i), At(ref k0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }

    private sealed class Applied11<TFormula>(
        TFormula formula, Quantity a, Quantity b, Quantity c, Quantity d, Quantity e, Quantity f, Quantity g,
        Quantity h, Quantity j, Quantity k, Quantity l)
        : Applied(formula, a, b, c, d, e, f, g, h, j, k, l)
        where TFormula : struct, IFormula11
    {
        internal override void Compute(int start)
        {
            var kernel = formula;
            ref double result = ref Values.From(start);
            ref double a0 = ref a.Values.From(start);
            ref double b0 = ref b.Values.From(start);
            ref double c0 = ref c.Values.From(start);
            ref double d0 = ref d.Values.From(start);
            ref double e0 = ref e.Values.From(start);
            ref double f0 = ref f.Values.From(start);
            ref double g0 = ref g.Values.From(start);
            ref double h0 = ref h.Values.From(start);
            ref double j0 = ref j.Values.From(start);
            ref double k0 = ref k.Values.From(start);
            ref double l0 = ref l.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                kernel.Of(
                    At(ref a0, i), At(ref b0, i), At(ref c0, i), At(ref d0, i), At(ref e0, i), At(ref f0, i), At(ref g0, i), At(ref h0, i),
                    At(ref j0, i), At(ref k0, i), At(ref l0, i)).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }
}
