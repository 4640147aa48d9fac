using System.Reflection;
using CostSim.CostModel;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Tests.CostModel.Architectures;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.CostModel;

/// <summary>The accelerators of a workload.</summary>
internal enum FleetKind
{
    /// <summary>One.</summary>
    One,

    /// <summary>One of three, drawn in every trial.</summary>
    Drawn,

    /// <summary>Two side by side, one of them with rows of its own.</summary>
    Mix,
}

/// <summary>What is chosen for a workload; everything else is numbers.</summary>
internal sealed record Choices(IReadOnlyList<string> Servings, IReadOnlyList<string> Pricings, IReadOnlyList<Architecture> Models)
{
    public FleetKind Fleet { get; init; }

    /// <summary>True where the load differs from hour to hour.</summary>
    public bool HasProfile { get; init; }

    /// <summary>True where only those inputs are stated that must be.</summary>
    public bool IsSparse { get; init; }

    /// <summary>True where any fraction of a GPU can be paid for.</summary>
    public bool IsSlice { get; init; }

    /// <summary>True where no input is stated that takes the place of others.</summary>
    public bool HasNoReplacements { get; init; }

    public override string ToString() =>
        $"{string.Join('|', Servings)} {string.Join('|', Pricings)} {string.Join('|', Models.Select(model => model.Name))} {Fleet}"
        + (HasProfile ? " profile" : "") + (IsSparse ? " sparse" : "")
        + (HasNoReplacements ? " without replacements" : "") + (IsSlice ? " slice" : "");
}

/// <summary>
/// Scenarios of one workload over everything that the catalogues list: what a catalogue gains is met here without being named.
/// </summary>
internal static class CatalogueScenarios
{
    public const string Workload = "chat";

    /// <summary>Memory per parameter: enough for any precision at half of the memory, not enough at a small share of it.</summary>
    private const double BytesPerParameter = 10;

    /// <summary>Where the typical value of an input without a default lies, by its unit; 1 for units that are not listed.</summary>
    private static readonly Dictionary<string, double> Scales = new()
    {
        ["user/day"] = 1e6,
        ["query/user"] = 8,
        ["token/query"] = 400,
        ["token/GPU/s"] = 500,
        ["GPU"] = 40,
        ["USD"] = 2e5,
        ["USD/GPU-hour"] = 3,
        ["USD/kW-month"] = 150,
        ["USD/kWh"] = 0.1,
        ["kW"] = 10,
        ["W"] = 800,
        ["year"] = 4,
        ["1/year"] = 0.07,
        ["request/replica"] = 40,
        ["s/token"] = 1,
        ["row/expert"] = 30,
        ["token"] = 2,
        ["token/turn"] = 400,
    };

    /// <summary>Inputs of whole numbers that must suit each other: stages divide GPUs, which fill domains of 8 and more.</summary>
    private static readonly Dictionary<InputDefinition, double[]> Suited = new()
    {
        [InputCatalogue.GpusPerReplica] = [4, 8, 16, 32],
        [InputCatalogue.PipelineStages] = [1, 2, 4],
        [InputCatalogue.DraftTokens] = [0, 1, 2, 5],
    };

    /// <summary>An architecture for every family and for every set of coefficients that a family's members have.</summary>
    public static readonly IReadOnlyList<Architecture> Architectures =
    [
        .. ShippedModels.Names.Select(ShippedModels.Named).Append(Hardware.Windowed)
            .GroupBy(model => (model.Family, Terms(model.Work), Terms(model.Memory))).Select(alike => alike.First()),
    ];

    /// <summary>The inputs that are numbers.</summary>
    public static readonly IReadOnlyList<InputDefinition> Numbers = [.. InputCatalogue.All.Where(input => !input.IsCategorical)];

