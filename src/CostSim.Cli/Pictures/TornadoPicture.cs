using CostSim.Analysis;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>
/// tornado.png: the output with each input at its P10 and its P90, the others at their medians, the widest swing on top; beneath each bar,
/// thin, the output's median with the others as uncertain as they are. Null where nothing moves it.
/// </summary>
internal static class TornadoPicture
{
    private const int MostBars = 12;
    private const float WidestName = 230;
    private const float WidestLevel = 118;
    private const float KeyHeight = 44;
    private const float FigureGap = 6;

    private static readonly Color LowColour = Theme.AccentLight;
    private static readonly Color HighColour = Theme.Accent;
    private static readonly Color OptionColour = Theme.Category(2);

    public static Sheet? Compose(SensitivityResult sensitivity)
    {
        var bars = sensitivity.Inputs.Where(input => !sensitivity.HasNoEffect(input)).Select(input => new Bar(sensitivity, input))
            .Where(bar => bar.Reach > 0).OrderByDescending(bar => bar.Reach).ToList();
        if (bars.Count == 0 || !sensitivity.Varies)
        {
            return null;
        }
        var shown = bars.Take(bars.Count == MostBars + 1 ? MostBars - 1 : MostBars).ToList();
        int smaller = bars.Count - shown.Count;
        var context = new PictureContext(sensitivity.Run, ProgramVersion.Text);
        string unit = sensitivity.Output.Unit;
        string subtitle = $"{context.Name} · {sensitivity.Output.Name} in {unit} with "
            + (bars.All(bar => bar.IsCategorical) ? "every option of each choice" : "each input at its P10 and its P90");
        var sheet = new Sheet(Title(shown, sensitivity), subtitle, context);
        float nameWidth = MathF.Min(WidestName, shown.Max(bar => Sheet.Measure(bar.Name, Theme.Label)));
        float left = sheet.Body.Left + nameWidth + Theme.LabelGap, top = sheet.Body.Top + KeyHeight;
        float rest = smaller > 0 ? Theme.Label.LineHeight + 10 : 6;
        float rowHeight = MathF.Min(56, (sheet.Body.Bottom - top - rest) / shown.Count);
        float bottom = top + shown.Count * rowHeight;

        double median = sensitivity.Sample.Quantile(0.5).Value;
        var (start, end) = Limits(shown, median, sheet.Body.Right - left);
        using var panel = new Panel(sheet, new(left, top, sheet.Body.Right, bottom), start, end, shown.Count, 0);
        double height = MathF.Min(0.5f, 22 / rowHeight), thin = 4 / rowHeight;
        for (int i = 0; i < shown.Count; i++)
        {
            Draw(panel.Plot, shown[i], sensitivity, i, height, thin);
        }
        panel.Render();
        float centre = panel.X(sensitivity.AtMedians);
        float medianX = panel.X(median);
        sheet.Line(Theme.QuietInk, 1, false, new(medianX, top - 4), new(medianX, top));
        sheet.Line(Theme.Ink, 1, false, new(centre, top), new(centre, bottom));
        WriteKey(sheet, shown);
        WriteCentres(sheet, panel, sensitivity.AtMedians, median, unit);
        for (int i = 0; i < shown.Count; i++)
        {
            Write(sheet, panel, shown[i], panel.Y(i + 0.1 + height / 2), nameWidth);
            float thinY = panel.Y(ThinTop(i, height, thin) + thin / 2);
            sheet.Line(Theme.Ink, 1.5f, false, new(medianX, thinY - 3), new(medianX, thinY + 3));
        }
        if (smaller > 0)
        {
            string others = $"and {smaller} smaller, within {HumanNumber.InUnit(bars[shown.Count].Reach, unit)}";
            sheet.Write(others, sheet.Body.Left, bottom + 6, Theme.Subtitle);
        }
        return sheet;
    }

