using System.CommandLine;
using System.CommandLine.Parsing;
using CostSim.CostModel;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fit;

/// <summary>The arguments and options of <c>fit</c>, and what they ask for.</summary>
internal sealed class FitArguments
{
    private readonly Argument<string?> _data = new("data")
    {
        Description = "CSV file with a header and a number in each row",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _column = new("--column", "-c")
    {
        Description = "the column to fit (may be left out when the file has one)",
        HelpName = "name",
    };
    private readonly Option<string[]> _quantiles = new("--quantiles")
    {
        Description = "fit percentiles from a judgement instead: --quantiles p10=5M p50=10M p90=30M",
        HelpName = "pNN=value",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> _workload = new("--workload")
    {
        Description = "workload of the row to paste (default: all)",
        HelpName = "name",
    };
    private readonly Option<string> _input = new("--input")
    {
        Description = "input of the row to paste; its range decides which laws can apply",
        HelpName = "name",
    };
    private readonly Option<string> _unit = new("--unit")
    {
        Description = "unit of the row to paste (default: the input's)",
        HelpName = "unit",
    };
    private readonly Option<double?> _min = new("--min")
    {
        Description = "lower end of the beta law (default 0)",
        HelpName = "number",
        CustomParser = result => ParseNumber(result, "--min"),
    };
    private readonly Option<double?> _max = new("--max")
    {
        Description = "upper end of the beta law (default 1)",
        HelpName = "number",
        CustomParser = result => ParseNumber(result, "--max"),
    };
    private readonly Option<double?> _location = new("--location")
    {
        Description = "value at which laws of positive numbers start (default 0)",
        HelpName = "number",
        CustomParser = result => ParseNumber(result, "--location"),
    };
    private readonly SeedArgument _seed = new();
    private readonly ReportArguments _report = new("data", "-fit");

    public void AddTo(Command command)
    {
        command.Add(_data);
        foreach (var option in new Option[] { _column, _quantiles, _workload, _input, _unit, _min, _max, _location })
        {
            command.Add(option);
        }
        _seed.AddTo(command);
        _report.AddTo(command);
    }

    /// <summary>The fit asked for; null after saying everything that is wrong.</summary>
    public FitRequest? Read(ParseResult parsed)
    {
        string? data = parsed.GetValue(_data), input = parsed.GetValue(_input);
        string folder = data is not null ? Path.GetFileNameWithoutExtension(data) : FitRequest.FindInput(input)?.Name ?? "quantiles";
        var request = new FitRequest(
            data, parsed.GetValue(_column), parsed.GetValue(_quantiles) ?? [],
            parsed.GetValue(_workload) ?? "", input, parsed.GetValue(_unit), parsed.GetValue(_min), parsed.GetValue(_max),
            parsed.GetValue(_location), _seed.In(parsed), _report.Read(parsed, folder));
        string[] mistakes = [.. Mistakes(request)];
        foreach (string mistake in mistakes)
        {
            Terminal.Error(mistake);
        }
        return mistakes.Length > 0 ? null : request;
    }

    /// <summary>Everything that is wrong with the command line.</summary>
    private static IEnumerable<string> Mistakes(FitRequest request)
    {
        if (request.Data is null && request.Quantiles.Count == 0)
        {
            yield return "fit needs a data file, or --quantiles p10=... p90=...";
        }
        if (request.Quantiles.Count > 0 && (request.Data is not null || request.Column is not null))
        {
            yield return "fit takes a data file or --quantiles, not both";
        }
        if (request.Quantiles.Count > 0 && request.Location is not null)
        {
            yield return "--location goes with a data file; for percentiles above a known least value state it in the row: "
                + "quantiles p10= p50= p90= min=";
        }
        if (request.Min >= request.Max
            || request.Min is { } low && request.Max is null && low >= 1
            || request.Max is { } high && request.Min is null && high <= 0)
        {
            yield return "--min must be below --max (which are 0 and 1 where they are not given)";
        }
        if (request.Workload.AsSpan().ContainsAny(",\"\r\n."))
        {
            yield return $"--workload: \"{request.Workload}\" cannot be the name of a workload";
        }
        if (request.Input is not { } input)
        {
            yield break;
        }
        if (request.Definition is not { } definition)
        {
            string[] names = [.. InputCatalogue.All.Where(known => !known.IsCategorical).Select(known => known.Name)];
            yield return $"--input: \"{input}\" is not an input; "
                + $"{NearestName.Help(input, names, "one of the names in: costsim list inputs")}";
        }
        else if (definition.IsCategorical)
        {
            yield return $"--input: {definition.Name} names an option and takes no law of numbers; write a choice";
        }
        else if (definition.Numbers is { } numbers)
        {
            yield return $"--input: {definition.Name} takes only the values {string.Join(", ", numbers)}; write a choice between them";
        }
        else if (definition.IsWhole)
        {
            yield return $"--input: {definition.Name} takes only whole numbers; write a choice between them";
        }
        else if (input.Contains(':', StringComparison.Ordinal) && !definition.IsPerGpu)
        {
            yield return $"--input: {definition.Name} is the same for all accelerators; write {definition.Name}";
        }
        else if (request.Unit is { } unit && unit != definition.Unit)
        {
            yield return $"--unit: the unit of {definition.Name} is {definition.Unit}, not \"{unit}\"";
        }
    }

    private static double? ParseNumber(ArgumentResult result, string option)
    {
        var reading = NumberReader.Read(result.Tokens[0].Value);
        if (reading.Value is null)
        {
            result.AddError($"{option}: {reading.What}; {reading.Help}");
        }
        return reading.Value;
    }
}
