using System.Reflection;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;

namespace CostSim.Cli.Inputs;

/// <summary>Reads models.csv and gpus.csv: those shipped inside the program, then those of a scenario, whose rows add to or replace them.</summary>
internal static class CatalogueReader
{
    public const string ModelsFile = "models.csv";
    public const string GpusFile = "gpus.csv";

    private const double Tera = 1e12;
    private const double Giga = 1e9;

    private static readonly IReadOnlyList<CsvColumn> ModelColumns =
        [new("model"), new("family"), new("architecture"), new("source", MayEndRowEarly: true)];

    /// <summary>The figures of gpus.csv, with the factor to base units.</summary>
    private static readonly IReadOnlyList<(string Column, double Scale)> Figures =
    [
        ("peak_16bit_tflops", Tera), ("peak_8bit_tflops", Tera), ("memory_gb", Giga), ("bandwidth_tb_s", Tera),
        ("link_gb_s", Giga), ("power_w", 1), ("system_power_w", 1),
    ];

    private static readonly IReadOnlyList<CsvColumn> GpuColumns =
        [new("gpu"), .. Figures.Select(figure => new CsvColumn(figure.Column)), new("source", MayEndRowEarly: true)];

    /// <summary>The architectures that the program knows.</summary>
    public static Catalogue<Architecture> ShippedModels() => Shipped<Architecture>(ModelsFile, AddModels);

    /// <summary>The accelerators that the program knows.</summary>
    public static Catalogue<Accelerator> ShippedGpus() => Shipped<Accelerator>(GpusFile, AddGpus);

    /// <summary>Adds the rows of a models.csv.</summary>
    public static void AddModels(SourceText file, Catalogue<Architecture> catalogue, Diagnostics diagnostics) =>
        AddRows(file, ModelColumns, catalogue, ReadArchitecture, diagnostics);

    /// <summary>Adds the rows of a gpus.csv.</summary>
    public static void AddGpus(SourceText file, Catalogue<Accelerator> catalogue, Diagnostics diagnostics) =>
        AddRows(file, GpuColumns, catalogue, ReadAccelerator, diagnostics);