    private static string Title(List<Bar> bars, SensitivityResult sensitivity)
    {
        var first = bars[0];
        string name = Sheet.Shorten(first.Name, Theme.Title, 280);
        string Figure(double value) => HumanNumber.InUnit(value, sensitivity.Output.Unit);
        return $"{name} alone moves {sensitivity.Output.Name} between {Figure(first.Low.Value)} and {Figure(first.High.Value)}, "
            + "the others at their medians";
    }

    /// <summary>Ends of the axis: all bars with their figures fit, and no wider than need be.</summary>
    private static (double Start, double End) Limits(List<Bar> bars, double median, float width)
    {
        double lowest = Math.Min(median, bars.Min(bar => bar.Lowest)), highest = Math.Max(median, bars.Max(bar => bar.Highest));
        var (start, end) = (lowest, highest);
        // Wider bars need more of the axis for the same figures: a few rounds settle it.
        for (int round = 0; round < 20; round++)
        {
            double perPoint = (end - start) / width;
            start = bars.Select(bar => bar.LeftLabel).Where(label => label.Text.Length > 0)
                .Select(label => label.Value - Room(label) * perPoint).Append(lowest).Min();
            end = bars.Select(bar => bar.RightLabel).Where(label => label.Text.Length > 0)
                .Select(label => label.Value + Room(label) * perPoint).Append(highest).Max();
        }
        return (start, end);
    }

    private static float Room(End end) =>
        FigureGap + Theme.LabelGap + Sheet.Measure(end.Figure, Theme.StrongLabel)
        + (end.Level.Length > 0 ? FigureGap + Sheet.Measure(end.Level, Theme.Note) : 0);

    private static void Draw(Plot plot, Bar bar, SensitivityResult sensitivity, int row, double height, double thin)
    {
        double top = row + 0.1, centre = sensitivity.AtMedians;
        // The end nearer to the centre lies on top, where both are on one side of it.
        foreach (var end in new[] { bar.Low, bar.High }.OrderByDescending(end => Math.Abs(end.Value - centre)))
        {
            Fill(plot, Math.Min(centre, end.Value), Math.Max(centre, end.Value), top, top + height, end.Colour);
        }
        Fill(plot, bar.LowestMedian, bar.HighestMedian, ThinTop(row, height, thin), ThinTop(row, height, thin) + thin, Theme.Rule);
    }

    private static double ThinTop(int row, double height, double thin) => row + 0.1 + height + thin / 2;

    private static void Fill(Plot plot, double x1, double x2, double y1, double y2, Color colour)
    {
        var rectangle = plot.Add.Rectangle(x1, x2, y1, y2);
        rectangle.FillColor = colour;
        rectangle.LineWidth = 0;
    }

    private static void Write(Sheet sheet, Panel panel, Bar bar, float middle, float nameWidth)
    {
        sheet.Write(Sheet.Shorten(bar.Name, Theme.Label, nameWidth + 1), sheet.Body.Left, middle, Theme.Label, Alignment.MiddleLeft);
        if (bar.LeftLabel.Text.Length > 0)
        {
            float x = panel.X(bar.LeftLabel.Value) - FigureGap;
            x = sheet.Write(bar.LeftLabel.Figure, x, middle, Theme.StrongLabel, Alignment.MiddleRight).Box.Left - FigureGap;
            if (bar.LeftLabel.Level.Length > 0)
            {
                sheet.Write(bar.LeftLabel.Level, x, middle, Theme.Note, Alignment.MiddleRight);
            }
        }
        if (bar.RightLabel.Text.Length > 0)
        {
            float x = panel.X(bar.RightLabel.Value) + FigureGap;
            x = sheet.Write(bar.RightLabel.Figure, x, middle, Theme.StrongLabel, Alignment.MiddleLeft).Box.Right + FigureGap;
            if (bar.RightLabel.Level.Length > 0)
            {
                sheet.Write(bar.RightLabel.Level, x, middle, Theme.Note, Alignment.MiddleLeft);
            }
        }
    }

