namespace CostSim.Calibration;

/// <summary>What fits to halves of the points come to.</summary>
internal static class FitTables
{
    /// <summary>The constants with their spread over the halves, beside the default laws, as Markdown.</summary>
    public static string Constants(Halves halves)
    {
        var table = new MarkdownTable("constant", "fit to all", "median of halves", "P5 to P95 of halves", "default law: P5, P50, P95");
        for (int i = 0; i < FittedConstant.All.Count; i++)
        {
            var input = FittedConstant.All[i].Input;
            double[] found = [.. halves.Fits.Select(fit => Math.Exp(fit.Constants[i]))];
            var law = input.DefaultLaw!;
            string Shown(double value) => Figures.Of(value, input.Unit);
            table.Add(
                $"`{input.Name}`{Figures.UnitOf(input.Unit)}", Shown(Math.Exp(halves.Whole[i])), Shown(Agreement.MedianOf(found)),
                $"{Shown(Agreement.QuantileOf(found, 0.05))} to {Shown(Agreement.QuantileOf(found, 0.95))}",
                $"{Shown(law.Quantile(0.05))}, {Shown(law.Quantile(0.5))}, {Shown(law.Quantile(0.95))}");
        }
        return table.ToString();
    }

    /// <summary>
    /// How each half's constants do on the other half and on their own: mean over the halves, least and most, as Markdown.
    /// </summary>
    public static string Judged(Halves halves)
    {
        var table = new MarkdownTable("group, half", "median ratio", "within 25 %", "within 2x", "median error");
        foreach (var group in Group.Judged)
        {
            foreach (bool seen in (bool[])[false, true])
            {
                var each = halves.Each(group.Holds, seen).ToList();
                string Range(Func<Agreement, double> of, Func<double, string> shown) =>
                    $"{shown(each.Average(of))} ({shown(each.Min(of))} to {shown(each.Max(of))})";
                table.Add(
                    $"{group.Name}, {(seen ? "fitted" : "not fitted")}", Range(agreement => agreement.Median, Figures.Ratio),
                    Range(agreement => agreement.Within25Percent, share => Figures.Percent(share)),
                    Range(agreement => agreement.WithinFactor2, share => Figures.Percent(share)),
                    Range(agreement => agreement.MedianError, share => Figures.Percent(share, 1)));
            }
        }
        return table.ToString();
    }
}