    /// <summary>Every output that <see cref="OutputCatalogue"/> declares, those of load profiles only where there is one.</summary>
    /// <param name="hasProfile">True with a load profile.</param>
    /// <param name="servings">Serving models, by name; what none of them tells is left out.</param>
    public static IReadOnlyList<OutputDefinition> Outputs(bool hasProfile, IReadOnlyList<string> servings) =>
    [
        .. typeof(OutputCatalogue).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null))
            .Concat(typeof(OutputCatalogue).GetProperties(BindingFlags.Static | BindingFlags.Public)
                .Select(property => property.GetValue(null)))
            .SelectMany(member => member is OutputDefinition output ? [output] : member as IEnumerable<OutputDefinition> ?? [])
            .Where(output => hasProfile || !OutputCatalogue.GpusByHour.Contains(output))
            .Where(output => !output.IsOfReplicas || OutputCatalogue.ToldBy(servings).Contains(output))
            .Distinct(),
    ];

    /// <summary>Every serving model and way to pay with every architecture that it can serve.</summary>
    public static IEnumerable<Choices> Each() =>
        from serving in ServingModels.All
        from pricing in PricingModels.All
        from model in Architectures
        where CanServe(serving, model)
        select new Choices([serving.Name], [pricing.Name], [model]);

    /// <summary>Models without tokens are refused where tokens are counted.</summary>
    public static bool CanServe(ServingModel serving, Architecture model) =>
        !(serving.CountsTokens && (model.Denoises || model.ReadsImagesAlone));

    /// <summary>A scenario with these choices.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="law">The law of each input of numbers.</param>
    /// <param name="own">The law of those that one accelerator of a mix has for itself; null for the same.</param>
    public static Scenario Made(
        this Choices choices, Func<InputDefinition, Distribution> law, Func<InputDefinition, Distribution>? own = null)
    {
        var gpus = Gpus(choices);
        var builder = SampleScenarios.Unstated(Workload)
            .WithOptions(Workload, InputCatalogue.Serving, [.. choices.Servings])
            .WithOptions(Workload, InputCatalogue.Pricing, [.. choices.Pricings])
            .WithModels(Workload, [.. choices.Models]);
        if (choices.Servings.Any(serving => ServingModels.Named(serving).LooksIntoReplicas) && !choices.IsSparse)
        {
            bool haveExperts = choices.Models.All(model => model.Memory.ExpertWeights > 0);
            builder.WithOptions(
                Workload, InputCatalogue.AttentionParallelism,
                haveExperts ? [.. InputCatalogue.AttentionParallelism.Options!] : [InputCatalogue.TensorParallel]);
            builder.WithOptions(Workload, InputCatalogue.Disaggregated, [.. InputCatalogue.Disaggregated.Options!]);
        }
        foreach (var input in Numbers.Where(
            input => !(choices.HasNoReplacements && Numbers.Any(other => other.ReplacedBy == input))).Where(
            input => !choices.IsSparse || input.IsRequired || input.NeededWith.Contains(InputCatalogue.PromptTokens)
                || input == InputCatalogue.ImagesPerPrompt && choices.Models.Any(model => model.ReadsImagesAlone)))
        {
            builder.With(Workload, input, law(input));
        }
        builder.For(Workload);
        if (choices.IsSlice)
        {
            builder.With(InputCatalogue.FleetStep, 0);
        }
        if (choices.HasProfile)
        {
            builder.WithLoadProfile([.. Enumerable.Range(1, CostChain.Hours)]);
        }
        if (choices.Fleet != FleetKind.Mix)
        {
            return builder.WithGpus([.. gpus.Select(gpu => (gpu, 1.0))]).Made();
        }
        foreach (var input in Numbers.Where(input => input.IsPerGpu && !choices.IsSparse))
        {
            builder.WithOn(input, gpus[0].Name, (own ?? law)(input));
        }
        return builder.WithFleet((gpus[0], 2), (gpus[1], 3)).Made();
    }

    /// <summary>A law over much of an input's range: continuous, or a choice where it takes single numbers only.</summary>
    public static Distribution Wide(InputDefinition input)
    {
        var range = input.Range;
        if (input.Numbers is { } numbers)
        {
            return Equally(numbers);
        }
        if (Suited.TryGetValue(input, out double[]? suited))
        {
            return Equally(suited);
        }
        if (input.IsWhole)
        {
            return Equally([range.Minimum, range.Minimum + 1, range.Minimum + 3, range.Minimum + 7]);
        }
        if (double.IsFinite(range.Maximum))
        {
            return new Uniform(range.Minimum, range.Maximum);
        }
        double scale = input.Default is > 0 ? input.Default.Value : Scales.GetValueOrDefault(input.Unit, 1);
        return new LogUniform(Math.Max(range.Minimum, scale / 8), 8 * Math.Max(range.Minimum, scale));
    }

    /// <summary>A law of single values, the ends of the range among them.</summary>
    public static Distribution Edges(InputDefinition input)
    {
        var wide = Wide(input);
        if (wide is Choice)
        {
            return wide;
        }
        double[] ends =
            [.. new[] { input.Range.Minimum, input.Range.Maximum }.Where(end => double.IsFinite(end) && input.Range.Contains(end))];
        double[] between = [wide.Quantile(0.2), wide.Quantile(0.5), wide.Quantile(0.7), wide.Quantile(0.9), wide.Quantile(0.95)];
        return Equally([.. ends.Except(between), .. between]);
    }

    /// <summary>A single value within an input's range.</summary>
    public static Distribution Middle(InputDefinition input) => new Fixed(Wide(input).Quantile(0.6));

    private static Choice Equally(IReadOnlyList<double> values) =>
        Choice.OfNumbers([.. values.Select(value => new ChoiceOption(FormattableString.Invariant($"{value:R}"), value, 1))]);

    /// <summary>Accelerators whose memory suits the largest of the models.</summary>
    private static Accelerator[] Gpus(Choices choices)
    {
        double memory = BytesPerParameter * choices.Models.Max(model => model.Memory.Weights);
        Accelerator[] all =
        [
            Hardware.H100 with { Memory = memory }, Hardware.A100 with { Memory = 0.9 * memory },
            Hardware.Mi300X with { Memory = 1.2 * memory, LinkBandwidth = 32e9 },
        ];
        return choices.Fleet switch { FleetKind.One => all[..1], FleetKind.Mix => all[..2], _ => all };
    }

    /// <summary>Which of its numbers are not 0, and which of its facts hold.</summary>
    private static string Terms(object of) => string.Join(' ', of.GetType().GetProperties()
        .Where(property => property.GetValue(of) is true or double and not 0.0)
        .Select(property => property.Name));
}
