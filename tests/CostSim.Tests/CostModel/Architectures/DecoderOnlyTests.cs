using System.Numerics;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.Tests.Simulation;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class DecoderOnlyTests
{
    /// <summary>MODEL.md, section 6: published or independently computed FLOP of decoder-only transformers. "Full" counts S² positions, as papers do.</summary>
    [Fact]
    public void Published_flop_counts_come_out()
    {
        Assert.Equal(358_791_192_576, Decode(Hardware.Gpt3, context: 2048), 1e-6 * 358_791_192_576);
        Assert.Equal(358_791_143_424, Decode(Hardware.Gpt3, context: 2048));
        Assert.Equal(7.10495e13, Full(Hardware.Llama70, tokens: 512), 0.000005e13);
        Assert.Equal(137_428_992_000, FirstToken(Hardware.Llama70));
        Assert.Equal(1700.0e9, Full(Hardware.Llama7, tokens: 128), 0.05e9);
        Assert.Equal(1.44221e10, Decode(Hardware.Llama7, context: 2304), 0.000005e10);
        Assert.Equal(103_079_215_104, LayersPerToken(Dense52));
        Assert.Equal(3.14e23, 6 * Hardware.Gpt3.Parameters * 300e9, 0.005e23);
    }

    /// <summary>MODEL.md, section 6, at 2 bytes a number; llama-3.1-70b has llama-2-70b's layers and heads.</summary>
    [Fact]
    public void Published_sizes_of_the_key_value_cache_come_out()
    {
        Assert.Equal(4_718_592, 2 * Hardware.Gpt3.KeyValuesPerToken);
        Assert.Equal(327_680, 2 * Hardware.Llama70.KeyValuesPerToken);
    }

    [Fact]
    public void The_components_add_up_to_the_whole()
    {
        foreach (var model in new[] { Hardware.Gpt3, Hardware.Llama70, Hardware.Windowed })
        {
            var (prompt, response) = (new Vector<double>(1000), new Vector<double>(300));
            Assert.Equal(model.Work.Prefill(prompt, default)[0], model.Components.Sum(component => component.Work.Prefill(prompt, default)[0]), 1e-14 * model.Work.Prefill(prompt, default)[0]);
            Assert.Equal(model.Work.Decode(prompt, response)[0], model.Components.Sum(component => component.Work.Decode(prompt, response)[0]), 1e-14 * model.Work.Decode(prompt, response)[0]);
        }
    }

    /// <summary>MODEL.md, section 2, by hand: half of 24 layers attend to the last 128 tokens only; K = 8, H = 64, h = 64.</summary>
    [Fact]
    public void A_window_saves_attention_in_its_layers_only()
    {
        double perPosition = 4.0 * 64 * 64, weights = 24 * ((2880.0 * 64 * ((2 * 64) + (2 * 8))) + (3.0 * 2880 * 8640)), head = 2.0 * 201088 * 2880;
        double full = 1000.0 * 1001 / 2, windowed = (128.0 * 129 / 2) + (872.0 * 128);
        Assert.Equal((2 * weights * 1000) + (12 * perPosition * (full + windowed)) + head, Hardware.Windowed.Work.Prefill(new(1000.0), default)[0]);
        Assert.Equal((2 * weights) + (12 * perPosition * (1001 + 128)) + head, Hardware.Windowed.Work.Decode(new(1000.0), new(1.0))[0]);
    }

    [Fact]
    public void A_window_as_long_as_the_request_changes_nothing()
    {
        (string, double)[] llama = [("layers", 32), ("d_model", 4096), ("heads", 32), ("head_dim", 128), ("d_ff", 11008), ("vocabulary", 32000), ("gated", 1)];
        var windowed = Hardware.Model("decoder", "w", [.. llama, ("window", 1500)]);
        Assert.Equal(Hardware.Llama7.Work.Prefill(new(1000.0), new(0.25))[0], windowed.Work.Prefill(new(1000.0), new(0.25))[0]);
        Assert.Equal(Hardware.Llama7.Work.Decode(new(1000.0), new(500.0))[0], windowed.Work.Decode(new(1000.0), new(500.0))[0]);
    }

    [Theory]
    [InlineData("kv_heads", 65)]
    [InlineData("windowed_layers", 81)]
    public void Parameters_that_contradict_each_other_are_a_problem_that_names_one(string parameter, double value)
    {
        var parameters = new Dictionary<string, double>
        {
            ["layers"] = 80, ["d_model"] = 8192, ["heads"] = 64, ["kv_heads"] = 8, ["head_dim"] = 128, ["d_ff"] = 28672, ["vocabulary"] = 32000, ["gated"] = 1,
            ["window"] = 128, ["windowed_layers"] = 40, ["tied"] = 0, ["positions"] = 0, ["biases"] = 0, ["qkv_biases"] = 0, [parameter] = value,
        };
        var outcome = DecoderOnly.Family.Create("wrong", parameters);
        Assert.False(outcome.IsRight);
        Assert.Equal(parameter, Assert.Single(outcome.Problems).Parameter);
    }

    private static readonly Architecture Dense52 = Hardware.Model("decoder", "52b",
        ("layers", 64), ("d_model", 8192), ("heads", 64), ("head_dim", 128), ("d_ff", 4 * 8192), ("vocabulary", 50304));

    /// <summary>One generated token that attends to a context, itself included.</summary>
    private static double Decode(Architecture model, int context) => model.Work.Decode(new Vector<double>(context - 1), Vector<double>.One)[0];

    private static double FirstToken(Architecture model) => model.Work.Prefill(Vector<double>.One, Vector<double>.Zero)[0];

    /// <summary>A forward pass as papers count it: every token attends to every token, and the head runs for each.</summary>
    private static double Full(Architecture model, double tokens) =>
        (model.Work.PerPromptToken * tokens) + (model.Work.PerPromptPosition * tokens * tokens) + (model.Work.PerPrompt * tokens);

    private static double LayersPerToken(Architecture model) =>
        model.Components.Where(component => component.Name != "LM head").Sum(component => component.Work.PerPromptToken);
}
