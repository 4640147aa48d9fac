using CostSim.CostModel;
using CostSim.CostModel.Serving;
using Xunit;

namespace CostSim.Tests.CostModel.Serving;

public sealed class ServingModelsTests
{
    [Fact]
    public void Every_serving_model_is_in_the_catalogue_and_is_an_option_of_the_input()
    {
        var types = typeof(ServingModel).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ServingModel))).ToList();
        var names = types.Select(type => (string)type.GetField("Name")!.GetValue(null)!).Order();
        Assert.Equal(names, ServingModels.All.Keys.Order());
        Assert.Equal(names, InputCatalogue.Serving.Options!.Order());
    }
}
