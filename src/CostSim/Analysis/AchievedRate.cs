using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.Analysis;

/// <summary>A phase of a request.</summary>
public enum Phase
{
    /// <summary>Reading the prompt.</summary>
    Prefill,

    /// <summary>Generating the response.</summary>
    Decode,
}

/// <summary>How fast one accelerator works on one phase of one workload's requests.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Gpu">The accelerator.</param>
/// <param name="Phase">Prefill or decode.</param>
/// <param name="Peak">Dense peak at the precision used, FLOP/s per GPU.</param>
/// <param name="FlopPerSecond">FLOP/s per GPU while busy with it.</param>
/// <param name="Intensity">
/// FLOP per byte read from memory: in decode of a step's weights, keys and values; in prefill of the weights, read once per prompt. NaN
/// where the serving model says nothing of memory.
/// </param>
public sealed record AchievedRate(string Workload, Accelerator Gpu, Phase Phase, double Peak, double FlopPerSecond, double Intensity)
{
    private const double BitsPerByte = 8;

    /// <summary>The phases in one trial of a block that do work; the trial's model and serving are those it drew.</summary>
    /// <param name="workload">The workload's name.</param>
    /// <param name="chain">Its chain, run.</param>
    /// <param name="gpu">Position of the accelerator among the workload's.</param>
    /// <param name="trial">Number of the trial in the block.</param>
    internal static IEnumerable<AchievedRate> Of(string workload, CostChain chain, int gpu, int trial)
    {
        var inputs = chain.Inputs;
        int option = (int)inputs[InputCatalogue.Model].At(trial);
        var model = inputs.Models[option];
        var member = chain.Fleet.Members[gpu];
        var roofline = member.Served[(int)inputs[InputCatalogue.Serving].At(trial)].Rooflines.ElementAtOrDefault(option);
        double peak = member.PeakFlops.At(trial);
        var work = RequestWork.Of(model.Work, model, inputs, trial);
        double prefill = work.Prefill / member.PrefillSeconds.At(trial), decode = work.Decode / member.DecodeSeconds.At(trial);
        if (IsRate(prefill))
        {
            yield return new(workload, inputs.Gpus[gpu], Phase.Prefill, peak, prefill,
                roofline is null ? double.NaN : work.Prefill / WeightBytes(model, inputs, trial));
        }
        if (IsRate(decode))
        {
            yield return new(workload, inputs.Gpus[gpu], Phase.Decode, peak, decode,
                roofline is null || model.Denoises ? double.NaN : StepIntensity(roofline, trial));
        }
    }

    /// <summary>What it reads of a chain.</summary>
    internal static IEnumerable<Quantity> Reads(CostChain chain) => chain.Fleet.Members.SelectMany(member => (Quantity[])
    [
        member.PeakFlops, member.PrefillSeconds, member.DecodeSeconds,
        .. member.Served.SelectMany(served => served.Rooflines).SelectMany(roofline => roofline.All),
    ]);

    private static bool IsRate(double flopPerSecond) => double.IsFinite(flopPerSecond) && flopPerSecond > 0;

    /// <summary>All weights that a long prompt passes, every expert among them.</summary>
    private static double WeightBytes(Architecture model, WorkloadInputs inputs, int trial)
    {
        var (others, experts) = (inputs[InputCatalogue.WeightBits], inputs.Find(InputCatalogue.ExpertBits));
        return (model.Memory.WeightsPerStep * others.At(trial) + model.Memory.ExpertWeights * (experts ?? others).At(trial)) / BitsPerByte;
    }

    private static double StepIntensity(Roofline roofline, int trial)
    {
        var (decode, memory) = (roofline.Decode, roofline.Model.Memory);
        double batch = roofline.Batch.At(trial), flops = roofline.Rates.Flops.At(trial);
        double flop = batch * (decode.LinearCompute.At(trial) * flops
            + decode.AttentionCompute.At(trial) * roofline.Rates.AttentionFlops.At(trial));
        double bytes = decode.LinearBytes.At(trial) + batch * roofline.Replica.Copies.At(trial) * roofline.KeyValueBytes.At(trial);
        if (decode.StagePositions is { } stagePositions)
        {
            double positions = batch * stagePositions.At(trial);
            double touched = 1 - Math.Pow(1 - memory.ActiveExperts / memory.Experts, positions);
            flop += roofline.Model.Work.PerExpertToken * batch * decode.Positions.At(trial);
            bytes += touched * decode.ExpertBytes!.At(trial);
        }
        return flop / bytes;
    }
}
