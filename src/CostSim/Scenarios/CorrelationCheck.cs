using System.Globalization;
using CostSim.CostModel;
using CostSim.Sampling;

namespace CostSim.Scenarios;

/// <summary>Two statements and the rank correlation between them.</summary>
internal sealed record CorrelatedPair(Statement A, Statement B, double Coefficient)
{
    public bool Joins(string a, string b) => A.Name == a && B.Name == b || A.Name == b && B.Name == a;

    /// <summary>The statement of the pair that does not vary; null when both do, or may.</summary>
    /// <param name="drawn">Names of the inputs that a run draws; null when mistakes leave them open.</param>
    public Statement? Idle(IReadOnlySet<string>? drawn)
    {
        foreach (var input in new[] { A, B })
        {
            if (input.Law is { IsFixed: true } || input.Law is not null && drawn is not null && !drawn.Contains(input.Name))
            {
                return input;
            }
        }
        return null;
    }
}

/// <summary>Checks rank correlations: of what, how strong, and whether they go together.</summary>
internal static class CorrelationCheck
{
    /// <summary>The statement that a correlation names, or why there is none; neither where mistakes elsewhere leave it open.</summary>
    /// <param name="definition">The input.</param>
    /// <param name="workload">The workload named; empty for none.</param>
    /// <param name="gpu">The accelerator named; empty for none.</param>
    /// <param name="statements">Every statement of the scenario.</param>
    /// <param name="unsettled">What mistakes elsewhere leave open.</param>
    public static (Statement? Found, Problem? Problem) Find(
        InputDefinition definition, string workload, string gpu, IReadOnlyList<Statement> statements, Unsettled unsettled)
    {
        string input = ScenarioInput.NameOf(definition, gpu), name = workload.Length == 0 ? input : $"{workload}.{input}";
        if (definition.IsCategorical)
        {
            return (null,
                Wrong($"{definition.Name} names an option, and options have no order that could be correlated",
                "remove the row: only inputs of numbers can be correlated"));
        }
        var rows = statements.Where(row => row.Definition == definition).ToList();
        var alike = rows.FindAll(row => row.Gpu == gpu);
        var found = alike.Find(row => row.Workload == workload) ?? alike.Find(row => row.Workload.Length == 0);
        if (found is not null || unsettled.Leaves(definition))
        {
            return (found, null);
        }
        // A row of another workload is not meant where one is named.
        var others = rows.FindAll(row => workload.Length == 0 || row.Workload.Length == 0 || row.Workload == workload);
        string byDefault = definition.Default is { } value ? $", which is {Write(value)} by default" : "";
        return (null, others.Count > 0
            ? Wrong($"no row states {name} as such", $"write {string.Join(" or ", others.Select(row => row.Name))}")
            : Wrong($"no row states {name}{byDefault}", $"add a row of {definition.Name} with a law to inputs.csv, or remove this one"));

        Problem Wrong(string what, string help) =>
            new("", what, help) { Kind = ProblemKind.CannotCorrelate, Input = definition.Name, Workload = workload, Gpu = gpu };
    }

    /// <summary>What is wrong with two statements as a pair; null for nothing.</summary>
    public static Problem? OfPair(Statement a, Statement b) => ReferenceEquals(a, b)
        ? a.Wrong(ProblemKind.BadCorrelation, b.Name, $"{a.Name} is paired with itself", "name two different inputs, or remove the row")
        : null;

    /// <summary>What is wrong with a coefficient; null for nothing.</summary>
    /// <param name="number">The coefficient.</param>
    /// <param name="written">As the user wrote it.</param>
    public static Problem? OfCoefficient(double number, string written)
    {
        double size = Math.Abs(number);
        if (size < 1)
        {
            return null;
        }
        var (what, help) = size == 1
            ? ($"a rank correlation of {written} would make one input a function of the other",
                $"write {(number > 0 ? "0.999" : "-0.999")}")
            : ($"a rank correlation must lie between -1 and 1, but is {written}",
                size is >= 10 and < 100 ? $"write percentages with %: {written}%" : "write a number such as 0.5");
        return new("", what, help) { Kind = ProblemKind.BadCorrelation };
    }

    /// <summary>The warning that a pair has no effect: an override may have made it so.</summary>
    public static Problem NoEffect(CorrelatedPair pair, Statement idle) => idle.Wrong(
        ProblemKind.NoCorrelation, (idle == pair.A ? pair.B : pair.A).Name,
        $"the row has no effect: {idle.Name} is {(idle.Law is { IsFixed: true } ? "fixed" : "not used")}",
            "remove the row, or let it stand for runs where both vary");

    /// <summary>The correlations of pairs that have an effect; null for none. They may contradict each other.</summary>
    public static RankCorrelations? Between(IReadOnlyList<CorrelatedPair> pairs) =>
        pairs.Count == 0 ? null : RankCorrelations.Of([.. pairs.Select(pair => (pair.A.Name, pair.B.Name, pair.Coefficient))]);

    /// <summary>
    /// That correlations contradict each other, with the nearest ones that do not, and the two inputs where they are farthest off.
    /// </summary>
    public static (Problem Problem, string A, string B) Contradiction(RankCorrelations correlations)
    {
        var nearest = correlations.Nearest();
        var (a, b, here, there) = correlations.WorstPair(nearest);
        var rows = new List<string> { "input_a,input_b,rank_correlation" };
        for (int i = 0; i < nearest.Names.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (nearest[i, j] != 0)
                {
                    rows.Add($"{nearest.Names[j]},{nearest.Names[i]},{Write(nearest[i, j])}");
                }
            }
        }
        var problem = new Problem(
            "",
            "these rank correlations contradict each other: no draws can have all of them. "
                + $"Farthest off is {Write(here)} between {a} and {b}",
            $"the nearest that go together, {Write(there)} there, are\n{string.Join('\n', rows)}")
        {
            Kind = ProblemKind.ContradictoryCorrelations,
        };
        return (problem, a, b);
    }

    private static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
