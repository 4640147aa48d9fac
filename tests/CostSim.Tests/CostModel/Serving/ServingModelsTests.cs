using System.Reflection;
using CostSim.CostModel;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;
using Xunit;

namespace CostSim.Tests.CostModel.Serving;

public sealed class ServingModelsTests
{
    [Fact]
    public void Every_serving_model_and_way_to_pay_that_is_declared_is_in_its_catalogue_and_an_option_of_its_input()
    {
        Assert.Equal(Declared<ServingModel>().Select(model => model.Name), ServingModels.All.Select(model => model.Name).Order());
        Assert.Equal(ServingModels.All.Select(model => model.Name), InputCatalogue.Serving.Options!);
        Assert.Equal(Declared<PricingModel>().Select(model => model.Name), PricingModels.All.Select(model => model.Name).Order());
        Assert.Equal(PricingModels.All.Select(model => model.Name), InputCatalogue.Pricing.Options!);
    }

    [Fact]
    public void Every_serving_model_says_what_it_takes_for_granted() => Assert.All(ServingModels.All, model =>
    {
        Assert.EndsWith(".", model.Assumption, StringComparison.Ordinal);
        Assert.NotEmpty(model.RateIs);
        Assert.Contains(model.Meaning, InputCatalogue.Serving.Meaning, StringComparison.Ordinal);
    });

    /// <summary>The models that static classes of the engine declare.</summary>
    private static IEnumerable<TModel> Declared<TModel>() => typeof(TModel).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.FieldType == typeof(TModel)))
        .Select(field => (TModel)field.GetValue(null)!).OrderBy(model => model!.ToString(), StringComparer.Ordinal);
}
