using CostSim.Cli.Text;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Statistics;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>inputs.png: what was drawn, one small panel per uncertain input with its law beneath.</summary>
internal static class InputsPicture
{
    private const int MostPanels = 24;
    private const int MostOptions = 6;
    private const int Columns = 3;
    private const float ColumnGap = 24;
    private const float RowGap = 16;
    private const float HeadHeight = 36;
    private const float FigureHeight = 34;
    private const float LawHeight = 30;
    private const float LeastCurve = 54;
    private const float MostCurve = 210;
    private const float LeastPanel = HeadHeight + LeastCurve + FigureHeight + LawHeight;

    public static Sheet? Compose(PictureContext context)
    {
        if (context.Draws is not { } table)
        {
            return null;
        }
        var all = table.Inputs.Where(input => input.Draws.Length > 0).Select(input => Drawn.Of(input.Input, input.Draws)).ToList();
        if (all.Count == 0)
        {
            var inputs = context.Result.Scenario.Inputs;
            return Statement.Compose(context, "Every input is fixed", HumanNumber.Count(inputs.Count),
                "inputs, each one number or one option: nothing was drawn. Give one a range, triangular say, to see it here.",
                [.. inputs.OrderBy(input => input.IsDefault ? 1 : 0)
                    .Select(input => (Value(input), Sheet.Joined(" · ", input.Name, Unit(input))))]);
        }
        var shown = all.Count <= MostPanels ? all : [.. all.OrderByDescending(input => input.Strength(context.Drivers)).Take(MostPanels)];
        string more = all.Count > shown.Count ? $"the {shown.Count} of {all.Count} inputs that matter most, the strongest first" : "";

        int columns = shown.Count <= 2 ? shown.Count : shown.Count == 4 ? 2 : Columns, rows = (shown.Count + columns - 1) / columns;
        float width = (Sheet.BodyWidth - (columns - 1) * ColumnGap) / columns;
        int nameLines = shown.Max(input => Name(input, width).Count);
        float leastPanel = LeastPanel + (nameLines - 1) * Theme.StrongLabel.LineHeight;
        var sheet = new Sheet(
            Title(all), $"{context.Name} · what was drawn for each uncertain input: its law with P5, P50, P95", context.OfDraws(),
            rows * leastPanel + (rows - 1) * RowGap, "axes: P0.1 to P99.9", more);
        float height = MathF.Min((sheet.Body.Height - (rows - 1) * RowGap) / rows, leastPanel - LeastCurve + MostCurve);
        for (int i = 0; i < shown.Count; i++)
        {
            float left = sheet.Body.Left + i % columns * (width + ColumnGap), top = sheet.Body.Top + i / columns * (height + RowGap);
            WriteInput(sheet, shown[i], new(left, top, left + width, top + height));
        }
        return sheet;
    }

    /// <summary>An input's name in at most two lines, broken after its workload where that will do.</summary>
    private static IReadOnlyList<string> Name(Drawn drawn, float width)
    {
        string name = drawn.Input.Name;
        int workload = name.LastIndexOf('.') + 1;
        return Sheet.Measure(name, Theme.StrongLabel) > width && workload > 0
            && Sheet.Widest((name[..workload], Theme.StrongLabel), (name[workload..], Theme.StrongLabel)) <= width
            ? [name[..workload], name[workload..]]
            : Sheet.Wrap(name, Theme.StrongLabel, width, mostLines: 2);
    }

    private static string Value(ScenarioInput input) => input.Law is Choice { IsCategorical: true } choice
        ? Sheet.Shorten(choice.Options[0].Name, Theme.StrongLabel, 200)
        : HumanNumber.InUnit(input.Law.Mean, input.Definition.Unit);

    private static string Unit(ScenarioInput input) => input.Definition.Unit == "1" ? "" : input.Definition.Unit;

    private static string Title(List<Drawn> inputs)
    {
        string count = inputs.Count == 1 ? "One input is uncertain" : $"{inputs.Count} inputs are uncertain";
        var widest = inputs.Where(input => input.Fold > 1 && double.IsFinite(input.Fold)).MaxBy(input => input.Fold);
        return widest is null
            ? count
            : $"{count}; {Sheet.Shorten(ShortName(inputs, widest), Theme.Title, 300)} spans "
                + $"{HumanNumber.Plain(widest.Fold, 2)}-fold (P5 to P95)";
    }

