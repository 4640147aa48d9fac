using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Cli.Inputs;

/// <summary>
/// Reads the texts of <c>--set</c>: <c>gpu_price=triangular min=1 mode=2 max=4</c>, <c>chat.gpu_price=2</c>, <c>model=gpt-3-13b</c>.
/// A name without a workload replaces every row of the input, whatever its workload, or adds a row for all of them.
/// </summary>
internal sealed class OverrideReader(Catalogues catalogues, Diagnostics diagnostics)
{
    private const string FixedLaw = "fixed";

    private readonly LawCell _laws = new(catalogues, diagnostics);

    /// <summary>The statements with the overrides applied; mistakes in the diagnostics.</summary>
    public IReadOnlyList<InputStatement> Apply(IReadOnlyList<string> overrides, IReadOnlyList<InputStatement> statements, IReadOnlyList<string> workloads)
    {
        var result = statements.ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in overrides)
        {
            if (Read(text, workloads) is not { } given)
            {
                continue;
            }
            if (!names.Add(given.Origin))
            {
                diagnostics.Error(DiagnosticCode.DuplicateInput, given.Where, InputStatement.ContextOf(given.Workload, given.Definition.Name), $"{given.Origin} is given twice", "keep one of them");
                continue;
            }
            var replaced = result.FindAll(row => row.Definition == given.Definition && (given.Workload.Length == 0 || row.Workload == given.Workload));
            foreach (var row in replaced)
            {
                // The row keeps its workload, so that its random stream stays the same.
                result[result.IndexOf(row)] = given with { Workload = row.Workload };
            }
            if (replaced.Count == 0)
            {
                result.Add(given);
            }
        }
        return result;
    }

    private InputStatement? Read(string text, IReadOnlyList<string> workloads)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? text : text[..equals]).Trim();
        var origin = $"--set {name}";
        var source = SourceText.OfArgument(origin, text);
        var whole = new SourceFragment(source, text, 0);
        if (equals < 0 || name.Length == 0)
        {
            diagnostics.Error(
                DiagnosticCode.NotAnOverride, whole.Location, "", $"{Diagnostics.Quote(text)} does not say input=law parameters", "write --set \"gpu_price=triangular min=1 mode=2 max=4\" or --set gpu_price=2");
            return null;
        }
        var left = whole.Slice(0, equals).Trimmed();
        int point = left.Text.IndexOf('.', StringComparison.Ordinal);
        var workload = point < 0 ? "" : left.Text[..point];
        var input = point < 0 ? left : left.Slice(point + 1, left.Text.Length - point - 1);
        if (point >= 0 && !workloads.Contains(workload))
        {
            diagnostics.Error(
                DiagnosticCode.BadWorkload, left.Location, "", $"{Diagnostics.Quote(workload)} is not a workload of this scenario", NearestName.Help(workload, workloads, $"one of {string.Join(", ", workloads)}"));
            return null;
        }
        var context = InputStatement.ContextOf(workload, input.Text);
        if (InputCatalogue.Find(input.Text) is not { } definition)
        {
            diagnostics.Error(
                DiagnosticCode.UnknownInput, input.Location, "", $"{Diagnostics.Quote(input.Text)} is not a known input",
                NearestName.Help(input.Text, [.. InputCatalogue.All.Select(known => known.Name)], "one of the inputs that `costsim list inputs` shows"));
            return null;
        }
        return new(definition, workload, LawOf(definition, whole.Slice(equals + 1, text.Length - equals - 1).Trimmed(), context), origin, "", left.Location);
    }

    private Distribution? LawOf(InputDefinition definition, SourceFragment text, string context)
    {
        int end = text.Text.AsSpan().IndexOfAny(" \t\r\n");
        var law = end < 0 ? text : text.Slice(0, end);
        var parameters = text.Slice(law.Text.Length, text.Text.Length - law.Text.Length).Trimmed();
        if (law.Text.Contains('=', StringComparison.Ordinal))
        {
            diagnostics.Error(
                DiagnosticCode.UnknownLaw, law.Location, context, $"a distribution must come before {Diagnostics.Quote(law.Text)}",
                $"write {definition.Name}={(definition.IsCategorical ? "choice" : "triangular")} {Diagnostics.Printable(text.Text)}");
            return null;
        }
        bool isLaw = law.IsEmpty || !parameters.IsEmpty || LawCatalogue.Find(law.Text) is not null || law.Text == FixedLaw;
        bool isValue = !isLaw && (definition.IsCategorical || char.IsAsciiDigit(law.Text[0]) || law.Text[0] is '-' or '+' or '.' or '$');
        return isValue ? _laws.ReadFixed(definition, law, context) : _laws.Read(definition, law, parameters, context);
    }
}
