using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>
/// A scenario without uncertainty: every number at its median, of options by name the most probable. Shares stay shares, a fleet of several
/// accelerators stays one, and a load profile stays as it is.
/// </summary>
public static class MedianScenario
{
    /// <summary>The scenario at its medians.</summary>
    public static Scenario Of(Scenario scenario) => Replace(scenario, replacesNumbers: true);

    /// <summary>The scenario with options by name settled, and numbers as uncertain and as correlated as they are.</summary>
    public static Scenario OfLikeliestOptions(Scenario scenario) => Replace(scenario, replacesNumbers: false);

    /// <summary>The option that a choice by name takes: the most probable, of equals the first.</summary>
    public static int LikeliestOption(Choice choice)
    {
        int likeliest = 0;
        for (int option = 1; option < choice.Probabilities.Count; option++)
        {
            likeliest = choice.Probabilities[option] > choice.Probabilities[likeliest] ? option : likeliest;
        }
        return likeliest;
    }

    private static Scenario Replace(Scenario scenario, bool replacesNumbers)
    {
        // A row that workloads share stays shared.
        var settled = scenario.Inputs.ToDictionary(input => input, input => Settle(input, replacesNumbers));
        var replaced = new Scenario(scenario.Name, [.. scenario.Workloads.Select(workload => Settle(workload, settled))]);
        var uncertain = replaced.Uncertain.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        return replaced with { Correlations = scenario.Correlations?.Among(uncertain) };
    }

    private static ScenarioInput Settle(ScenarioInput input, bool replacesNumbers) => input.Law switch
    {
        _ when input.Definition.IsShares => input,
        Choice { IsCategorical: true } choice => input with { Law = Choice.OfNames([choice.Options[LikeliestOption(choice)]]) },
        var law => replacesNumbers ? input with { Law = new Fixed(law.Quantile(0.5)) } : input,
    };

    private static Workload Settle(Workload workload, Dictionary<ScenarioInput, ScenarioInput> settled)
    {
        int model = OptionOf(workload, InputCatalogue.Model);
        bool isMix = workload.FleetShares is not null;
        int gpu = isMix ? 0 : OptionOf(workload, InputCatalogue.Gpu);
        return workload with
        {
            Inputs = [.. workload.Inputs.Select(input => input is null ? null : settled[input])],
            Models = [workload.Models[model]],
            Gpus = isMix ? workload.Gpus : [workload.Gpus[gpu]],
            PerGpu = workload.PerGpu.Where(row => isMix || row.Key.Gpu == gpu)
                .ToDictionary(row => isMix ? row.Key : (row.Key.Input, 0), row => settled[row.Value]),
        };
    }

    private static int OptionOf(Workload workload, InputDefinition input) =>
        workload[input]?.Law is Choice choice ? LikeliestOption(choice) : 0;
}
