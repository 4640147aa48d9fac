using System.Reflection;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.Scenarios.Configurations;

namespace CostSim.Scenarios;

/// <summary>
/// Reads models.csv and gpus.csv: those shipped inside the program, then those of a scenario, whose rows add to or replace them.
/// </summary>
internal static class CatalogueReader
{
    public const string ModelsFile = "models.csv";
    public const string GpusFile = "gpus.csv";

    private const double Tera = 1e12;
    private const double Giga = 1e9;

    private static readonly IReadOnlyList<CsvColumn> ModelColumns =
        [new("model"), new("family"), new("architecture"), new("source", MayEndRowEarly: true)];

    private static readonly GpuFigure Peak16Bit = new("peak_16bit_tflops", Tera);
    private static readonly GpuFigure Peak8Bit = new("peak_8bit_tflops", Tera) { MayBeEmpty = true };
    private static readonly GpuFigure Peak8BitInteger = new("peak_8bit_integer_tflops", Tera) { MayBeMissing = true };
    private static readonly GpuFigure Peak4Bit = new("peak_4bit_tflops", Tera) { MayBeMissing = true };
    private static readonly GpuFigure Memory = new("memory_gb", Giga);
    private static readonly GpuFigure Bandwidth = new("bandwidth_tb_s", Tera);
    private static readonly GpuFigure LinkBandwidth = new("link_gb_s", Giga);
    private static readonly GpuFigure DomainGpus = new("domain_gpus", 1) { MayBeMissing = true, Maximum = 1_000_000, IsWhole = true };
    private static readonly GpuFigure NetworkBandwidth = new("network_gb_s", Giga) { MayBeMissing = true };
    private static readonly GpuFigure Power = new("power_w", 1);
    private static readonly GpuFigure SystemPower = new("system_power_w", 1);
    private static readonly GpuFigure ReachablePeak = new("reachable_peak", 1) { MayBeMissing = true, Maximum = 1 };

    private static readonly IReadOnlyList<GpuFigure> GpuFigures =
    [
        Peak16Bit, Peak8Bit, Peak8BitInteger, Peak4Bit, Memory, Bandwidth, LinkBandwidth, DomainGpus, NetworkBandwidth, Power,
        SystemPower, ReachablePeak,
    ];

