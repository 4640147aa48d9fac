using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Reads the texts of <c>--set</c>: <c>gpu_price=triangular min=1 mode=2 max=4</c>, <c>chat.gpu_price=2</c>, <c>model=gpt-3-13b</c>.
/// A name stands for everything it does not rule out: without a workload for every workload, without an accelerator for every accelerator.
/// Rows that it stands for are replaced, and what they leave open is filled. The narrower of two overrides
/// wins, in whatever order they come.
/// </summary>
internal sealed class OverrideReader(Catalogues catalogues, DataFiles data, Diagnostics diagnostics)
{
    private const string FixedLaw = "fixed";
    private const string ChoiceLaw = "choice";

    /// <summary>What users of other languages put between a law and its parameters.</summary>
    private const string Joints = ",;:()";

    private static readonly IReadOnlyList<string> LawsToTry = [FixedLaw, "uniform", .. LawCatalogue.All.Select(law => law.Name), ChoiceLaw];

    private readonly InputNameCell _names = new(catalogues, diagnostics);
    private readonly LawCell _laws = new(catalogues, data, diagnostics);
    private readonly HashSet<InputDefinition> _meant = [];

    /// <summary>Inputs that overrides with mistakes seem to be about: none of them is called missing.</summary>
    public IReadOnlySet<InputDefinition> Meant => _meant;

    /// <summary>The statements with the overrides applied; mistakes in the diagnostics.</summary>
    public IReadOnlyList<InputStatement> Apply(
        IReadOnlyList<string> overrides, IReadOnlyList<InputStatement> statements, IReadOnlyList<string> workloads)
    {
        var given = new Dictionary<(string Workload, string Input), InputStatement>();
        foreach (string text in overrides)
        {
            if (Read(text, workloads) is { } statement && !given.TryAdd((statement.Workload, statement.Input), statement))
            {
                diagnostics.Error(DiagnosticCode.DuplicateInput, statement.Where, statement.Context,
                    $"{statement.Origin} is given twice", "keep one of them");
            }
        }
        var result = statements.ToList();
        foreach (var statement in given.Values.OrderBy(Narrowness))
        {
            Apply(statement, result);
        }
        return result;
    }

    /// <summary>Rows for an accelerator win over rows without one, and among equals those of a workload.</summary>
    private static int Narrowness(InputStatement statement) => (statement.Gpu.Length > 0 ? 2 : 0) + (statement.Workload.Length > 0 ? 1 : 0);

