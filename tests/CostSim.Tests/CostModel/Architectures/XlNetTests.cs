using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class XlNetTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    public void Relative_positions_add_four_d_squared_S_and_four_d_S_squared_a_layer(double tokens)
    {
        const double Layers = 24, D = 1024;
        double encoder = ShippedModels.Named("bert-large").Work.Prefill(tokens)
            - ShippedModels.Named("bert-large").Component("pooler").Prefill(tokens);
        Assert.Equal(
            encoder + Layers * (4 * D * D * tokens + 4 * D * tokens * tokens), ShippedModels.Named("xlnet-large").Work.Prefill(tokens));
    }

    [Fact]
    public void It_generates_nothing_and_the_cache_does_not_help()
    {
        var model = ShippedModels.Named("xlnet-large");
        Assert.False(model.GeneratesText);
        Assert.Equal(model.Work.Prefill(512), model.Work.Prefill(512, cached: 0.5));
    }
}
