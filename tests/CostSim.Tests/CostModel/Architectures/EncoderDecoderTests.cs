using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class EncoderDecoderTests
{
    /// <summary>The closed form: encoder 2·W_e·S + 4·L_e·D·S², decoder N·2(W_d + Vd) + 4·L_d·D·(A(N) + N·S) + 4·L_d·d·D·(S - N).</summary>
    [Theory]
    [InlineData("transformer-big", 6, 1024, 1024, 4096, 37000, 30, 35)]
    [InlineData("t5-11b", 24, 1024, 16384, 65536, 32128, 512, 100)]
    public void Its_work_is_the_closed_form(
        string model, double layers, double d, double attended, double dFf, double vocabulary, double prompt, double response)
    {
        double encoder = layers * (4 * d * attended + 2 * d * dFf), decoder = layers * (8 * d * attended + 2 * d * dFf);
        double expected = 2 * encoder * prompt + 4 * layers * attended * prompt * prompt
            + response * 2 * (decoder + vocabulary * d) + 4 * layers * attended * (response * (response + 1) / 2 + response * prompt)
            + 4 * layers * d * attended * (prompt - response);
        var work = ShippedModels.Named(model).Work;
        Assert.Equal(expected, work.Prefill(prompt) + work.Decode(prompt, response), expected * 1e-15);
    }

    [Fact]
    public void Its_prompt_is_read_in_both_directions_so_that_the_cache_does_not_help()
    {
        var work = ShippedModels.Named("t5-11b").Work;
        Assert.Equal(work.Prefill(512), work.Prefill(512, cached: 0.9));
    }

    [Fact]
    public void A_decode_step_reads_the_decoder_without_the_projections_of_the_prompt()
    {
        var memory = ShippedModels.Named("t5-11b").Memory;
        double layer = 6.0 * 1024 * 16384 + 2.0 * 1024 * 65536 + 3 * 1024;
        Assert.Equal(24 * layer + 1024 + 32 * 128 + 32128 * 1024, memory.WeightsPerStep);
        Assert.Equal(2 * 24 * 16384, memory.KeyValues);
    }
}
