using CostSim.Analysis;
using CostSim.Simulation;
using Xunit;

namespace CostSim.Tests.Simulation;

internal static class RunInTest
{
    /// <summary>A run that ends with the test.</summary>
    public static SimulationResult Simulate(
        this Simulator simulator, SimulationPlan plan, int threads, Action<long>? progress = null,
        Func<SimulationResult, bool>? isEnough = null) =>
        simulator.Run(plan, threads, progress, isEnough, TestContext.Current.CancellationToken);

    /// <summary>Analyses a plan until the test is cancelled.</summary>
    public static SensitivityResult Analyse(
        this SensitivityAnalysis analysis, SensitivityPlan plan, int threads, Action<long>? progress = null) =>
        analysis.Run(plan, threads, progress, TestContext.Current.CancellationToken);
}
