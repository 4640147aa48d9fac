using System.Globalization;

namespace CostSim.Tests.CostModel;

/// <summary>A number that a formula text came to.</summary>
/// <param name="Value">The number.</param>
/// <param name="Size">What it would be with every subtraction an addition: rounding errors are measured against it.</param>
internal readonly record struct Figure(double Value, double Size)
{
    public static Figure Of(double value) => new(value, Math.Abs(value));

    public static Figure operator +(Figure a, Figure b) => new(a.Value + b.Value, a.Size + b.Size);

    public static Figure operator -(Figure a, Figure b) => new(a.Value - b.Value, a.Size + b.Size);

    public static Figure operator *(Figure a, Figure b) => new(a.Value * b.Value, a.Size * b.Size);

    public static Figure operator /(Figure a, Figure b)
    {
        double value = a.Value / b.Value;
        return new(value, b.Value == 0 ? Math.Abs(value) : a.Size * b.Size / (b.Value * b.Value));
    }

    /// <summary>1 for true, 0 for false.</summary>
    public static Figure Of(bool holds) => Of(holds ? 1.0 : 0.0);

    /// <summary>A function of the number, whose relative error grows with the number's own.</summary>
    /// <param name="value">The function's value.</param>
    /// <param name="condition">Relative change of the value over that of the number.</param>
    public Figure Through(double value, double condition) =>
        new(value, Math.Abs(value) * (1 + (Value == 0 ? 0 : Math.Abs(condition) * Size / Math.Abs(Value))));
}

/// <summary>
/// Reads the texts of formulas: numbers, names (<c>gpu_price:h100</c>), + − × / ^ and parentheses, comparisons as 0 or 1, and the functions
/// of <see cref="Call"/>. It knows nothing of the cost model, only how its formulas are written down.
/// </summary>
internal sealed class FormulaReader
{
    private const string Load = "load";
    private const string Symbols = "+−×/^(),";

    private readonly List<string> _tokens;
    private readonly List<string> _names = [];
    private readonly Func<Scope, Figure> _value;
    private readonly Stack<string> _bound = [];
    private int _next;

    /// <exception cref="FormatException">The text is no formula.</exception>
    public FormulaReader(string text)
    {
        _tokens = Tokens(text);
        _value = Comparison();
        if (_next < _tokens.Count)
        {
            throw new FormatException($"\"{_tokens[_next]}\" is left over in \"{text}\"");
        }
    }

    /// <summary>The names in the text, each once; <c>load</c> is the hour's of mean_over_hours and not among them.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What the text comes to.</summary>
    /// <param name="values">Values of <see cref="Names"/>, in their order.</param>
    /// <param name="loads">Load of every hour over the mean.</param>
    public Figure Of(double[] values, IReadOnlyList<double> loads) => _value(new(values, loads, double.NaN));