    /// <summary>The input without its workload, where no other workload has it too.</summary>
    private static string ShortName(List<Drawn> inputs, Drawn input) =>
        inputs.Count(other => other.Input.Definition == input.Input.Definition) == 1
            ? input.Input.Name[(input.Input.Name.LastIndexOf('.') + 1)..]
            : input.Input.Name;

    private static void WriteInput(Sheet sheet, Drawn drawn, SKRect place)
    {
        string unit = Unit(drawn.Input);
        float head = sheet.WriteLines(Name(drawn, place.Width), place.Left, place.Top, Theme.StrongLabel);
        var law = Sheet.Wrap(drawn.Input.Stated, Theme.Footer, place.Width, mostLines: 2);
        if (drawn.Shares.Count > 0)
        {
            float end = WriteShares(sheet, drawn, new(place.Left, head + 2.5f, place.Right, place.Bottom - LawHeight));
            sheet.WriteLines(law, place.Left, end + 3, Theme.Footer);
            return;
        }
        sheet.WriteLines(law, place.Left, place.Bottom - LawHeight + 2, Theme.Footer);
        var curve = drawn.Curve!;
        var axis = ValueAxis.Of(curve, unit);
        axis = curve.IsDiscrete ? axis.Widened(0.02) : axis;
        sheet.Write(Sheet.Joined(", ", unit, axis.ScaleNote), place.Left, head + 0.5f, Theme.Note);
        var area = new SKRect(
            place.Left, head + HeadHeight - Theme.StrongLabel.LineHeight, place.Right, place.Bottom - LawHeight - FigureHeight);
        if (curve.IsConstant)
        {
            string always = $"always {HumanNumber.InUnit(curve.Histogram.Maximum, unit)}";
            sheet.Write(always, area.Left, area.MidY, Theme.Label, Alignment.MiddleLeft);
            return;
        }
        double[] levels = [0.05, 0.5, 0.95];
        double[] values = [.. levels.Select(level => Quantile(drawn.Input.Law, level))];
        using var panel = new Panel(sheet, area, axis.Minimum, axis.Maximum, 0, 1.04);
        if (curve.IsDiscrete)
        {
            CostPicture.DrawBars(panel, curve, axis);
        }
        else
        {
            CostPicture.DrawCurve(panel, curve, axis, values[0], values[2]);
        }
        panel.Render();
        sheet.Line(Theme.Rule, 1, false, new(area.Left, area.Bottom), new(area.Right, area.Bottom));
        var figures = HumanNumber.Alike(values, unit);
        var wanted = values.Select(value => panel.X(axis.Within(value))).ToList();
        var widths = figures.Select(figure => Sheet.Widest((figure, Theme.StrongNote), ("P50", Theme.Footer))).ToList();
        var centres = LabelRow.Spread(wanted, widths, place.Left, place.Right, Theme.LabelGap);
        for (int i = 0; i < values.Length; i++)
        {
            bool isMedian = i == 1;
            float ground = area.Bottom, x = wanted[i];
            var colour = isMedian ? Theme.Accent : Theme.QuietInk;
            sheet.Line(colour, isMedian ? 1.6f : 1, false, new(x, area.Top), new(x, ground), new(centres[i], ground + 5));
            var style = Theme.StrongNote with { Colour = isMedian ? Theme.Accent : Theme.Ink };
            sheet.Write(figures[i], centres[i], ground + 6, style, Alignment.UpperCenter);
            sheet.Write(FormattableString.Invariant($"P{levels[i] * 100}"), centres[i], ground + 19, Theme.Footer, Alignment.UpperCenter);
        }
    }

    private static double Quantile(Distribution law, double p) => p < 0.5 ? law.Quantile(p) : law.UpperQuantile(1 - p);

