using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>
/// breakdown.png: the mean cost of a day as stacked bars, by use and by kind: the total, then each workload; null when nothing costs.
/// </summary>
internal static class BreakdownPicture
{
    private const int MostWorkloads = 8;

    /// <summary>Share of the whole below which a part is what rounding left of a difference.</summary>
    private const double Noise = 1e-9;

    private const float WidestName = 190;
    private const float MostBar = 130;
    private const float LabelHeight = 46;
    private const float BottomGap = 10;
    private const float SectionGap = 26;
    private const float RowGap = 6;
    private const float FigureGap = 6;

    private static readonly IReadOnlyList<string> PartNames =
        [.. OutputCatalogue.PartsByUse.Concat(OutputCatalogue.PartsByKind).Select(part => part.Name).Distinct()];

    private static readonly IReadOnlyList<string> SharedParts =
        [.. OutputCatalogue.PartsByUse.Intersect(OutputCatalogue.PartsByKind).Select(part => part.Name)];

    public static Sheet? Compose(PictureContext context)
    {
        List<Section> sections =
        [
            Section.Of(context.Result, "By use", OutputCatalogue.PartsByUse),
            Section.Of(context.Result, "By kind", OutputCatalogue.PartsByKind),
        ];
        sections.RemoveAll(section => section.Rows.Count == 0);
        if (sections.Count == 0)
        {
            return null;
        }

        var names = sections[0].Rows.Select(row => row.Name).ToList();
        bool hasWorkloads = names.Count > 1;
        float headingWidth = sections.Max(section => Sheet.Measure(section.Heading, Theme.StrongLabel));
        float widestName = hasWorkloads ? MathF.Min(WidestName, names.Max(name => Sheet.Measure(name, Theme.StrongLabel))) : 0;
        float nameWidth = MathF.Max(headingWidth, widestName) + Theme.LabelGap;
        var wrapped = names.ToDictionary(name => name, name => Sheet.Wrap(name, Theme.Label, WidestName, mostLines: 2));
        float leastBar = wrapped.Values.Any(lines => lines.Count > 1) ? 32 : hasWorkloads ? 18 : 40;
        float fixedHeight = sections.Count * LabelHeight + (sections.Count - 1) * SectionGap;
        int rows = names.Count * sections.Count;
        string percent = hasWorkloads ? "; in the bars, percent of each" : " and percent";
        string subtitle = $"{context.Name} · mean daily cost, USD per day{percent}";
        var sheet = new Sheet(Title(sections), subtitle, context, fixedHeight + rows * (leastBar + RowGap) + BottomGap);
        float barHeight = MathF.Min(MostBar, (sheet.Body.Height - fixedHeight - BottomGap) / rows - (hasWorkloads ? RowGap : 0));

        float left = sheet.Body.Left + nameWidth, right = sections.Min(section => section.Rows.Min(row => End(sheet, left, section, row)));
        float y = sheet.Body.Top;
        foreach (var section in sections)
        {
            var total = section.Rows[0];
            WritePartLabels(sheet, total, left, right, y);
            if (hasWorkloads)
            {
                sheet.Write(section.Heading, sheet.Body.Left, y, Theme.StrongLabel);
            }
            y += LabelHeight;
            float bottom = y + section.Rows.Count * (barHeight + RowGap) - RowGap;
            using var panel = new Panel(sheet, new(left, y, right, bottom), 0, total.Total, bottom - y, 0);
            float top = 0;
            foreach (var row in section.Rows)
            {
                DrawBar(panel.Plot, row, top, top + barHeight);
                top += barHeight + RowGap;
            }
            panel.Render();
            foreach (var row in section.Rows)
            {
                var name = !hasWorkloads ? [section.Heading] : wrapped[row.Name];
                WriteRow(sheet, panel, row, y + barHeight / 2, name, hasShares: hasWorkloads);
                WriteTotal(sheet, section, row, panel.X(row.Total), y + barHeight / 2);
                y += barHeight + RowGap;
            }
            y += SectionGap - RowGap;
        }
        return sheet;
    }