    /// <summary>What the text comes to, with values by name.</summary>
    public double Of(Func<string, double> value) => Of([.. _names.Select(value)], []).Value;

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            char first = text[start];
            end = start + 1;
            if (first == ' ')
            {
                continue;
            }
            if (char.IsAsciiDigit(first))
            {
                end = EndOfNumber(text, start);
            }
            else if (char.IsAsciiLetter(first))
            {
                end = EndOfName(text, start);
            }
            else if (first is '<' or '>' or '=')
            {
                end += end < text.Length && text[end] == '=' ? 1 : 0;
            }
            else if (!Symbols.Contains(first, StringComparison.Ordinal))
            {
                throw new FormatException($"'{first}' has no meaning in \"{text}\"");
            }
            tokens.Add(text[start..end]);
        }
        return tokens;
    }

    private static int EndOfNumber(string text, int start)
    {
        int end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.'))
        {
            end++;
        }
        if (end + 1 < text.Length && text[end] is 'e' or 'E' && (char.IsAsciiDigit(text[end + 1]) || text[end + 1] is '-' or '+'))
        {
            end += 2;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
        }
        return end;
    }

    /// <summary>Behind a colon, names of accelerators may hold hyphens and points.</summary>
    private static int EndOfName(string text, int start)
    {
        int end = start;
        bool isSuffix = false;
        while (end < text.Length
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or ':' || isSuffix && text[end] is '-' or '.'))
        {
            isSuffix |= text[end] == ':';
            end++;
        }
        return end;
    }

    private Func<Scope, Figure> Comparison()
    {
        var left = Sum();
        string sign = Taken("<", "<=", ">", ">=", "==");
        if (sign.Length == 0)
        {
            return left;
        }
        var right = Sum();
        return sign switch
        {
            "<" => scope => Figure.Of(left(scope).Value < right(scope).Value),
            "<=" => scope => Figure.Of(left(scope).Value <= right(scope).Value),
            ">" => scope => Figure.Of(left(scope).Value > right(scope).Value),
            ">=" => scope => Figure.Of(left(scope).Value >= right(scope).Value),
            _ => scope => Figure.Of(left(scope).Value == right(scope).Value),
        };
    }

    private Func<Scope, Figure> Sum()
    {
        var sum = Product();
        while (Taken("+", "−") is { Length: > 0 } sign)
        {
            var (left, right) = (sum, Product());
            sum = sign == "+" ? scope => left(scope) + right(scope) : scope => left(scope) - right(scope);
        }
        return sum;
    }

    private Func<Scope, Figure> Product()
    {
        var product = Signed();
        while (Taken("×", "/") is { Length: > 0 } sign)
        {
            var (left, right) = (product, Signed());
            product = sign == "×" ? scope => left(scope) * right(scope) : scope => left(scope) / right(scope);
        }
        return product;
    }

    private Func<Scope, Figure> Signed()
    {
        if (Taken("−").Length == 0)
        {
            return Power();
        }
        var operand = Signed();
        return scope => Figure.Of(0.0) - operand(scope);
    }

    private Func<Scope, Figure> Power()
    {
        var number = Operand();
        if (Taken("^").Length == 0)
        {
            return number;
        }
        var exponent = Signed();
        return scope =>
        {
            var (of, to) = (number(scope), exponent(scope).Value);
            return of.Through(Math.Pow(of.Value, to), to);
        };
    }

    private Func<Scope, Figure> Operand()
    {
        string token = Take();
        if (token == "(")
        {
            var inner = Comparison();
            Expect(")");
            return inner;
        }
        if (char.IsAsciiDigit(token[0]))
        {
            var number = Figure.Of(double.Parse(token, CultureInfo.InvariantCulture));
            return _ => number;
        }
        if (!char.IsAsciiLetter(token[0]))
        {
            throw new FormatException($"a number or a name was expected instead of \"{token}\"");
        }
        return Taken("(").Length > 0 ? Call(token) : Name(token);
    }

    private Func<Scope, Figure> Name(string name)
    {
        if (name == Load)
        {
            return scope => Figure.Of(scope.Load);
        }
        if (_bound.Contains(name))
        {
            return scope => Figure.Of(scope.Bound);
        }
        if (!_names.Contains(name))
        {
            _names.Add(name);
        }
        int position = _names.IndexOf(name);
        return scope => Figure.Of(scope.Values[position]);
    }

    private Func<Scope, Figure> Call(string function)
    {
        if (function == "largest")
        {
            return Largest();
        }
        var operands = new List<Func<Scope, Figure>>();
        do
        {
            operands.Add(Comparison());
        }
        while (Taken(",").Length > 0);
        Expect(")");
        return (function, operands.Count) switch
        {
            ("max", _) => scope => Extreme(scope, operands, (a, b) => a > b),
            ("min", _) => scope => Extreme(scope, operands, (a, b) => a < b),
            ("A", 1) => scope => Positions(operands[0](scope), double.PositiveInfinity),
            ("A", 2) => scope => Positions(operands[0](scope), operands[1](scope).Value),
            ("C", 2) => scope => Chunked(operands[0](scope), operands[1](scope).Value),
            ("annuity", 3) => scope => Annuity(operands[0](scope), operands[1](scope).Value, operands[2](scope).Value),
            ("any_number_if", 1) => scope => Figure.Of(operands[0](scope).Value == 0 ? 0 : double.MaxValue),
            ("mean_over_hours", 1) => scope => Mean(scope, operands[0]),
            ("in_steps", 2) => scope => InSteps(operands[0](scope), operands[1](scope).Value),
            ("ceil", 1) => scope => Figure.Of(Math.Ceiling(operands[0](scope).Value)),
            ("floor", 1) => scope => Figure.Of(Math.Floor(operands[0](scope).Value)),
            ("exp", 1) => scope => operands[0](scope) is var x ? x.Through(Math.Exp(x.Value), x.Value) : default,
            ("log", 1) => scope => operands[0](scope) is var x && Math.Log(x.Value) is var log
                ? x.Through(log, log == 0 ? 0 : 1 / log)
                : default,
            ("sqrt", 1) => scope => operands[0](scope) is var x ? x.Through(Math.Sqrt(x.Value), 0.5) : default,
            _ => throw new FormatException($"there is no function {function} of {operands.Count}"),
        };
    }

    private static Figure Extreme(Scope scope, List<Func<Scope, Figure>> operands, Func<double, double, bool> isMore)
    {
        var most = operands[0](scope);
        foreach (var operand in operands.Skip(1))
        {
            var other = operand(scope);
            most = isMore(other.Value, most.Value) ? other : most;
        }
        return most;
    }

    /// <summary>Attended positions of the first n tokens: 1 + 2 + ... + n, of each at most the window.</summary>
    private static Figure Positions(Figure n, double window)
    {
        static double Of(double n, double window) => n <= window ? n * (n + 1) / 2 : window * (window + 1) / 2 + (n - window) * window;
        return new(Of(n.Value, window), Of(n.Size, window));
    }

    /// <summary>The same within chunks: 1 + 2 + ... + chunk for every full one, and the same of what is left.</summary>
    private static Figure Chunked(Figure n, double chunk)
    {
        static double Of(double n, double chunk)
        {
            double left = n % chunk;
            return Math.Round((n - left) / chunk) * chunk * (chunk + 1) / 2 + left * (left + 1) / 2;
        }
        return new(Of(n.Value, chunk), Of(n.Size, chunk));
    }

    /// <summary>What has to be paid a year, in 12 payments at the ends of the months.</summary>
    private static Figure Annuity(Figure price, double years, double interest)
    {
        double monthly = interest / 12;
        double share = interest == 0 ? 1 / years : 12 * monthly / (1 - Math.Pow(1 + monthly, -12 * years));
        return price * Figure.Of(share);
    }

    /// <summary>A need in whole steps; rounding alone does not make one more. As it is where the step is 0.</summary>
    private static Figure InSteps(Figure need, double step) =>
        step == 0 ? need : Figure.Of(Math.Ceiling(need.Value / step - 1e-9) * step);

    /// <summary>
    /// largest(b, left &lt;= right): the largest b for which it holds, where left grows with b; found by doubling and halving. Its relative
    /// error is that of the larger side over what the left one grows by.
    /// </summary>
    private Func<Scope, Figure> Largest()
    {
        string bound = Take();
        Expect(",");
        _bound.Push(bound);
        var left = Sum();
        Expect("<=");
        var right = Sum();
        _bound.Pop();
        Expect(")");
        return scope =>
        {
            bool Holds(double value) => left(scope with { Bound = value }).Value <= right(scope).Value;
            if (!Holds(0))
            {
                return Figure.Of(0.0);
            }
            double low = 0, high = 1;
            while (Holds(high) && high < 1e300)
            {
                (low, high) = (high, high * 2);
            }
            for (int halving = 0; halving < 200 && high > low; halving++)
            {
                double middle = low + (high - low) / 2;
                (low, high) = Holds(middle) ? (middle, high) : (low, middle);
            }
            var at = left(scope with { Bound = low });
            double growth = (left(scope with { Bound = low * (1 + 1e-6) }).Value - at.Value) / 1e-6;
            return new(low, low * (1 + Math.Max(at.Size, right(scope).Size) / growth));
        };
    }

    private static Figure Mean(Scope scope, Func<Scope, Figure> operand)
    {
        var sum = Figure.Of(0.0);
        foreach (double load in scope.Loads)
        {
            sum += operand(scope with { Load = load });
        }
        return sum / Figure.Of((double)scope.Loads.Count);
    }

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw new FormatException("the formula ends too early");

    private string Taken(params ReadOnlySpan<string> wanted) =>
        _next < _tokens.Count && wanted.Contains(_tokens[_next]) ? _tokens[_next++] : "";

    private void Expect(string token)
    {
        if (Take() is var found && found != token)
        {
            throw new FormatException($"\"{token}\" was expected instead of \"{found}\"");
        }
    }

    private readonly record struct Scope(double[] Values, IReadOnlyList<double> Loads, double Load)
    {
        /// <summary>Value of the name that <c>largest</c> binds.</summary>
        public double Bound { get; init; }
    }
}
