using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class MixtureOfExpertsTests
{
    [Fact]
    public void A_token_passes_the_router_and_its_two_experts_of_mixtral()
    {
        var model = ShippedModels.Named("mixtral-8x7b");
        Assert.Equal(2.0 * 32 * 4096 * 8, model.Component("router").PerResponseToken);
        Assert.Equal(2.0 * 32 * 2 * 3 * 4096 * 14336, model.Component("routed experts").PerResponseToken);
    }

    [Fact]
    public void All_experts_of_mixtral_lie_in_memory_and_a_step_reads_only_the_rest_in_any_case()
    {
        var memory = ShippedModels.Named("mixtral-8x7b").Memory;
        Assert.Equal((8, 2), (memory.Experts, memory.ActiveExperts));
        Assert.Equal(32.0 * 8 * 3 * 4096 * 14336, memory.ExpertWeights);
        Assert.Equal(46_702_792_704 - memory.ExpertWeights - 32000 * 4096, memory.WeightsPerStep);
    }

    [Fact]
    public void Deepseek_has_three_dense_layers_and_a_shared_expert_in_the_others()
    {
        var model = ShippedModels.Named("deepseek-v3");
        double expert = 3.0 * 7168 * 2048;
        Assert.Equal(2 * 3 * 3.0 * 7168 * 18432, model.Component("feed-forward").PerResponseToken);
        Assert.Equal(2 * 58 * expert, model.Component("shared experts").PerResponseToken);
        Assert.Equal(2 * 58 * 8 * expert, model.Component("routed experts").PerResponseToken);
        Assert.Equal(58 * 256 * expert, model.Memory.ExpertWeights);
    }

    [Fact]
    public void The_work_of_a_token_is_two_FLOP_per_active_weight()
    {
        // Norms are no matrix products: all that is left over.
        var model = ShippedModels.Named("mixtral-8x7b");
        Assert.Equal(2 * (model.ActiveParameters - (2 * 32 + 1) * 4096), model.Work.PerResponseToken);
    }
}