    /// <summary>Where the total's bar may end at most, for the figures beside this row's bar to fit.</summary>
    private static float End(Sheet sheet, float left, Section section, Row row)
    {
        double share = row.Total / section.Rows[0].Total;
        float figures = FigureGap + Sheet.Measure(HumanNumber.Money(row.Total), Theme.StrongLabel);
        figures += row == section.Rows[0] ? 0 : FigureGap + Sheet.Measure(OfTotal(section, row), Theme.Note);
        return left + (sheet.Body.Right - figures - left) * (float)Math.Min(1 / share, 100);
    }

    private static string OfTotal(Section section, Row row) => $"{section.Shares[section.Rows.ToList().IndexOf(row) - 1]} of total";

    private static void WriteTotal(Sheet sheet, Section section, Row row, float end, float middle)
    {
        var figure = sheet.Write(HumanNumber.Money(row.Total), end + FigureGap, middle, Theme.StrongLabel, Alignment.MiddleLeft);
        if (row != section.Rows[0])
        {
            sheet.Write(OfTotal(section, row), figure.Box.Right + FigureGap, middle, Theme.Note, Alignment.MiddleLeft);
        }
    }

    private static string Title(List<Section> sections)
    {
        var total = sections[0].Rows[0];
        int largest = Enumerable.Range(0, total.Parts.Count).MaxBy(i => total.Parts[i].Mean);
        string does = total.Parts[largest].Name switch
        {
            "prefill" => "reads prompts",
            "decode" => "generates responses",
            "idle" => "pays for idle GPUs",
            var name => $"is {name}",
        };
        return $"A mean day costs {HumanNumber.Money(total.Total)}; {total.Shares[largest]} of it {does}";
    }

    /// <summary>
    /// Shares in whole percent that add up to 100: the largest remainders are rounded up. A part of both divisions is rounded by itself,
    /// so that both say the same of it.
    /// </summary>
    private static IReadOnlyList<string> WholePercents(IReadOnlyList<double> parts, Func<int, bool> isShared)
    {
        double sum = parts.Sum();
        double[] exact = [.. parts.Select(part => 100 * part / sum)];
        int[] whole = [.. exact.Select((share, i) => isShared(i) ? (int)Math.Round(share) : (int)share)];
        foreach (int i in Enumerable.Range(0, whole.Length).Where(i => !isShared(i)).OrderByDescending(i => exact[i] - whole[i])
            .Take(100 - whole.Sum()).ToList())
        {
            whole[i]++;
        }
        return [.. whole.Select((share, i) => share == 0 ? "<1 %" : share == 100 && exact[i] < 100 ? ">99 %" : $"{share} %")];
    }

    private static void DrawBar(Plot plot, Row row, float top, float bottom)
    {
        double x = 0;
        foreach (var part in row.Parts)
        {
            var bar = plot.Add.Rectangle(x, x + part.Mean, top, bottom);
            bar.FillColor = Colour(part.Name);
            bar.LineWidth = 0;
            x += part.Mean;
        }
    }

    /// <summary>Name, share and mean of every part above its slice of the total's bar, joined to it where they had to move.</summary>
    private static void WritePartLabels(Sheet sheet, Row row, float left, float right, float y)
    {
        var centres = new List<float>();
        double x = 0;
        foreach (var part in row.Parts)
        {
            centres.Add(left + (float)((x + part.Mean / 2) / row.Total) * (right - left));
            x += part.Mean;
        }
        var sums = HumanNumber.Alike([.. row.Parts.Select(part => part.Mean)], "USD/day");
        var figures = row.Shares.Zip(sums, (share, sum) => $"{share} · {sum}").ToList();
        var widths = row.Parts.Select((part, i) => Sheet.Widest((part.Name, Theme.StrongNote), (figures[i], Theme.Note))).ToList();
        var places = LabelRow.Spread(centres, widths, left, sheet.Body.Right, Theme.LabelGap);
        for (int i = 0; i < row.Parts.Count; i++)
        {
            sheet.Write(row.Parts[i].Name, places[i], y, Theme.StrongNote, Alignment.UpperCenter);
            sheet.Write(figures[i], places[i], y + Theme.Note.LineHeight, Theme.Note, Alignment.UpperCenter);
            sheet.Line(Theme.Rule, 1, false, new(places[i], y + 2 * Theme.Note.LineHeight), new(centres[i], y + LabelHeight - 3));
        }
    }