    private static void Apply(InputStatement given, List<InputStatement> rows)
    {
        bool forWorkload = given.Workload.Length > 0, forGpu = given.Gpu.Length > 0;
        var placed = new HashSet<(string Workload, string Gpu)>();
        var wider = new List<string>();
        for (int i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.Definition != given.Definition || forGpu && row.Gpu != given.Gpu)
            {
                continue;
            }
            if (!forWorkload || row.Workload == given.Workload)
            {
                // The row keeps its workload and accelerator, so that its random stream stays the same.
                rows[i] = given with { Workload = row.Workload, Gpu = row.Gpu, MayGoUnused = row.MayGoUnused };
                placed.Add((row.Workload, row.Gpu));
            }
            else if (row.Workload.Length == 0 && row.Gpu.Length > 0)
            {
                wider.Add(row.Gpu);
            }
        }
        bool isFirst = placed.Count == 0;
        if (placed.Add((given.Workload, given.Gpu)))
        {
            rows.Add(given with { MayGoUnused = !isFirst || wider.Count > 0 });
        }
        // Rows of all workloads for an accelerator would win over a workload's row without one.
        rows.AddRange(wider.Where(gpu => placed.Add((given.Workload, gpu))).Select(gpu => given with { Gpu = gpu, MayGoUnused = true }));
    }

    private InputStatement? Read(string text, IReadOnlyList<string> workloads)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = (equals < 0 ? text : text[..equals]).Trim();
        string origin = $"--set {name}";
        var source = SourceText.OfArgument(origin, text);
        var whole = new SourceFragment(source, text, 0);
        if (equals < 0 || name.Length == 0)
        {
            diagnostics.Error(
                DiagnosticCode.NotAnOverride, whole.Location, "", $"{Diagnostics.Quote(text)} does not say input=law parameters",
                "write --set \"gpu_price=triangular min=1 mode=2 max=4\" or --set gpu_price=2");
            return null;
        }
        var left = whole.Slice(0, equals).Trimmed();
        if (_names.ReadQualified(left, workloads, out var meant) is not { } named)
        {
            if (meant is not null)
            {
                _meant.Add(meant);
            }
            return null;
        }
        var (workload, input) = named;
        string context = InputStatement.ContextOf(workload, input.ToString());
        var stated = whole.Slice(equals + 1, text.Length - equals - 1).Trimmed();
        var law = LawOf(input.Definition, left.Text, stated, context, out var parameters);
        return new(input.Definition, workload, law, origin, "", left.Location)
        {
            Gpu = input.Gpu,
            Parameters = parameters,
            Stated = law is null ? "" : law.IsFixed ? law.ToString() : InOneLine(stated.Text),
        };
    }

    private Distribution? LawOf(InputDefinition definition, string name, SourceFragment text, string context, out ParameterList parameters)
    {
        int end = text.Text.AsSpan().IndexOfAny(" \t\r\n");
        var law = end < 0 ? text : text.Slice(0, end);
        var rest = text.Slice(law.Text.Length, text.Text.Length - law.Text.Length).Trimmed();
        parameters = new(rest);
        int joint = law.Text.AsSpan().IndexOfAny(Joints);
        if (joint > 0 && IsLaw(law.Text[..joint]))
        {
            string spaced = string.Join(' ', text.Text.Split([.. Joints, ' '], StringSplitOptions.RemoveEmptyEntries));
            diagnostics.Error(
                DiagnosticCode.UnknownLaw, law.Location, context,
                $"a space must follow the law {law.Text[..joint]}, not {Diagnostics.Quote(law.Text[joint..(joint + 1)])}",
                HelpWith(definition, name, [spaced]));
            return null;
        }
        if (law.Text.Contains('=', StringComparison.Ordinal))
        {
            diagnostics.Error(
                DiagnosticCode.UnknownLaw, law.Location, context, $"a distribution must come before {Diagnostics.Quote(law.Text)}",
                HelpWith(definition, name, LawsToTry.Select(tried => $"{tried} {text.Text}")));
            return null;
        }
        if (!definition.IsCategorical && !rest.IsEmpty && NumberReader.Read(law.Text).Value is not null)
        {
            // A blank between groups of digits is the number reader's to explain.
            var reading = NumberReader.Read(text.Text);
            diagnostics.Error(
                DiagnosticCode.NotANumber, text.Location, context, reading.What,
                char.IsAsciiDigit(rest.Text[0]) ? reading.Help : HelpWith(definition, name, [law.Text]));
            return null;
        }
        bool isLaw = law.IsEmpty || !rest.IsEmpty || IsLaw(law.Text);
        bool isValue = !isLaw && (definition.IsCategorical || char.IsAsciiDigit(law.Text[0]) || law.Text[0] is '-' or '+' or '.' or '$');
        if (!isValue)
        {
            return OfOneRow(_laws.Read(definition, law, parameters, context), name, context);
        }
        parameters = new(law);
        return _laws.ReadFixed(definition, law, context);
    }

    /// <summary>An override is one law: several would need rows.</summary>
    private Distribution? OfOneRow(StatedLaw stated, string name, string context)
    {
        if (stated.Weight is not { } weight)
        {
            return stated.Law;
        }
        diagnostics.Error(
            DiagnosticCode.BadMixture, weight.Location, context,
            $"{weight} makes a law a part of a mixture, but --set takes one law, which replaces all rows of {name}",
            $"remove {weight}, or mix rows of {ScenarioReader.InputsFile}");
        return null;
    }

    private static string InOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsLaw(string name) => name is FixedLaw or ChoiceLaw || LawCatalogue.Find(name) is not null;

    /// <summary>Proposes the first text that would be right after <c>name=</c>; the form alone when none would.</summary>
    private string HelpWith(InputDefinition definition, string name, IEnumerable<string> texts)
    {
        foreach (string? text in texts.Where(text => Diagnostics.Printable(text) == text && !text.Contains('"', StringComparison.Ordinal)))
        {
            Diagnostics mistakes = [];
            new OverrideReader(catalogues, data, mistakes)
                .LawOf(definition, name, new SourceFragment(SourceText.OfArgument("", text), text, 0), "", out _);
            if (mistakes.Count == 0)
            {
                return text.Contains(' ', StringComparison.Ordinal) ? $"write --set \"{name}={text}\"" : $"write --set {name}={text}";
            }
        }
        return definition.IsCategorical
            ? $"write --set {name}= and an option, or choice, a space, and options with their weights"
            : $"write --set {name}= and a number, or a law, a space, and parameters with spaces between them: uniform min=1 max=2";
    }
}
