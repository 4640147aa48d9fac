using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class ArchitectureFamiliesTests
{
    private const string Decoder = "layers=4 d_model=8 heads=4 d_ff=16 vocabulary=10";
    private const string Heads = Decoder + " head_dim=2";
    private const string Latent = Decoder + " kv_latent=4 nope_dim=3 rope_dim=2 value_dim=3";

    [Fact]
    public void Every_family_is_in_the_catalogue()
    {
        var declared = typeof(ArchitectureFamilies).Assembly.GetTypes()
            .Select(type => type.GetField("Family")?.GetValue(null)).OfType<ArchitectureFamily>();
        Assert.Equal(declared.Select(family => family.Name).Order(), ArchitectureFamilies.All.Select(family => family.Name).Order());
    }

    [Fact]
    public void Every_shipped_model_is_made_and_remembers_its_name_and_family()
    {
        Assert.Equal(97, ShippedModels.Names.Count());
        foreach (string name in ShippedModels.Names)
        {
            var model = ShippedModels.Named(name);
            Assert.Equal(name, model.Name);
            Assert.NotNull(ArchitectureFamilies.Find(model.Family));
            Assert.True(model.Work.IsFinite);
            Assert.True(model.GeneratesText || model.GeneratesImages || model.Work.PerResponseToken == 0);
        }
    }

    [Fact]
    public void The_components_of_every_model_add_up_to_the_whole()
    {
        foreach (var model in ShippedModels.Names.Select(ShippedModels.Named))
        {
            Func<Work, double>[] requests =
                [work => work.Prefill(700, 0.3), work => 3 * work.PerPromptImage, work => work.Decode(700, 90),
                    work => work.Images(3, steps: 20, guidance: 2, resolution: 1.5)];
            foreach (var flop in requests)
            {
                double whole = flop(model.Work);
                Assert.Equal(whole, model.Components.Sum(component => flop(component.Work)), whole * 1e-14);
            }
            Assert.Equal(model.Components.Count, model.Components.Select(component => component.Name).Distinct().Count());
        }
    }

    [Fact]
    public void Memory_holds_what_is_read_and_what_is_active()
    {
        foreach (var model in ShippedModels.Names.Select(ShippedModels.Named))
        {
            var memory = model.Memory;
            Assert.InRange(memory.WeightsPerStep, 1, memory.Weights - memory.ExpertWeights);
            Assert.InRange(model.ActiveParameters, memory.WeightsPerStep, model.Parameters);
            Assert.True(memory.ActiveExperts <= memory.Experts);
            Assert.Equal(memory.KeyValues + memory.WindowKeyValues, model.KeyValuesPerToken);
        }
    }

    [Fact]
    public void A_model_known_by_its_parameters_reads_the_active_ones()
    {
        var model = ShippedModels.Make("parameters", "active=20 total=100");
        Assert.Equal((100, 20, 20, 100), (model.Parameters, model.ActiveParameters, model.Memory.WeightsPerStep, model.Memory.Weights));
        Assert.Equal(0, model.KeyValuesPerToken);
    }

    [Theory]
    [InlineData(Heads + " kv_heads=8", "kv_heads", "kv_heads is above heads")]
    [InlineData(Heads + " kv_heads=3", "kv_heads", "heads cannot be shared out evenly among kv_heads")]
    [InlineData(Heads + " window=4 windowed_layers=5", "windowed_layers", "windowed_layers is above layers")]
    [InlineData(Heads + " windowed_layers=2", "windowed_layers", "windowed_layers has no meaning without a window")]
    [InlineData(Heads + " experts=4", "active_experts", "active_experts is missing (experts needs it)")]
    [InlineData(Heads + " experts=4 active_experts=5", "active_experts", "active_experts is above experts")]
    [InlineData(Heads + " active_experts=2", "active_experts", "active_experts has no meaning without experts")]
    [InlineData(Heads + " shared_experts=1", "shared_experts", "shared_experts has no meaning without experts")]
    [InlineData(Heads + " experts=4 active_experts=1 dense_layers=5", "dense_layers", "dense_layers is above layers")]
    [InlineData(Heads + " experts=4 active_experts=1 dense_d_ff=32", "dense_d_ff", "dense_d_ff has no meaning without dense_layers")]
    [InlineData(Heads + " biases=1 qkv_biases=1", "biases", "biases, linear_biases and qkv_biases exclude each other")]
    [InlineData(Heads + " rope_dim=2", "rope_dim", "rope_dim has no meaning without kv_latent")]
    [InlineData(Heads + " tied=1 lm_head=0", "tied", "tied has no meaning with lm_head=0")]
    [InlineData(Decoder, "head_dim", "head_dim is missing")]
    [InlineData(Latent + " head_dim=2", "head_dim", "head_dim has no meaning beside kv_latent")]
    [InlineData(Latent + " kv_heads=2", "kv_heads", "kv_heads has no meaning beside kv_latent")]
    [InlineData(Latent + " window=2", "window", "window has no meaning beside kv_latent")]
    [InlineData(Decoder + " kv_latent=4 nope_dim=3 rope_dim=2", "value_dim", "value_dim is missing (kv_latent needs it)")]
    public void A_decoder_that_cannot_be_is_a_problem(string parameters, string parameter, string what)
    {
        foreach (string family in (string[])["decoder", "dall-e"])
        {
            var problem = Assert.Single(ShippedModels.Try(family, parameters).Problems);
            Assert.Equal((parameter, what), (problem.Parameter, problem.What));
            Assert.NotEmpty(problem.Help);
        }
    }

    [Fact]
    public void All_contradictions_are_named_at_once() =>
        Assert.Equal(
            ["kv_heads", "active_experts", "dense_layers"],
            ShippedModels.Try("decoder", Heads + " kv_heads=8 experts=4 active_experts=5 dense_layers=9").Problems
                .Select(problem => problem.Parameter));
}
