namespace CostSim.Distributions;

/// <summary>Collects everything that is wrong with a law's parameters. Conditions say what must hold, so that NaN fails.</summary>
internal sealed class ParameterChecks
{
    private readonly List<Problem> _problems = [];

    public ParameterChecks Require(bool holds, string parameter, string what, string help)
    {
        if (!holds)
        {
            _problems.Add(new Problem(parameter, what, help));
        }

        return this;
    }

    public ParameterChecks Above0(string parameter, double value) =>
        Require(
            value > 0, parameter, Invariant($"{parameter} must be above 0, but is {value}"), $"write {parameter}= with a number above 0");

    public ParameterChecks AtLeast0(string parameter, double value) =>
        Require(value >= 0, parameter, Invariant($"{parameter} must not be below 0, but is {value}"),
            $"write {parameter}=0 or a number above 0");

    /// <summary>Requires a positive number that the law's special functions can be computed for.</summary>
    public ParameterChecks Shape(string parameter, double value, double least, double most) =>
        Above0(parameter, value).Require(!(value > 0) || (value >= least && value <= most), parameter,
            Invariant($"{parameter} must lie between {least} and {most}, but is {value}"), "use less extreme parameters, or another law");

    /// <summary>Requires low &lt;= high, and a width that is a number.</summary>
    public ParameterChecks Ordered(string lowName, double low, string highName, double high) =>
        Require(high >= low, lowName, Invariant($"{lowName} must not exceed {highName}, but {low} is above {high}"),
            $"exchange {lowName} and {highName}")
            .Require(!(high >= low) || double.IsFinite(high - low), highName,
                Invariant($"the width from {low} to {high} is too large a number"), $"bring {lowName} and {highName} closer together");

    /// <summary>Requires min &lt;= mode &lt;= max.</summary>
    public ParameterChecks ModeBetween(double min, double mode, double max) =>
        Ordered("min", min, "max", max)
            .Require(!(max >= min) || (mode >= min && mode <= max), "mode",
                Invariant($"mode must lie between min and max, but {mode} is outside {min} to {max}"),
                Invariant($"write a mode from {min} to {max}"));

    /// <summary>Requires a result of the parameters to be a positive number that has not over- or underflowed.</summary>
    public ParameterChecks Representable(string quantity, double value) =>
        Require(!AllHold || (value > 0 && value <= double.MaxValue), "",
            Invariant($"these parameters give a {quantity} of {value}, which cannot be computed with"), "use less extreme parameters");

    /// <summary>True while nothing is wrong.</summary>
    public bool AllHold => _problems.Count == 0;

    /// <summary>What is wrong.</summary>
    public Outcome<Distribution> Wrong() => Outcome.Wrong<Distribution>(_problems);

    /// <summary>The distribution, when nothing is wrong.</summary>
    public Outcome<Distribution> Then(Func<Distribution> create) =>
        AllHold ? Outcome.Of(create()) : Wrong();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
