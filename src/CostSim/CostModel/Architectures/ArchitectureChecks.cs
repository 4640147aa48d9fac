namespace CostSim.CostModel.Architectures;

/// <summary>Collects the parameters of an architecture that contradict each other. Conditions say what must hold.</summary>
internal sealed class ArchitectureChecks
{
    private readonly List<Problem> _problems = [];

    public ArchitectureChecks Require(bool holds, string parameter, string what, string help)
    {
        if (!holds)
        {
            _problems.Add(new Problem(parameter, what, help));
        }

        return this;
    }

    /// <summary>Requires a count to stay within another: kv_heads within heads.</summary>
    public ArchitectureChecks AtMost(string partName, double part, string wholeName, double whole) =>
        Require(
            part <= whole, partName, $"{partName} is above {wholeName}", FormattableString.Invariant($"write at most {partName}={whole}"));

    /// <summary>Requires a parameter that others make necessary.</summary>
    public ArchitectureChecks Given(string parameter, double value, string because) =>
        Require(value > 0, parameter, $"{parameter} is missing{because}", $"add {parameter}= to the architecture");

    /// <summary>Requires a parameter to be left out, being meaningless here.</summary>
    public ArchitectureChecks LeftOut(string parameter, bool isLeftOut, string why, string help) =>
        Require(isLeftOut, parameter, $"{parameter} has no meaning {why}", help);

    /// <summary>The architecture, or everything that is wrong.</summary>
    public Outcome<Architecture> Then(Func<Architecture> create) =>
        _problems.Count == 0 ? Outcome.Of(create()) : Outcome.Wrong<Architecture>(_problems);
}