    /// <summary>What the colours mean.</summary>
    private static void WriteKey(Sheet sheet, List<Bar> bars)
    {
        float x = sheet.Body.Left, y = sheet.Body.Top + 8;
        List<(string Text, Color Colour)> keys =
        [
            ("input at its P10", LowColour), ("at its P90", HighColour), ("another option", OptionColour),
            ("its effect on the median, the other inputs left uncertain", Theme.Rule),
        ];
        if (!bars.Any(bar => bar.IsCategorical))
        {
            keys.RemoveAt(2);
        }
        else if (bars.All(bar => bar.IsCategorical))
        {
            keys.RemoveRange(0, 2);
        }
        foreach (var (text, colour) in keys)
        {
            float half = text.StartsWith("its", StringComparison.Ordinal) ? 2 : 5;
            sheet.Line(colour, 2 * half, false, new(x, y), new(x + 14, y));
            x = sheet.Write(text, x + 19, y, Theme.Note, Alignment.MiddleLeft).Box.Right + 2 * Theme.LabelGap;
        }
    }

    /// <summary>Names the lines: where the bars start, and the median of the trials, about which the thin ones lie.</summary>
    private static void WriteCentres(Sheet sheet, Panel panel, double atMedians, double median, string unit)
    {
        string[] texts =
            [$"all at their medians: {HumanNumber.InUnit(atMedians, unit)}", $"median of the trials: {HumanNumber.InUnit(median, unit)}"];
        TextStyle[] styles = [Theme.StrongNote, Theme.Note];
        float[] widths = [.. texts.Zip(styles, Sheet.Measure)];
        // Side by side: the left one to the left of its line, the right one to the right.
        float side = median >= atMedians ? 1 : -1;
        float[] wanted = [panel.X(atMedians) - side * widths[0] / 2, panel.X(median) + side * widths[1] / 2];
        var centres = LabelRow.Spread(wanted, widths, sheet.Body.Left, sheet.Body.Right, 2 * Theme.LabelGap);
        for (int i = 0; i < texts.Length; i++)
        {
            sheet.Write(texts[i], centres[i], panel.Area.Top - 5, styles[i], Alignment.LowerCenter);
        }
    }

    /// <summary>One end of a bar: the output there and the input's level.</summary>
    private sealed record End(double Value, string Figure, string Level, Color Colour)
    {
        public string Text => Figure + Level;
    }

    /// <summary>An input as drawn.</summary>
    private sealed class Bar
    {
        private static readonly End None = new(double.NaN, "", "", Colors.Transparent);

        public Bar(SensitivityResult sensitivity, InputSensitivity input)
        {
            IsCategorical = input.IsCategorical;
            Name = SensitivityFindings.NameOf(sensitivity, input.Input);
            string unit = sensitivity.Output.Unit;
            string LevelOf(InputLevel level) =>
                input.IsCategorical ? level.Name : HumanNumber.InUnit(level.Value, input.Input.Definition.Unit);
            End Of(InputLevel level) => new(
                level.AtMedians, HumanNumber.InUnit(level.AtMedians, unit), Sheet.Shorten(LevelOf(level), Theme.Note, WidestLevel),
                input.IsCategorical ? OptionColour : level == input.Levels[0] ? LowColour : HighColour);
            (Low, High) = (Of(input.Lowest), Of(input.Highest));
            LowestMedian = input.Levels.Min(level => level.Median.Value);
            HighestMedian = input.Levels.Max(level => level.Median.Value);
            Lowest = Math.Min(Math.Min(Low.Value, LowestMedian), sensitivity.AtMedians);
            Highest = Math.Max(Math.Max(High.Value, HighestMedian), sensitivity.AtMedians);
            LeftLabel = Low.Value < sensitivity.AtMedians ? Low : None;
            RightLabel = High.Value > sensitivity.AtMedians ? High : None;
        }

        public bool IsCategorical { get; }

        public string Name { get; }

        public End Low { get; }

        public End High { get; }

        public End LeftLabel { get; }

        public End RightLabel { get; }

        public double LowestMedian { get; }

        public double HighestMedian { get; }

        public double Lowest { get; }

        public double Highest { get; }

        /// <summary>Length of the bar.</summary>
        public double Reach => High.Value - Low.Value;
    }
}
