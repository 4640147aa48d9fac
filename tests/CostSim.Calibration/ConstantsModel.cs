using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Calibration;

/// <summary>
/// Every point's throughput as a function of the constants: the engine's block, whose trials are sets of constants to be tried instead of
/// draws.
/// </summary>
internal sealed class ConstantsModel
{
    private readonly Block _block;
    private readonly double[][] _columns;
    private readonly BlockOutput[] _outputs;
    private readonly double[] _measured;

    public ConstantsModel(IReadOnlyList<MeasuredPoint> points)
    {
        var builder = PointWorkloads.Of(points);
        foreach (var constant in FittedConstant.All)
        {
            // Stated, so that it is not settled at its median; its values are written over.
            builder.With(constant.Input, constant.Input.DefaultLaw!);
        }
        var compiled = new CompiledScenario(builder.Built().WithDefaultsAtMedians());
        _block = new(compiled, new(TrialBlock.Length, SimulationPlan.DefaultSeed, [OutputCatalogue.ResponseTokensPerGpuSecond]));
        var draws = compiled.Variates.Zip(_block.Draws).ToDictionary(pair => pair.First.Input.Definition, pair => pair.Second);
        _columns = [.. FittedConstant.All.Select(constant => draws[constant.Input])];
        var byName = _block.Outputs.ToArray().ToDictionary(output => output.Workload);
        _outputs = [.. points.Select(point => byName[point.Id])];
        _measured = [.. points.Select(point => point.TokensPerGpuSecond)];
        _block.Draw(0);
    }

    /// <summary>Logarithms of predicted over measured: an array for each set, a number for each point.</summary>
    /// <param name="sets">At most <see cref="TrialBlock.Length"/> sets: logarithms of the constants, in their order.</param>
    public double[][] LogRatios(IReadOnlyList<double[]> sets)
    {
        for (int constant = 0; constant < _columns.Length; constant++)
        {
            for (int trial = 0; trial < TrialBlock.Length; trial++)
            {
                // Trials beyond the sets repeat the last of them.
                _columns[constant][trial] = Math.Exp(sets[Math.Min(trial, sets.Count - 1)][constant]);
            }
        }
        _block.Evaluate();
        return [.. sets.Select((_, trial) =>
            _outputs.Zip(_measured, (output, measured) => Math.Log(output.Values.At(trial) / measured)).ToArray())];
    }
}
