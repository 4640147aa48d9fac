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

    /// <summary>
    /// Whisper large-v3, d = 1280, 32 and 32 layers, 1500 positions: L·(2S(4d² + 2df) + 4S²d) and two convolutions over 128 bands; keys and
    /// values of the cross attention L·4d²·S; a token L·2(6d² + 2df) + 2Vd, and 4·L·S·d of cross attention.
    /// </summary>
    [Fact]
    public void Half_a_minute_of_sound_costs_what_whispers_layers_and_convolutions_cost()
    {
        const double D = 1280, F = 5120, L = 32, S = 1500, V = 51866;
        var model = ShippedModels.Named("whisper-large-v3");
        double convolutions = 2 * (2 * S * 128 * D * 3 + S * D * D * 3);
        double encoder = L * (2 * S * (4 * D * D + 2 * D * F) + 4 * S * S * D) + convolutions, crossed = L * 4 * D * D * S;
        Assert.Equal(2.2738e12, encoder, 0.00005e12);
        Assert.Equal(3.1457e11, crossed, 0.00005e11);
        Assert.Equal(encoder + crossed, model.Work.Prefill(1), encoder * 1e-15);
        double token = L * 2 * (6 * D * D + 2 * D * F) + 2 * V * D, cross = 4 * L * S * D, self = 4 * L * D;
        Assert.Equal(1.6008e9, token, 0.00005e9);
        Assert.Equal(2.4576e8, cross);
        Assert.Equal(token + cross + self, model.Work.Decode(1, 1), token * 1e-15);
    }

    [Fact]
    public void A_padded_source_takes_the_same_work_whatever_its_length()
    {
        var work = ShippedModels.Named("whisper-large-v3").Work;
        Assert.Equal(work.Prefill(1), work.Prefill(700, cached: 0.5));
        Assert.Equal(work.Decode(1, 200), work.Decode(700, 200));
    }

    [Fact]
    public void A_front_end_without_a_padded_source_is_a_problem() => Assert.Equal(
        ("front_end_mac", "front_end_mac has no meaning without source_positions"),
        ShippedModels.Try(
            "encoder-decoder", "encoder_layers=2 decoder_layers=2 d_model=8 heads=2 head_dim=4 d_ff=16 vocabulary=10 front_end_mac=5")
            .Problems.Select(problem => (problem.Parameter, problem.What)).Single());
}