    private static readonly IReadOnlyList<CsvColumn> GpuColumns =
    [
        new("gpu"), .. GpuFigures.Select(figure => new CsvColumn(figure.Column, MayBeMissing: figure.MayBeMissing)),
        new("source", MayEndRowEarly: true),
    ];

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
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded");
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
        SourceText file, IReadOnlyList<CsvColumn> columns, Catalogue<T> catalogue, Func<CsvRow, string, string, Diagnostics, T?> read,
        Diagnostics diagnostics)
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
                catalogue.Put(name.Text, null);
                continue;
            }
            if (name.IsEmpty || !name.Text.All(IsNameCharacter))
            {
                diagnostics.Error(
                    DiagnosticCode.BadCatalogueName, name.Location, "",
                    name.IsEmpty ? $"the {kind} has no name" : $"{Diagnostics.Quote(name.Text)} cannot be the name of a {kind}",
                    "use letters, digits, - _ and .");
                context = kind;
            }
            else if (!lines.TryAdd(name.Text, row.Line))
            {
                diagnostics.Error(
                    DiagnosticCode.BadCatalogueName, name.Location, "",
                    FormattableString.Invariant($"the {kind} {name} is given twice, first on line {lines[name.Text]}"),
                    "keep one of the rows, or rename one");
            }
            catalogue.Put(name.Text, read(row, name.Text, context, diagnostics));
        }
    }

    /// <summary>True for what the name of a model or an accelerator may hold.</summary>
    internal static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

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
                DiagnosticCode.UnknownFamily, familyCell.Location, context,
                familyCell.IsEmpty ? "the family is missing" : $"{Diagnostics.Quote(familyCell.Text)} is not a known family",
                NearestName.Help(familyCell.Text, families, $"one of {string.Join(", ", families)}"));
            return null;
        }
        var parameters = new ParameterList(cell);
        var values = ReadParameters(parameters, family, context, diagnostics);
        if (values is null)
        {
            return null;
        }
        var outcome = family.Create(name, values);
        foreach (var problem in outcome.Problems)
        {
            var value = parameters.Right(out _).Find(written => written.Name.Text == problem.Parameter)?.Value;
            diagnostics.Error(
                DiagnosticCode.BadArchitecture, (value ?? cell).Location,
                problem.Parameter.Length == 0 ? context : $"{context}, parameter {problem.Parameter}",
                problem.What, problem.Help);
        }
        return outcome.Value;
    }

    /// <summary>The parameters that are written, or null after reporting.</summary>
    private static Dictionary<string, double>? ReadParameters(
        ParameterList parameters, ArchitectureFamily family, string context, Diagnostics diagnostics)
    {
        var written = parameters.Read(allowsBareWords: false, context, diagnostics, out bool isRight);
        var known = family.Parameters.Select(parameter => parameter.Name).ToList();
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var missing = family.Missing(written.Select(given => given.Name.Text));
        foreach (var (name, value, whole) in written)
        {
            var parameter = family.Parameters.FirstOrDefault(parameter => parameter.Name == name.Text);
            string where = $"{context}, parameter {name}";
            if (parameter is null)
            {
                isRight = false;
                // What stands for a missing parameter is not missed as well.
                missing.Remove(ConfigurationKeys.MeaningOf(name.Text, known) ?? NearestName.Of(name.Text, missing) ?? "");
                diagnostics.Error(
                    DiagnosticCode.BadArchitecture, name.Location, context,
                    $"{Diagnostics.Quote(name.Text)} is not a parameter of the family {family.Name}",
                    ConfigurationKeys.Help(name.Text, known));
            }
            else if (NumberReading.Of(value!, where, diagnostics) is not { } number)
            {
                isRight = false;
            }
            else if (!parameter.Allows(number))
            {
                isRight = false;
                diagnostics.Error(
                    DiagnosticCode.BadArchitecture, value!.Location, where, $"{name} must be {parameter.Range}, but is {value}",
                    $"{name} is: {parameter.Meaning}");
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
                DiagnosticCode.BadArchitecture, parameters.Cell.Location, context,
                $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing",
                $"add {string.Join(' ', missing.Select(name => name + "="))} to the architecture");
        }
        return isRight ? values : null;
    }

    private static Accelerator? ReadAccelerator(CsvRow row, string name, string context, Diagnostics diagnostics)
    {
        var values = new Dictionary<GpuFigure, double>();
        bool isRight = true;
        foreach (var figure in GpuFigures)
        {
            if (row[figure.Column] is not { } cell)
            {
                isRight &= figure.MayBeMissing;
            }
            else if (cell.IsEmpty && (figure.MayBeEmpty || figure.MayBeMissing))
            {
                continue;
            }
            else if (ReadFigure(figure, cell, $"{context}, column {figure.Column}", diagnostics) is { } value)
            {
                values[figure] = value;
            }
            else
            {
                isRight = false;
            }
        }
        if (!isRight)
        {
            return null;
        }
        double peak16Bit = values[Peak16Bit], peak8Bit = values.GetValueOrDefault(Peak8Bit, peak16Bit);
        return new(
            name, peak16Bit, peak8Bit, values[Memory], values[Bandwidth], values[LinkBandwidth], values[Power], values[SystemPower])
        {
            Peak8BitInteger = values.GetValueOrDefault(Peak8BitInteger, peak8Bit),
            Peak4Bit = values.GetValueOrDefault(Peak4Bit, peak8Bit),
            DomainGpus = (int)values.GetValueOrDefault(DomainGpus, Accelerator.UsualDomain),
            NetworkBandwidth = values.GetValueOrDefault(NetworkBandwidth, Accelerator.UsualNetwork),
            ReachablePeak = values.GetValueOrDefault(ReachablePeak, 1),
        };
    }

    /// <summary>A figure in base units, or null after reporting.</summary>
    private static double? ReadFigure(GpuFigure figure, SourceFragment cell, string context, Diagnostics diagnostics)
    {
        if (NumberReading.Of(cell, context, diagnostics) is not { } number)
        {
            return null;
        }
        if (figure.Allows(number))
        {
            return number * figure.Scale;
        }
        diagnostics.Error(
            DiagnosticCode.BadFigure, cell.Location, context, $"{figure.Column} must be {figure.Range}, but is {cell}",
            "write the figure of the data sheet (dense, not with sparsity)");
        return null;
    }

    /// <summary>A column of figures in gpus.csv.</summary>
    /// <param name="Column">Its name, which ends in its unit.</param>
    /// <param name="Scale">Factor to base units.</param>
    private sealed record GpuFigure(string Column, double Scale)
    {
        /// <summary>True when the cell may be empty.</summary>
        public bool MayBeEmpty { get; init; }

        /// <summary>True when the file may do without the column, and every row without a figure in it.</summary>
        public bool MayBeMissing { get; init; }

        /// <summary>Largest value.</summary>
        public double Maximum { get; init; } = double.PositiveInfinity;

        /// <summary>True for counts.</summary>
        public bool IsWhole { get; init; }

        /// <summary>The values allowed, in words.</summary>
        public string Range =>
            IsWhole ? FormattableString.Invariant($"a whole number from 1 to {Maximum}")
            : double.IsFinite(Maximum) ? FormattableString.Invariant($"above 0 and at most {Maximum}")
            : "above 0 and finite";

        public bool Allows(double value) =>
            value > 0 && value <= Maximum && double.IsFinite(value * Scale) && !(IsWhole && value != Math.Floor(value));
    }
}
