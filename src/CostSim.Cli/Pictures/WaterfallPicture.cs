using CostSim.Analysis;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.CostModel;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>
/// waterfall.png: the cost of the day at the medians, adding up from step to step: every part by use of every workload, or a bar of parts
/// per workload where that would be too many. Null for a day that costs nothing.
/// </summary>
internal static class WaterfallPicture
{
    /// <summary>Rows up to which every part of every workload has one of its own.</summary>
    private const int MostParts = 8;
    private const int MostWorkloads = 10;
    private const float WidestName = 230;
    private const float LeastRow = 40;
    private const float KeyHeight = 26;
    private const float FigureGap = 6;

    private static readonly IReadOnlyList<string> PartNames = [.. OutputCatalogue.PartsByUse.Select(part => part.Name)];

    public static Sheet? Compose(ExplainedDay day)
    {
        double total = day.Explanation.DailyCost, median = day.MedianOfTrials.Value;
        if (!(total > 0))
        {
            return null;
        }
        var steps = Steps(day.Explanation);
        bool hasKey = steps.Any(step => step.Parts.Count > 1);
        var rows = new List<Row>(steps) { new("total", "a day at the medians", Parts(day.Explanation.Workloads), 0, IsStep: false) };
        if (day.Scenario.Uncertain.Count > 0)
        {
            rows.Add(new("median", "of the trials, for comparison", [new("", median)], 0, IsStep: false));
        }
        var context = new PictureContext(day.Result, ProgramVersion.Text);
        var sheet = new Sheet(Title(day.Explanation, total), $"{context.Name} · USD per day with every input at its median", context,
            rows.Count * LeastRow + (hasKey ? KeyHeight : 0));
        var body = sheet.Body;
        float top = body.Top + (hasKey ? KeyHeight : 0), rowHeight = MathF.Min(72, (body.Bottom - top) / rows.Count);
        float nameWidth = MathF.Min(WidestName, rows.Max(row => Sheet.Widest((row.Name, Theme.StrongLabel), (row.Note, Theme.Note))));
        float left = body.Left + nameWidth + Theme.LabelGap;
        double most = Math.Max(total, median);
        float right = rows.Min(row => RightEdge(row, left, body.Right, total, most));
        using var panel = new Panel(sheet, new(left, top, right, top + rows.Count * rowHeight), 0, most, rows.Count, 0);
        for (int i = 0; i < rows.Count; i++)
        {
            DrawBar(panel.Plot, rows[i], i, MathF.Min(0.62f, 34 / rowHeight));
        }
        panel.Render();
        sheet.Line(Theme.Rule, 1, false, new(left, top), new(left, panel.Area.Bottom));
        if (hasKey)
        {
            WriteKey(sheet, rows[steps.Count].Parts, left);
        }
        for (int i = 0; i < rows.Count; i++)
        {
            float middle = panel.Y(i + 0.5);
            WriteName(sheet, rows[i], middle, nameWidth);
            WriteFigures(sheet, rows[i], panel.X(rows[i].End), middle, total, isBetween: i > 0 && i < steps.Count - 1);
            if (i + 1 <= steps.Count)
            {
                float half = MathF.Min(0.31f * rowHeight, 17), end = panel.X(rows[i].End);
                sheet.Line(Theme.Rule, 1, true, new(end, middle + half), new(end, panel.Y(i + 1.5) - half));
            }
        }
        return sheet;
    }

    private static string Title(Explanation explanation, double total)
    {
        string cost = $"At the medians a day costs {HumanNumber.Money(total)}";
        if (explanation.Workloads.Count > 1)
        {
            var largest = explanation.Workloads.MaxBy(workload => workload.Parts.Sum(part => part.Value))!;
            return $"{cost}: {Sheet.Shorten(largest.Name, Theme.Title, 240)} takes "
                + $"{HumanNumber.Percent(largest.Parts.Sum(part => part.Value) / total)}";
        }
        var (use, value) = explanation.Workloads[0].Parts.MaxBy(part => part.Value)!;
        return $"{cost}: {use.Meaning} take {HumanNumber.Percent(value / total)}";
    }

    /// <summary>The rows that add up to the total.</summary>
    private static List<Row> Steps(Explanation explanation)
    {
        var workloads = explanation.Workloads;
        bool isSingle = workloads.Count == 1;
        double start = 0;
        var rows = new List<Row>();
        void Add(string name, string note, IReadOnlyList<Part> parts)
        {
            if (parts.Count > 0)
            {
                rows.Add(new(name, note, parts, start, IsStep: true));
                start = rows[^1].End;
            }
        }
        if (workloads.Sum(workload => Parts([workload]).Count) <= MostParts)
        {
            foreach (var workload in workloads)
            {
                foreach (var part in Parts([workload]))
                {
                    Add(isSingle ? part.Name : $"{workload.Name} · {part.Name}",
                        isSingle ? NoteOn(part, workload) : MeaningOf(part), [part]);
                }
            }
            return rows;
        }
        var largestFirst = workloads.OrderByDescending(workload => workload.Parts.Sum(part => part.Value)).ToList();
        int shown = workloads.Count <= MostWorkloads ? workloads.Count : MostWorkloads - 1;
        foreach (var workload in largestFirst.Take(shown))
        {
            Add(workload.Name,
                $"{workload.Model.Name}, {HumanNumber.Plain(Value(workload, OutputCatalogue.QueriesPerDay))} queries", Parts([workload]));
        }
        Add($"{workloads.Count - shown} smaller", "", Parts([.. largestFirst.Skip(shown)]));
        return rows;
    }

