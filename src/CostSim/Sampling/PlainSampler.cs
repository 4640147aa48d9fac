namespace CostSim.Sampling;

/// <summary>Independent trials: <see cref="Philox"/> itself, whatever the dimension and the replicate.</summary>
internal sealed class PlainSampler(ulong seed, SamplingDesign design) : Sampler(seed, design)
{
    private protected override void Fill(ulong stream, int dimension, int replicate, long firstIndex, Span<double> uniforms) =>
        Philox.Uniforms(Seed, stream, Design.Start(replicate) + firstIndex, uniforms);
}
