using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Statistics;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>
/// exceedance.png: the chance that a day costs more than x, in log10 down to 1 in 10 000; null where the cost is one number.
/// </summary>
internal static class ExceedancePicture
{
    private const string Unit = "USD/day";
    private const double Rarest = 1e-4;

    /// <summary>Trials that must lie above a guide for it to be worth reading.</summary>
    private const int LeastAbove = 5;

    /// <summary>Trials below which each is seen: the curve is then its steps, and no band is drawn.</summary>
    private const int Few = 200;

    private const int MostPlateaus = 8;
    private const int BandPointsPerDecade = 10;

    /// <summary>The least step of the curve between two of its points, down in decades or along the axis as a share of it.</summary>
    private const double Step = 0.01;

    private const float ConnectorWidth = 26;

    private static readonly double[] Guides = [0.5, 0.1, 0.05, 0.01];

    public static Sheet? Compose(PictureContext context)
    {
        if (context.Result.Find(Scenario.Total, OutputCatalogue.DailyCost) is not { } cost)
        {
            return null;
        }
        var curve = new CumulativeCurve(cost.Histogram);
        if (curve.IsConstant)
        {
            return null;
        }
        double rarest = Math.Max(Rarest, 1.0 / cost.Histogram.Count);
        double floor = Math.Floor(Math.Log10(rarest) + 1e-9);
        var axis = ValueAxis.Of(curve, Unit, high: 1 - rarest).Widened(0.02);
        var readings = Readings(curve, rarest);
        string budgetNote = "";
        if (context.Budget is { } budget)
        {
            double exceedance = cost.Histogram.Exceedance(budget);
            if (axis.Place(budget) == 0 && exceedance >= rarest)
            {
                readings.Add(new(exceedance, budget, $"budget {HumanNumber.Money(budget)}", Theme.Raises));
            }
            else
            {
                budgetNote = $" · budget {HumanNumber.Money(budget)} exceeded in {HumanNumber.Percent(exceedance)}";
            }
        }
        bool isFew = cost.Histogram.Count < Few, hasBand = !isFew && !curve.IsDiscrete && !curve.IsCoarse;
        string subtitle = $"{context.Name} · probability that daily cost, USD per day, is exceeded{budgetNote}";
        string[] footnotes =
        [
            isFew ? "dots: trials, too few to tell what is rare" : hasBand ? "shaded: 95 % Monte Carlo interval" : "",
            CostPicture.Beyond(curve, axis),
        ];
        var sheet = new Sheet(Title(curve, readings), subtitle, context, footnotes: footnotes);
        float tickWidth = Sheet.Measure("0.01 %", Theme.Tick) + 8;
        float shareWidth = readings.Max(reading => Sheet.Measure(reading.Share, Theme.StrongLabel));
        float textWidth = readings.Max(reading => Sheet.Measure(reading.Text, Theme.Label));
        float columnWidth = ConnectorWidth + shareWidth + Theme.LabelGap + textWidth;
        var body = sheet.Body;
        var area = new SKRect(body.Left + tickWidth, body.Top + 8, body.Right - columnWidth, body.Bottom - Panel.AxisHeight);
        using var panel = new Panel(sheet, area, axis.Minimum, axis.Maximum, floor, 0.03);
        WriteProbabilityTicks(sheet, panel, floor);
        if (hasBand)
        {
            DrawBand(panel.Plot, cost.Sample, axis, rarest);
        }
        if (isFew)
        {
            DrawSteps(panel.Plot, curve, axis, floor);
        }
        else
        {
            DrawCurve(panel.Plot, curve, axis, floor);
        }
        panel.Render();
        WriteReadings(sheet, panel, axis, readings, area.Right + ConnectorWidth + shareWidth);
        panel.WriteAxis(axis, "daily cost");
        return sheet;
    }

    private static string Title(CumulativeCurve curve, List<Reading> readings)
    {
        if (curve.IsDiscrete)
        {
            return CostPicture.Outcomes(curve);
        }
        var twentieth = readings.Find(reading => reading.Probability == 0.05);
        return twentieth.Text is null
            ? $"An even chance that a day costs more than {HumanNumber.Money(curve.Quantile(0.5))}"
            : $"One chance in twenty that a day costs more than {twentieth.Text["above ".Length..]}";
    }

    /// <summary>What is read off the curve: the cost at each guide, or the level of each step where the cost takes a few values.</summary>
    private static List<Reading> Readings(CumulativeCurve curve, double rarest)
    {
        double count = curve.Histogram.Count;
        if (!curve.IsDiscrete)
        {
            var guides = Guides.Where(guide => guide == Guides[0] || guide * count >= LeastAbove).ToList();
            double[] costs = [.. guides.Select(guide => curve.Quantile(1 - guide))];
            var figures = HumanNumber.Alike(costs, Unit);
            return [.. guides.Select((guide, i) => new Reading(guide, costs[i], $"above {figures[i]}", Theme.Accent))];
        }
        var readings = new List<Reading>();
        double below = 0;
        foreach (var bin in curve.Bins.SkipLast(1))
        {
            below += bin.Count;
            double exceedance = 1 - below / count, value = curve.Middle(bin);
            if (exceedance >= rarest || readings.Count == 0)
            {
                readings.Add(new(exceedance, value, $"above {HumanNumber.Money(value)}", Theme.Accent));
            }
        }
        // Too many steps to name them all: those at even distances.
        int stride = (readings.Count + MostPlateaus - 1) / MostPlateaus;
        return stride <= 1 ? readings : [.. readings.Where((_, i) => i % stride == stride - 1)];
    }

