using CostSim.CostModel;

namespace CostSim.Scenarios;

/// <summary>Checks the <c>unit</c> cell of a row: it must say the input's own unit.</summary>
internal static class UnitCell
{
    /// <summary>Units that users mean by the same thing, or that differ by a factor: what they wrote, and what to do about it.</summary>
    private static readonly Dictionary<string, IReadOnlyList<(string Written, string Help)>> Conversions = new()
    {
        ["user/day"] = [("user/week", Actives("week")), ("user/month", Actives("month")),
            ("visit/day", "give users, not visits: divide by the visits a user makes in a day")],
        ["query/user"] = [("query/user/day", Same), ("query/day", "divide by the users of a day"), ("request/user", Same)],
        ["token/query"] = [("word/query", "multiply by about 1.33 tokens per English word"), ("token/request", Same)],
        ["token/GPU/s"] = [("token/s/GPU", Same), ("token/s", "divide by the number of GPUs that reach it together"),
            ("word/GPU/s", "multiply by about 1.33 tokens per English word")],
        ["USD/GPU-hour"] =
        [
            ("USD/hour", Same), ("USD/h", Same), ("USD/GPU/hour", Same), ("USD/GPU/h", Same), ("USD/GPU-h", Same), ("$/hour", Same),
            ("$/h", Same), ("$/GPU-hour", Same),
            ("USD/GPU-day", "divide by 24"), ("USD/GPU-month", "divide by 730"), ("USD/GPU-year", "divide by 8760"),
            ("cent/GPU-hour", "divide by 100"),
            ("USD/server-hour", "divide by the GPUs of a server"),
        ],
        ["USD"] = [("$", Same), ("USD/server", Same), ("kUSD", "multiply by 1000, or write the suffix k")],
        ["year"] = [("years", Same), ("month", "divide by 12"), ("months", "divide by 12")],
        ["1/year"] = [("%", Percent), ("%/year", Percent)],
        ["USD/kW-month"] =
            [("$/kW-month", Same), ("USD/kW/month", Same), ("USD/kW-year", "divide by 12"), ("USD/MW-month", "divide by 1000")],
        ["kW"] = [("W", "divide by 1000"), ("MW", "multiply by 1000")],
        ["W"] = [("kW", "multiply by 1000"), ("watt", Same)],
        ["USD/kWh"] = [("$/kWh", Same), ("USD/MWh", "divide by 1000"), ("cent/kWh", "divide by 100")],
        ["g CO2e/kWh"] = [("g/kWh", Same), ("gCO2e/kWh", Same), ("gCO2/kWh", Same), ("g CO2/kWh", Same),
            ("kg CO2e/kWh", "multiply by 1000"), ("kg/kWh", "multiply by 1000"), ("kg CO2e/MWh", Same), ("t CO2e/MWh", "multiply by 1000")],
        ["L/kWh"] = [("l/kWh", Same), ("L/MWh", "divide by 1000"), ("m3/MWh", Same)],
        ["1"] = [("%", Percent)],
        ["bit"] = [("bits", Same), ("byte", "multiply by 8")],
        ["GPU"] = [("GPUs", Same), ("GPU/server", Same)],
    };

    private const string Same = "";
    private const string Percent = "write the values with %: 30%";

    /// <summary>Reports a unit that is not the input's.</summary>
    public static void Check(SourceFragment cell, InputDefinition input, string context, Diagnostics diagnostics)
    {
        if (cell.Text == input.Unit || cell.IsEmpty && input.Unit == "1")
        {
            return;
        }
        var (what, help) = cell.IsEmpty ? ("the unit is missing", $"write {input.Unit}")
            : input.Unit.Length == 0
                ? ($"{input.Name} names an option and has no unit, but {Diagnostics.Quote(cell.Text)} stands here", "leave the unit empty")
            : ($"the unit of {input.Name} is {input.Unit}, not {Diagnostics.Quote(cell.Text)}", HelpFor(cell.Text, input.Unit));
        diagnostics.Error(DiagnosticCode.WrongUnit, cell.Location, context, what, help);
    }

    private static string HelpFor(string written, string unit)
    {
        static string Plain(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

        string write = unit == "1" ? "leave the unit empty" : $"write {unit}";
        var known = Conversions.GetValueOrDefault(unit, []);
        // By the exact letters first: MW is not mW.
        string conversion = known.FirstOrDefault(known => known.Written == written).Help
            ?? known.FirstOrDefault(known => Plain(known.Written) == Plain(written)).Help;
        return string.IsNullOrEmpty(conversion) ? write : $"{conversion}; then {write}";
    }

    private static string Actives(string period) => $"give the users of one day; those of a {period} are not a multiple of them";
}
