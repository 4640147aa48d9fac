using System.CommandLine;
using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.List;

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
        ["model", "family", "parameters", "active", "KV values/token"],
        Catalogues.Shipped().Models.Entries.Select(model => new[]
        {
            model.Name, model.Family, HumanNumber.Plain(model.Parameters, 4), HumanNumber.Plain(model.ActiveParameters, 4),
            model.KeyValuesPerToken > 0 ? HumanNumber.Count(model.KeyValuesPerToken) : "",
        }), Terminal.Width);

    private static IEnumerable<string> Gpus() => TextTable.Lines(
        ["gpu", "16-bit", "8-bit", "int8", "4-bit", "GB", "TB/s", "link", "of", "network", "W", "server", "reach"],
        Catalogues.Shipped().Gpus.Entries.Select(gpu => new[]
        {
            gpu.Name, FullNumber.OfDataSheet(gpu.Peak16Bit / 1e12), FullNumber.OfDataSheet(gpu.Peak8Bit / 1e12),
            Unless(gpu.Peak8Bit, gpu.Peak8BitInteger, 1e12), Unless(gpu.Peak8Bit, gpu.Peak4Bit, 1e12),
            FullNumber.OfDataSheet(gpu.Memory / 1e9), FullNumber.OfDataSheet(gpu.Bandwidth / 1e12),
            FullNumber.OfDataSheet(gpu.LinkBandwidth / 1e9), FullNumber.OfDataSheet(gpu.DomainGpus),
            FullNumber.OfDataSheet(gpu.NetworkBandwidth / 1e9),
            FullNumber.OfDataSheet(gpu.Power), FullNumber.OfDataSheet(gpu.SystemPower), Unless(1, gpu.ReachablePeak, 1),
        }), Terminal.Width, narrowestLast: 5)
        .Append("")
        .Concat(Wrapping.Words(
            "Dense peaks in TFLOP/s: 16-bit, 8-bit, 8-bit integers where those differ, 4-bit (empty: as 8-bit). Memory in GB and TB/s. "
            + "GB/s one way of the links, the number of GPUs that they join, and of the network beyond. W of the GPU alone, and with its "
            + "share of the server. Reach: share of the peak that the best matrix products reach (empty: 1).", Terminal.Width));

    /// <summary>A figure; nothing where it is the usual one.</summary>
    private static string Unless(double usual, double figure, double unit) => figure == usual ? "" : FullNumber.OfDataSheet(figure / unit);

    private static IEnumerable<string> Distributions() => TextTable.Lines(
        ["distribution", "parameters", "meaning"],
        LawCatalogue.All.SelectMany(
            law => law.Parameterisations.Select((form, i) => new[] { i == 0 ? law.Name : "", form.Form, i == 0 ? law.Meaning : "" })),
        Terminal.Width)
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
            InputCatalogue.All.Select(input => new[] { input.Name, input.Unit, RangeOf(input), DefaultOf(input) }), OneLine)];
        yield return facts[0];
        foreach (var (input, fact) in InputCatalogue.All.Zip(facts.Skip(1)))
        {
            yield return fact;
            string condition = input.UsedWhen.Text.Length > 0 ? $"; read with {input.UsedWhen.Text}" : "";
            string law = input.DefaultLaw is { } unknown ? $"; by default {unknown} ({input.DefaultReason})" : "";
            foreach (string line in Wrapping.Words(input.Meaning + condition + law, Terminal.Width, "    "))
            {
                yield return line;
            }
        }
    }

    /// <summary>A width at which no row of facts wraps: each stands above its own meaning.</summary>
    private const int OneLine = 1000;

    private static string RangeOf(InputDefinition input) =>
        input.IsCategorical ? string.Join(" | ", input.Options ?? ["a name"])
        : input.Numbers is { } numbers ? string.Join(' ', numbers)
        : input.Range.ToString();

    private static string DefaultOf(InputDefinition input) =>
        input.DefaultLaw is { } law ? $"{HumanNumber.Plain(law.Quantile(0.5))}, a law"
        : input.Default is { } number ? NumberReader.Write(number)
        : input.IsRequired ? "required"
        : input.DefaultText.StartsWith("from ", StringComparison.Ordinal) ? "gpus.csv"
        : input.DefaultText.Split('(', ',')[0].Trim();

    private static IEnumerable<string> Outputs() => TextTable.Lines(
        ["output", "unit", "meaning"],
        OutputCatalogue.All.Select(output => new[] { output.Name, output.Unit, output.Meaning }), Terminal.Width);
}
