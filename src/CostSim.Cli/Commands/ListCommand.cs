using System.CommandLine;
using CostSim.Cli.Inputs;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim list</c>: what scenarios can name.</summary>
internal static class ListCommand
{
    public static Command Create() => new("list", "Show the models, GPUs, distributions, inputs or outputs that scenarios can name")
    {
        Topic("models", "architectures of models.csv", Models),
        Topic("gpus", "accelerators of gpus.csv", Gpus),
        Topic("distributions", "laws and their parameters", Distributions),
        Topic("inputs", "inputs with unit, range and default", Inputs),
        Topic("outputs", "outputs with their units", Outputs),
    };

    private static Command Topic(string name, string description, Func<IEnumerable<string>> lines)
    {
        var command = new Command(name, $"List the {description}");
        command.SetAction(_ =>
        {
            foreach (string line in lines())
            {
                Terminal.Result(line);
            }
            return ExitCode.Ok.Number;
        });
        return command;
    }

    private static IEnumerable<string> Models() => TextTable.Lines(
        ["model", "family", "parameters", "KV values/token"],
        Catalogues.Shipped().Models.Entries.Select(model => new[]
        {
            model.Name, model.Family, HumanNumber.Plain(model.Parameters, 4), model.KeyValuesPerToken > 0 ? HumanNumber.Count(model.KeyValuesPerToken) : "",
        }));

    private static IEnumerable<string> Gpus() => TextTable.Lines(
        ["gpu", "16-bit TFLOP/s", "8-bit", "GB", "TB/s", "link GB/s", "W", "server W/GPU"],
        Catalogues.Shipped().Gpus.Entries.Select(gpu => new[]
        {
            gpu.Name, Number(gpu.Peak16Bit / 1e12), Number(gpu.Peak8Bit / 1e12), Number(gpu.Memory / 1e9), Number(gpu.Bandwidth / 1e12),
            Number(gpu.LinkBandwidth / 1e9), Number(gpu.Power), Number(gpu.SystemPower),
        }));

    private static IEnumerable<string> Distributions() => TextTable.Lines(
        ["distribution", "parameters", "meaning"],
        LawCatalogue.All.SelectMany(law => law.Parameterisations.Select((form, i) => new[] { i == 0 ? law.Name : "", form.Form, i == 0 ? law.Meaning : "" })))
        .Append("")
        .Append("Every law but fixed and choice also takes at_least= and at_most=; every one but")
        .Append("these, poisson and binomial also shift=, which moves the law that the other")
        .Append("parameters state; the bounds are those of the moved law. Several rows of one")
        .Append("input, each with weight=, are a mixture. Numbers may end in k M B T or %.");

    /// <summary>Two lines an input: what may be written, and what it means.</summary>
    private static IEnumerable<string> Inputs()
    {
        string[] facts = [.. TextTable.Lines(
            ["input", "unit", "range", "default"],
            InputCatalogue.All.Select(input => new[] { input.Name, input.Unit, RangeOf(input), DefaultOf(input) }))];
        yield return facts[0];
        foreach (var (input, fact) in InputCatalogue.All.Zip(facts.Skip(1)))
        {
            yield return fact;
            string condition = input.UsedWhen.Text.Length > 0 ? $"; read with {input.UsedWhen.Text}" : "";
            foreach (string line in TextTable.Wrap(input.Meaning + condition, Terminal.Width - 4))
            {
                yield return $"    {line}";
            }
        }
    }

    private static string RangeOf(InputDefinition input) =>
        input.IsCategorical ? string.Join(" | ", input.Options ?? ["a name"])
        : input.Numbers is { } numbers ? string.Join(' ', numbers)
        : input.Range.ToString();

    private static string DefaultOf(InputDefinition input) =>
        input.Default is { } number ? NumberReader.Write(number)
        : input.IsRequired ? "required"
        : input.DefaultText.Split(' ') is [var word, ..] && word == "from" ? "gpus.csv" : input.DefaultText.Split(' ')[0];

    private static IEnumerable<string> Outputs() => TextTable.Lines(
        ["output", "unit", "meaning"],
        OutputCatalogue.All.Select(output => new[] { output.Name, output.Unit, output.Meaning }));

    private static string Number(double value) => value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