    /// <summary>A bar per option with the share of the draws that took it; returns where they end.</summary>
    private static float WriteShares(Sheet sheet, Drawn drawn, SKRect place)
    {
        int most = (int)MathF.Max(2, MathF.Min(place.Height / (Theme.Note.LineHeight + 3), 12));
        var shown = drawn.Shares.Count <= most ? drawn.Shares : [.. drawn.Shares.OrderByDescending(share => share.Share).Take(most - 1)];
        if (shown.Count < drawn.Shares.Count)
        {
            shown = [.. shown, new($"{drawn.Shares.Count - shown.Count} others", 1 - shown.Sum(share => share.Share))];
        }
        float row = MathF.Min(26, place.Height / shown.Count), bar = MathF.Min(16, row - 3);
        float nameWidth = MathF.Min(0.55f * place.Width, shown.Max(share => Sheet.Measure(share.Option, Theme.Note)));
        float left = place.Left + nameWidth + 8, right = place.Right - Sheet.Measure("99.9 %", Theme.StrongNote) - 6;
        float height = row * shown.Count;
        using var panel = new Panel(sheet, new(left, place.Top, right, place.Top + height), 0, shown.Max(share => share.Share), height, 0);
        for (int i = 0; i < shown.Count; i++)
        {
            var rectangle = panel.Plot.Add.Rectangle(0, shown[i].Share, row * (i + 0.5) - bar / 2, row * (i + 0.5) + bar / 2);
            rectangle.FillColor = Theme.AccentLight;
            rectangle.LineWidth = 0;
        }
        panel.Render();
        for (int i = 0; i < shown.Count; i++)
        {
            float middle = place.Top + row * (i + 0.5f);
            string option = Sheet.Shorten(shown[i].Option, Theme.Note, nameWidth + 1);
            sheet.Write(option, place.Left, middle, Theme.Note with { Colour = Theme.Ink }, Alignment.MiddleLeft);
            sheet.Write(HumanNumber.Percent(shown[i].Share), panel.X(shown[i].Share) + 5, middle, Theme.StrongNote, Alignment.MiddleLeft);
        }
        return place.Top + height;
    }

    /// <summary>An input with its draws: a curve for numbers that vary smoothly, shares for options and for a few numbers.</summary>
    private sealed record Drawn(ScenarioInput Input, CumulativeCurve? Curve, IReadOnlyList<OptionShare> Shares)
    {
        /// <summary>P95 over P5; NaN for options.</summary>
        public double Fold => Curve is null ? double.NaN : Quantile(Input.Law, 0.95) / Quantile(Input.Law, 0.05);

        public static Drawn Of(ScenarioInput input, double[] draws)
        {
            if (input.Law is Choice { IsCategorical: true } choice)
            {
                double[] counts = new double[choice.Options.Count];
                foreach (double option in draws)
                {
                    counts[(int)option]++;
                }
                return new(input, null, [.. counts.Select((count, i) => new OptionShare(choice.Options[i].Name, count / draws.Length))]);
            }
            var histogram = new Histogram();
            histogram.Add(draws, draws.Min(), draws.Max());
            var curve = new CumulativeCurve(histogram);
            if (!curve.IsDiscrete || curve.IsConstant || curve.Bins.Count > MostOptions)
            {
                return new(input, curve, []);
            }
            var numbers = draws.GroupBy(draw => draw).OrderBy(group => group.Key).ToList();
            var options = HumanNumber.Alike([.. numbers.Select(group => group.Key)], input.Definition.Unit);
            return new(input, null, [.. numbers.Select((group, i) => new OptionShare(options[i], group.Count() / (double)draws.Length))]);
        }

        /// <summary>What decides when there are too many: the correlation with the cost where it is known, else the spread.</summary>
        public double Strength(IReadOnlyList<Driver> drivers) =>
            drivers.FirstOrDefault(driver => driver.Input == Input.Name) is { } driver && double.IsFinite(driver.RankCorrelation)
                ? Math.Abs(driver.RankCorrelation)
                : Curve is null ? 0.5 : 1 - 1 / Math.Max(1, double.IsNaN(Fold) ? 1 : Fold);
    }

    private readonly record struct OptionShare(string Option, double Share);
}
