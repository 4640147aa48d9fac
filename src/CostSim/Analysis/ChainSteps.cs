using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>Which quantities of a chain are told, in which step; what is told of each it says itself.</summary>
internal sealed class ChainSteps
{
    private readonly List<(string Step, Quantity Quantity)> _told = [];
    private readonly HashSet<Quantity> _known = [];

    public ChainSteps(CostChain chain)
    {
        Tell("demand", [.. new[] { chain.Calls }.Concat(chain.Inputs.Models.Select(chain.Inputs.AskedOf))
            .Concat(chain.Inputs.Models.Select(chain.Inputs.CachedOf))
            .Concat(chain.Inputs.Models.Any(model => model.ReadsImages) ? [chain.Inputs.ImagesOfACall] : [])
            .Where(quantity => quantity.Formula.Length > 0)]);
        Tell("demand", Of(chain, OutputCatalogue.QueriesPerDay, OutputCatalogue.TokensPerDay));
        Tell("work", chain.PrefillFlop, chain.DecodeFlop);
        Tell("work", chain.Flop);
        Tell("work", Of(chain, OutputCatalogue.FlopPerQuery));

        var fleet = chain.Fleet;
        bool isMix = fleet.MemberSeconds.Count > 0;
        if (isMix)
        {
            Tell("serving", [.. fleet.Members.Select(member => member.PeakFlops)]);
        }
        Tell("serving", fleet.PeakFlops);
        for (int gpu = 0; gpu < fleet.Members.Count; gpu++)
        {
            var member = fleet.Members[gpu];
            Tell("serving", [.. member.Served.SelectMany(served => served.Steps).Where(step => step.Formula.Length > 0)]);
            Tell("serving", member.PrefillSeconds, member.DecodeSeconds);
            if (isMix)
            {
                Tell("serving", fleet.MemberSeconds[gpu], fleet.RequestRates[gpu]);
            }
        }
        Tell("serving", fleet.PrefillSeconds, fleet.DecodeSeconds);
        Tell("serving", chain.GpuSeconds);
        Tell("serving", Of(chain, OutputCatalogue.GpuSecondsPerQuery, OutputCatalogue.ModelFlopUtilisation));

        Tell("fleet", chain.BusyGpus);
        var provision = chain.Provision;
        Tell("fleet", new[] { fleet.ReplicaGpus, provision.Step, provision.Least, provision.Sizing, provision.PeakNeed }
            .OfType<Quantity>().Where(quantity => !quantity.IsInput).ToArray());
        Tell("fleet", Of(chain, OutputCatalogue.PaidGpus, OutputCatalogue.PeakGpus));

        if (chain.Replicas.IsKnown)
        {
            Tell("fleet", chain.Replicas.Served, chain.Replicas.FirstTokens, chain.Replicas.Decoded, chain.Replicas.TokenTimes,
                chain.Replicas.Count,
                chain.Replicas.Batches, chain.Replicas.Generated);
            Tell("fleet", Of(chain, [.. OutputCatalogue.All.Where(output => output.IsOfReplicas)]));
        }

        foreach (var member in chain.Price.Members)
        {
            Tell("price", [.. member.Stated.Where(kinds => kinds.Count > 1).SelectMany(kinds => kinds.Values), member.Total]);
        }
        Tell("price", chain.Price.Total);
        Tell("price", Of(chain, OutputCatalogue.DailyCost, OutputCatalogue.CostPerQuery, OutputCatalogue.CostPerMillionTokens));

        Tell("energy", [.. fleet.Members.Select(member => member.Power), fleet.Power]);
        Tell("energy", chain.Energy, chain.Carbon);
        Tell("energy", Of(
            chain, OutputCatalogue.EnergyPerDay, OutputCatalogue.EnergyPerQuery, OutputCatalogue.Co2PerDay, OutputCatalogue.WaterPerDay));
    }

    /// <summary>The quantities that are told.</summary>
    public IEnumerable<Quantity> Quantities => _told.Select(told => told.Quantity);

    /// <summary>The steps at the values of the first trial.</summary>
    /// <param name="stated">The workload as the scenario states it.</param>
    public IReadOnlyList<ExplainedStep> Explain(Workload stated) => [.. _told.Select(told => new ExplainedStep(
        told.Step, told.Quantity.Name, told.Quantity.At(0), told.Quantity.Unit,
        told.Quantity.Formula is { Length: > 0 } formula ? formula : told.Quantity.Note,
        [.. Inputs(told.Quantity).Select(input => Row(stated, input)).OfType<ScenarioInput>().Distinct().Select(Explained)]))];

    private static Quantity[] Of(CostChain chain, params IReadOnlyList<OutputDefinition> outputs) =>
        [.. outputs.Select(output => output.Of(chain))];

    private void Tell(string step, params IReadOnlyList<Quantity> quantities)
    {
        foreach (var quantity in quantities.Where(_known.Add))
        {
            _told.Add((step, quantity));
        }
    }

    /// <summary>The inputs behind a quantity that are not behind one that is told before it.</summary>
    private IEnumerable<Quantity> Inputs(Quantity quantity) =>
        quantity.Choices.Concat(quantity.Reads)
            .SelectMany(read => read.IsInput ? [read] : _known.Contains(read) ? [] : Inputs(read)).Distinct();

    /// <summary>The row that states an input; null where a catalogue or a default does.</summary>
    private static ScenarioInput? Row(Workload stated, Quantity input)
    {
        var definition = InputCatalogue.Find(input.Declared)!;
        return input.Of.Length == 0
            ? stated[definition]
            : stated.PerGpu.Where(row => row.Key.Input == definition && row.Value.Gpu == input.Of).Select(row => row.Value).FirstOrDefault()
                ?? stated[definition];
    }

    private static ExplainedInput Explained(ScenarioInput input) => input.Law switch
    {
        Choice choice when input.Definition.IsShares => new(
            input, double.NaN, [.. choice.Options.Select((option, i) => (option.Name, choice.Probabilities[i]))]),
        Choice { IsCategorical: true } choice when MedianScenario.LikeliestOption(choice) is var likeliest =>
            new(input, double.NaN, [(choice.Options[likeliest].Name, choice.Probabilities[likeliest])]),
        var law => new(input, law.Quantile(0.5), []),
    };
}