    private static void WriteRow(Sheet sheet, Panel panel, Row row, float middle, IReadOnlyList<string> name, bool hasShares)
    {
        var nameStyle = row.Name == Scenario.Total ? Theme.StrongLabel : Theme.Label;
        sheet.WriteLines(name, sheet.Body.Left, middle - (name.Count - 1) * nameStyle.LineHeight / 2, nameStyle, Alignment.MiddleLeft);
        double x = 0;
        foreach (var (part, text) in row.Parts.Zip(row.Shares))
        {
            var style = Theme.Note with { Colour = Theme.InkOn(Colour(part.Name)) };
            if (hasShares && panel.X(x + part.Mean) - panel.X(x) > Sheet.Measure(text, style) + 6)
            {
                sheet.Write(text, panel.X(x + part.Mean / 2), middle, style, Alignment.MiddleCenter);
            }
            x += part.Mean;
        }
    }

    private static Color Colour(string part) => Theme.Category(PartNames.ToList().IndexOf(part));

    /// <summary>One way to divide the cost: the total first, then the workloads from the largest down.</summary>
    private sealed record Section(string Heading, IReadOnlyList<Row> Rows)
    {
        /// <summary>What each workload is of the total.</summary>
        public IReadOnlyList<string> Shares { get; } = WholePercents([.. Rows.Skip(1).Select(row => row.Total)], _ => false);

        public static Section Of(SimulationResult result, string heading, IReadOnlyList<OutputDefinition> parts)
        {
            if (Row.Of(result, Scenario.Total, Scenario.Total, parts) is not { } total)
            {
                return new("", []);
            }
            var workloads = result.Scenario.Workloads.Count < 2 ? [] : result.Scenario.Workloads
                .Select(workload => Row.Of(result, workload.Name, workload.Name, parts)).OfType<Row>()
                .OrderByDescending(row => row.Total).ToList();
            int shown = workloads.Count <= MostWorkloads ? workloads.Count : MostWorkloads - 1;
            List<Row> rows = [total, .. workloads.Take(shown)];
            if (shown < workloads.Count)
            {
                rows.Add(Row.Sum($"{workloads.Count - shown} smaller", workloads.Skip(shown), parts));
            }
            return new(heading, rows);
        }
    }

    private sealed record Row(string Name, IReadOnlyList<PartMean> Parts)
    {
        public double Total { get; } = Parts.Sum(part => part.Mean);

        /// <summary>What each part is of the row.</summary>
        public IReadOnlyList<string> Shares { get; } = WholePercents(
            [.. Parts.Select(part => part.Mean)], i => SharedParts.Contains(Parts[i].Name));

        public static Row? Of(SimulationResult result, string name, string workload, IReadOnlyList<OutputDefinition> parts)
        {
            var means = parts.Select(part => new PartMean(part.Name, result.Find(workload, part)?.Moments.Mean ?? 0)).ToList();
            double total = means.Sum(part => part.Mean);
            return total > 0 ? new(name, [.. means.Where(part => part.Mean > Noise * total)]) : null;
        }

        public static Row Sum(string name, IEnumerable<Row> rows, IReadOnlyList<OutputDefinition> parts)
        {
            var means = rows.SelectMany(row => row.Parts).ToLookup(part => part.Name, part => part.Mean);
            return new(name, [.. parts.Select(part => new PartMean(part.Name, means[part.Name].Sum())).Where(part => part.Mean > 0)]);
        }
    }

    private sealed record PartMean(string Name, double Mean);
}
