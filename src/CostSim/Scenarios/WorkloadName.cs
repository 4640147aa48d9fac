namespace CostSim.Scenarios;

/// <summary>What workloads may be called: their names key random streams and stand in the names of outputs.</summary>
internal static class WorkloadName
{
    /// <summary>What is wrong with a workload's name; null for nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="quote">Names as shown to users.</param>
    /// <param name="others">Names of the workloads before it.</param>
    public static Problem? Check(string name, Func<string, string> quote, IEnumerable<string> others)
    {
        if (name.Equals(Scenario.Total, StringComparison.OrdinalIgnoreCase))
        {
            return Wrong($"{quote(name)} is the name of the sum over workloads", "choose another name");
        }
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return Wrong($"{quote(name)} cannot be the name of a workload", "use letters, digits, - and _");
        }
        return others.FirstOrDefault(other => other != name && other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } similar
            ? Wrong($"{quote(name)} and {quote(similar)} differ only in case", $"write {similar}, or choose another name")
            : null;

        Problem Wrong(string what, string help) => new("", what, help) { Kind = ProblemKind.BadWorkload, Workload = name };
    }
}