    private static Catalogue<T> Shipped<T>(string file, Action<SourceText, Catalogue<T>, Diagnostics> add) where T : class
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var diagnostics = new Diagnostics();
        var catalogue = new Catalogue<T>();
        if (FileText.Decode(file, bytes.ToArray(), diagnostics) is { } text)
        {
            add(text, catalogue, diagnostics);
        }
        return diagnostics.Count == 0 ? catalogue : throw new InvalidOperationException(DiagnosticRenderer.Render(diagnostics));
    }

    private static void AddRows<T>(
        SourceText file, IReadOnlyList<CsvColumn> columns, Catalogue<T> catalogue, Func<CsvRow, string, string, Diagnostics, T?> read, Diagnostics diagnostics)
        where T : class
    {
        string kind = columns[0].Name;
        var table = CsvTable.Read(file, columns, row => $"{kind} {row[kind]}", diagnostics);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table?.Rows ?? [])
        {
            if (row[kind] is not { } name)
            {
                continue;
            }
            string context = $"{kind} {name}";
            if (row.IsBroken)
            {
                catalogue.Put(name.Text, null, "");
                continue;
            }
            if (name.IsEmpty || !name.Text.All(IsNameCharacter))
            {
                diagnostics.Error(
                    DiagnosticCode.BadCatalogueName, name.Location, "", name.IsEmpty ? $"the {kind} has no name" : $"{Diagnostics.Quote(name.Text)} cannot be the name of a {kind}",
                    "use letters, digits, - _ and .");
                context = kind;
            }
            else if (!lines.TryAdd(name.Text, row.Line))
            {
                diagnostics.Error(
                    DiagnosticCode.BadCatalogueName, name.Location, "", FormattableString.Invariant($"the {kind} {name} is given twice, first on line {lines[name.Text]}"),
                    "keep one of the rows, or rename one");
            }
            catalogue.Put(name.Text, read(row, name.Text, context, diagnostics), row["source"]?.Text ?? "");
        }
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static Architecture? ReadArchitecture(CsvRow row, string name, string context, Diagnostics diagnostics)
    {
        if (row["family"] is not { } familyCell || row["architecture"] is not { } cell)
        {
            return null;
        }
        var family = ArchitectureFamilies.Find(familyCell.Text);
        if (family is null)
        {
            var families = ArchitectureFamilies.All.Select(known => known.Name).ToList();
            diagnostics.Error(
                DiagnosticCode.UnknownFamily, familyCell.Location, context, familyCell.IsEmpty ? "the family is missing" : $"{Diagnostics.Quote(familyCell.Text)} is not a known family",
                NearestName.Help(familyCell.Text, families, $"one of {string.Join(", ", families)}"));
            return null;
        }
        var values = ReadParameters(cell, family, context, diagnostics);
        if (values is null)
        {
            return null;
        }
        var outcome = family.Create(name, values);
        foreach (var problem in outcome.Problems)
        {
            diagnostics.Error(DiagnosticCode.BadArchitecture, WhereIs(problem.Parameter, cell), $"{context}, parameter {problem.Parameter}", problem.What, problem.Help);
        }
        if (outcome.Value is { } made && !(double.IsFinite(made.Parameters) && made.Work.IsFinite))
        {
            diagnostics.Error(DiagnosticCode.BadArchitecture, cell.Location, context, $"{name} is too large to be computed", "check the sizes for stray digits and suffixes");
            return null;
        }
        return outcome.Value;
    }

    /// <summary>The family's parameters with defaults filled in, or null after reporting.</summary>
    private static Dictionary<string, double>? ReadParameters(SourceFragment cell, ArchitectureFamily family, string context, Diagnostics diagnostics)
    {
        var written = ParameterList.Read(cell, allowsBareWords: false, context, diagnostics, out bool isRight);
        var known = family.Parameters.Select(parameter => parameter.Name).ToList();
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var missing = family.Parameters
            .Where(parameter => parameter.Default is null && parameter.DefaultFrom is null
                && !written.Exists(given => given.Name.Text == parameter.Name || given.Name.Text == parameter.Unless))
            .Select(parameter => parameter.Name).ToList();
        foreach (var (name, value, whole) in written)
        {
            var parameter = family.Parameters.FirstOrDefault(parameter => parameter.Name == name.Text);
            string where = $"{context}, parameter {name}";
            if (parameter is null)
            {
                isRight = false;
                // What stands for a missing parameter is not missed as well.
                missing.Remove(NearestName.Of(name.Text, missing) ?? "");
                diagnostics.Error(
                    DiagnosticCode.BadArchitecture, name.Location, context, $"{Diagnostics.Quote(name.Text)} is not a parameter of the family {family.Name}",
                    NearestName.Help(name.Text, known, $"one of {string.Join(", ", known)}"));
            }
            else if (NumberReading.Of(value!, where, diagnostics) is not { } number)
            {
                isRight = false;
            }
            else if (!(number >= parameter.Minimum && number <= parameter.Maximum) || parameter.IsWhole && number != Math.Floor(number))
            {
                isRight = false;
                diagnostics.Error(
                    DiagnosticCode.BadArchitecture, value!.Location, where, $"{name} must be {InWords(parameter)}, but is {value}", $"{name} is: {parameter.Meaning}");
            }
            else
            {
                values[parameter.Name] = number;
            }
        }
        if (missing.Count > 0 && isRight)
        {
            isRight = false;
            diagnostics.Error(
                DiagnosticCode.BadArchitecture, cell.Location, context, $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing",
                $"add {string.Join(' ', missing.Select(name => name + "="))} to the architecture");
        }
        if (!isRight)
        {
            return null;
        }
        foreach (var parameter in family.Parameters.Where(parameter => !values.ContainsKey(parameter.Name)))
        {
            values[parameter.Name] = parameter.Default ?? (parameter.DefaultFrom is { } other ? values[other] : 0);
        }
        return values;
    }

    private static string InWords(ArchitectureParameter parameter) => (parameter.IsWhole ? "a whole number " : "")
        + (double.IsPositiveInfinity(parameter.Maximum)
            ? $">= {NumberReader.Write(parameter.Minimum)}"
            : $"from {NumberReader.Write(parameter.Minimum)} to {NumberReader.Write(parameter.Maximum)}");

    private static SourceLocation WhereIs(string parameter, SourceFragment cell) =>
        ParameterList.Read(cell, allowsBareWords: false, "", [], out _).Find(written => written.Name.Text == parameter)?.Value?.Location ?? cell.Location;

    private static Accelerator? ReadAccelerator(CsvRow row, string name, string context, Diagnostics diagnostics)
    {
        double?[] values = new double?[Figures.Count];
        for (int i = 0; i < values.Length; i++)
        {
            var (column, scale) = Figures[i];
            if (row[column] is not { } cell)
            {
                continue;
            }
            double? figure = NumberReading.Of(cell, $"{context}, column {column}", diagnostics);
            if (figure is { } number && !(number > 0 && double.IsFinite(number * scale)))
            {
                figure = null;
                diagnostics.Error(
                    DiagnosticCode.BadFigure, cell.Location, $"{context}, column {column}", $"{column} must be above 0 and finite, but is {cell}",
                    "write the figure of the data sheet (dense, not with sparsity)");
            }
            values[i] = figure * scale;
        }
        return values.Contains(null)
            ? null
            : new(name, values[0]!.Value, values[1]!.Value, values[2]!.Value, values[3]!.Value, values[4]!.Value, values[5]!.Value, values[6]!.Value);
    }
}