    private static List<Part> Parts(IReadOnlyList<WorkloadExplanation> workloads) =>
        [.. OutputCatalogue.PartsByUse
            .Select(use => new Part(use.Name, workloads.Sum(workload => workload.Parts.First(part => part.Output == use).Value)))
            .Where(part => part.Value > 1e-9 * workloads.Sum(workload => workload.Parts.Sum(other => other.Value)))];

    private static string MeaningOf(Part part) => OutputCatalogue.PartsByUse.First(use => use.Name == part.Name).Meaning;

    /// <summary>The arithmetic behind a part, in round figures.</summary>
    private static string NoteOn(Part part, WorkloadExplanation workload)
    {
        double queries = Value(workload, OutputCatalogue.QueriesPerDay), paid = Value(workload, OutputCatalogue.PaidGpus),
            price = Value(workload, "gpu_hour_price");
        return part.Name switch
        {
            "prefill" or "decode" => $"{HumanNumber.Plain(queries)} queries × "
                + $"{HumanNumber.Plain(Value(workload, $"{part.Name}_gpu_seconds"))} GPU-s × {HumanNumber.Money(price)}/h",
            "idle" => $"{HumanNumber.Plain(paid - Value(workload, "busy_gpus"))} of {HumanNumber.Plain(paid)} paid GPUs not busy",
            _ => MeaningOf(part),
        };
    }

    private static double Value(WorkloadExplanation workload, OutputDefinition output) => Value(workload, output.Name);

    private static double Value(WorkloadExplanation workload, string quantity) =>
        workload.Steps.First(step => step.Quantity == quantity).Value;

    /// <summary>How far right the axis may reach, for the figures beside this row's bar to fit.</summary>
    private static float RightEdge(Row row, float left, float right, double total, double most)
    {
        float figures = FigureGap + Sheet.Widest((Figure(row, total), Theme.StrongLabel), (Running(row), Theme.Note));
        return left + (float)((right - figures - left) / Math.Max(row.End / most, 0.01));
    }

    private static void DrawBar(Plot plot, Row row, int number, float height)
    {
        double x = row.Start, middle = number + 0.5;
        foreach (var part in row.Parts)
        {
            var bar = plot.Add.Rectangle(x, x + part.Value, middle - height / 2, middle + height / 2);
            bar.FillColor = Colour(part);
            bar.LineWidth = 0;
            x += part.Value;
        }
    }

    private static void WriteName(Sheet sheet, Row row, float middle, float width)
    {
        var note = row.Note.Length == 0 ? [] : Sheet.Wrap(row.Note, Theme.Note, width, mostLines: 2);
        float y = middle - (Theme.StrongLabel.LineHeight + note.Count * Theme.Note.LineHeight) / 2;
        sheet.Write(Sheet.Shorten(row.Name, Theme.StrongLabel, width), sheet.Body.Left, y, Theme.StrongLabel);
        sheet.WriteLines(note, sheet.Body.Left, y + Theme.StrongLabel.LineHeight, Theme.Note);
    }

    private static void WriteFigures(Sheet sheet, Row row, float end, float middle, double total, bool isBetween)
    {
        sheet.Write(Figure(row, total), end + FigureGap, isBetween ? middle - 8 : middle, Theme.StrongLabel, Alignment.MiddleLeft);
        if (isBetween)
        {
            sheet.Write(Running(row), end + FigureGap, middle + 9, Theme.Note, Alignment.MiddleLeft);
        }
    }

    private static void WriteKey(Sheet sheet, IReadOnlyList<Part> parts, float left)
    {
        float x = left, y = sheet.Body.Top + 8;
        foreach (var part in parts)
        {
            sheet.Dot(x + 5, y, 5, Colour(part));
            x = sheet.Write(part.Name, x + 14, y, Theme.StrongNote, Alignment.MiddleLeft).Box.Right + 2 * Theme.LabelGap;
        }
    }

    private static string Figure(Row row, double total) =>
        row.IsStep ? $"{HumanNumber.Money(row.Value)} · {HumanNumber.Percent(row.Value / total)}" : HumanNumber.Money(row.Value);

    private static string Running(Row row) => row.IsStep ? $"{HumanNumber.Money(row.End)} so far" : "";

    private static Color Colour(Part part) => part.Name.Length == 0 ? Theme.Grid : Theme.Category(PartNames.ToList().IndexOf(part.Name));

    /// <summary>A part of the cost by use; without a name for a sum that has no parts.</summary>
    private sealed record Part(string Name, double Value);

    /// <summary>A bar that starts where the one above it ends.</summary>
    private sealed record Row(string Name, string Note, IReadOnlyList<Part> Parts, double Start, bool IsStep)
    {
        public double Value { get; } = Parts.Sum(part => part.Value);

        public double End => Start + Value;
    }
}