    private static void WriteProbabilityTicks(Sheet sheet, Panel panel, double floor)
    {
        for (double decade = 0; decade >= floor; decade--)
        {
            float y = panel.Y(decade);
            sheet.Line(Theme.Grid, 1, false, new(panel.Area.Left, y), new(panel.Area.Right, y));
            sheet.Write(HumanNumber.Percent(Math.Pow(10, decade)), panel.Area.Left - 6, y, Theme.Tick, Alignment.MiddleRight);
        }
    }

    /// <summary>
    /// A point per bin at its middle, so that single trials of the tail make no stairs; both ends of a bin that holds so many that its
    /// fall is seen, so that a value that many trials share does make one.
    /// </summary>
    private static void DrawCurve(Plot plot, CumulativeCurve curve, ValueAxis axis, double floor)
    {
        double count = curve.Histogram.Count, below = 0, lastHeight = 0;
        double lastPosition = double.NegativeInfinity, step = Step * (axis.Maximum - axis.Minimum);
        var points = new List<Coordinates>();
        void Add(double value, double rank)
        {
            double position = axis.IsLog && value <= 0 ? axis.Minimum : axis.Of(value);
            double height = Math.Log10((count - rank) / count);
            if (points.Count == 0 || lastHeight - height >= Step || position - lastPosition >= step)
            {
                points.Add(new(position, height));
                (lastPosition, lastHeight) = (position, height);
            }
        }
        if (curve.Zeros == 0 || !axis.IsLog)
        {
            points.Add(new(axis.Minimum, 0));
        }
        foreach (var bin in curve.Bins)
        {
            double left = count - below, fall = Math.Log10(left / Math.Max(0.5, left - bin.Count));
            if (curve.IsDiscrete || (bin.Count >= LeastAbove && fall >= 2 * Step))
            {
                points.Add(new(axis.Within(bin.Lower), Math.Log10(left / count)));
                points.Add(new(axis.Within(bin.Upper), left > bin.Count ? Math.Log10((left - bin.Count) / count) : floor - 1));
            }
            else
            {
                Add((bin.Lower + bin.Upper) / 2, below + bin.Count / 2.0);
            }
            below += bin.Count;
        }
        var line = plot.Add.ScatterLine(points.ToArray(), Theme.Accent);
        line.LineWidth = 2;
    }

    /// <summary>The share of the trials above each cost as it is: a fall at every trial, on which the readings lie too.</summary>
    private static void DrawSteps(Plot plot, CumulativeCurve curve, ValueAxis axis, double floor)
    {
        double count = curve.Histogram.Count, left = count;
        List<Coordinates> corners = [new(axis.Minimum, 0)], trials = [];
        foreach (var bin in curve.Bins)
        {
            double position = axis.Within(bin.Upper);
            corners.Add(new(position, Math.Log10(left / count)));
            trials.Add(corners[^1]);
            left -= bin.Count;
            corners.Add(new(position, left > 0 ? Math.Log10(left / count) : floor - 1));
        }
        var line = plot.Add.ScatterLine(corners.ToArray(), Theme.Accent);
        line.LineWidth = 1.6f;
        var dots = plot.Add.ScatterPoints(trials.ToArray(), Theme.Accent);
        dots.MarkerSize = 5;
        dots.MarkerFillColor = Theme.AccentLight;
        dots.MarkerLineColor = Theme.Accent;
        dots.MarkerLineWidth = 1;
    }

    private static void DrawBand(Plot plot, SampleStatistics sample, ValueAxis axis, double rarest)
    {
        var lower = new List<Coordinates>();
        var upper = new List<Coordinates>();
        int points = (int)(-Math.Log10(rarest) * BandPointsPerDecade);
        for (int i = 1; i <= points; i++)
        {
            double height = -i / (double)BandPointsPerDecade;
            var value = sample.Quantile(1 - Math.Pow(10, height));
            if (value.HasInterval)
            {
                lower.Add(new(axis.Within(value.Lower), height));
                upper.Add(new(axis.Within(value.Upper), height));
            }
        }
        if (lower.Count < 2)
        {
            return;
        }
        upper.Reverse();
        var band = plot.Add.Polygon([.. lower, .. upper]);
        band.FillColor = Theme.AccentLight;
        band.LineWidth = 0;
    }

    /// <summary>For each reading a drop from the curve to the axis, a line across, and its text in a column beside the panel.</summary>
    private static void WriteReadings(Sheet sheet, Panel panel, ValueAxis axis, List<Reading> readings, float sharesEnd)
    {
        var heights = readings.Select(reading => MathF.Min(panel.Area.Bottom, panel.Y(Math.Log10(reading.Probability)))).ToList();
        var places = LabelRow.Spread(heights, [.. readings.Select(_ => Theme.Label.Size)], panel.Area.Top - 8, panel.Area.Bottom, 4);
        for (int i = 0; i < readings.Count; i++)
        {
            var reading = readings[i];
            float x = panel.X(axis.Within(reading.Cost)), y = heights[i];
            var colour = reading.Colour == Theme.Accent ? Theme.Rule : reading.Colour;
            float right = panel.Area.Right;
            sheet.Line(colour, 1, true, new(x, panel.Area.Bottom), new(x, y), new(right, y), new(right + ConnectorWidth - 6, places[i]));
            sheet.Dot(x, y, 3.5f, reading.Colour);
            sheet.Write(reading.Share, sharesEnd, places[i], Theme.StrongLabel with { Colour = reading.Colour }, Alignment.MiddleRight);
            sheet.Write(reading.Text, sharesEnd + Theme.LabelGap, places[i], Theme.Label, Alignment.MiddleLeft);
        }
    }

    /// <summary>A point of the curve that is named beside it.</summary>
    private readonly record struct Reading(double Probability, double Cost, string Text, Color Colour)
    {
        public string Share => HumanNumber.Percent(Probability);
    }
}
