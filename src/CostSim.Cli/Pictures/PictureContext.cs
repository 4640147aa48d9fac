using CostSim.Analysis;
using CostSim.Cli.Text;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Pictures;

/// <summary>What pictures are drawn from.</summary>
/// <param name="Result">The run.</param>
/// <param name="Version">Version of the program, for the footer.</param>
internal sealed record PictureContext(SimulationResult Result, string Version)
{
    /// <summary>Draws of the uncertain inputs; null when the run kept none.</summary>
    public TrialTable? Draws { get; init; }

    /// <summary>Rank correlations with daily_cost, in any order.</summary>
    public IReadOnlyList<Driver> Drivers { get; init; } = [];

    /// <summary>How the percentiles settled as trials were added; none when that was not followed.</summary>
    public IReadOnlyList<ConvergencePoint> Convergence { get; init; } = [];

    /// <summary>The daily cost that a gate names, in USD/day.</summary>
    public double? Budget { get; init; }

    /// <summary>The scenario's name, short enough for a line.</summary>
    public string Name => Result.Scenario.Name.Length <= 40 ? Result.Scenario.Name : Result.Scenario.Name[..39] + "…";

    /// <summary>Trials that a picture shows, from the first on; null for all.</summary>
    public long? TrialsShown { get; init; }

    /// <summary>The context of a picture made from <see cref="Draws"/>, which may be of the first trials only.</summary>
    public PictureContext OfDraws() =>
        this with { TrialsShown = Draws is { Inputs.Count: > 0 } draws ? draws.Inputs[0].Draws.Length : null };

    /// <summary>What a reader needs to make the picture again.</summary>
    public string Footer => $"{Trials} · seed {Result.Plan.Seed} · {Sampling} · CostSim {Version}";

    private string Sampling => Result.Plan.Sampling is { Replicates: > 1 } method
        ? $"{method.Title}, {new SamplingDesign(Result.Plan.Trials, method.Replicates).Replicates} randomisations"
        : Result.Plan.Sampling.Title;

    private string Trials
    {
        get
        {
            long trials = Result.Plan.Trials;
            string all = $"{HumanNumber.Count(trials)} {Plural.Of("trial", trials)}";
            return TrialsShown is { } shown && shown < trials ? $"first {HumanNumber.Count(shown)} of {all}" : all;
        }
    }
}
