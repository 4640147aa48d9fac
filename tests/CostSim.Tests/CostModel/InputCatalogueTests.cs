using System.Reflection;
using CostSim.CostModel;
using Xunit;

namespace CostSim.Tests.CostModel;

public sealed class InputCatalogueTests
{
    [Fact]
    public void Every_declared_input_is_in_the_catalogue_in_the_place_it_says()
    {
        var declared = typeof(InputCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(InputDefinition)).Select(field => (InputDefinition)field.GetValue(null)!).ToList();
        Assert.NotEmpty(declared);
        Assert.Equal(declared.Count, InputCatalogue.All.Count);
        Assert.All(declared, input => Assert.Same(input, InputCatalogue.All[input.Index]));
        Assert.All(InputCatalogue.All, input => Assert.Same(input, InputCatalogue.Find(input.Name)));
        Assert.Equal(InputCatalogue.All.Count, InputCatalogue.All.DistinctBy(input => input.Name).Count());
        Assert.Null(InputCatalogue.Find("weekly_users"));
    }

    /// <summary>The documented units, ranges and defaults.</summary>
    [Theory]
    [InlineData("daily_users", "user/day", ">= 0", null)]
    [InlineData("queries_per_user", "query/user", ">= 0", null)]
    [InlineData("prompt_tokens", "token/query", ">= 0", 0.0)]
    [InlineData("cached_share", "1", "[0, 1]", 0.0)]
    [InlineData("response_tokens", "token/query", ">= 0", null)]
    [InlineData("utilisation", "1", "(0, 1]", 0.3)]
    [InlineData("batching_efficiency", "1", "(0, 1]", 1.0)]
    [InlineData("compute_bits", "bit", "[4, 32]", 16.0)]
    [InlineData("prefill_throughput", "token/GPU/s", "> 0", null)]
    [InlineData("decode_throughput", "token/GPU/s", "> 0", null)]
    [InlineData("load_factor", "1", "(0, 1]", 1.0)]
    [InlineData("peak_to_mean", "1", ">= 1", 1.0)]
    [InlineData("gpu_price", "USD/GPU-hour", ">= 0", null)]
    [InlineData("server_price", "USD", ">= 0", null)]
    [InlineData("gpus_per_server", "GPU", ">= 1", null)]
    [InlineData("depreciation_years", "year", "> 0", null)]
    [InlineData("cost_of_capital", "1/year", ">= 0", null)]
    [InlineData("colocation_price", "USD/kW-month", ">= 0", null)]
    [InlineData("server_power", "kW", ">= 0", null)]
    [InlineData("electricity_price", "USD/kWh", ">= 0", null)]
    [InlineData("gpu_power", "W", ">= 0", null)]
    [InlineData("power_load", "1", "(0, 1.5]", 0.7)]
    [InlineData("pue", "1", ">= 1", 1.2)]
    [InlineData("carbon_intensity", "g CO2e/kWh", ">= 0", 400.0)]
    [InlineData("water_intensity", "L/kWh", ">= 0", 1.8)]
    [InlineData("overhead_share", "1", ">= 0", 0.0)]
    public void Inputs_have_the_documented_unit_range_and_default(string name, string unit, string range, double? value)
    {
        var input = InputCatalogue.Find(name)!;
        Assert.Equal((unit, range, value), (input.Unit, input.Range.ToString(), input.Default));
        Assert.False(input.IsCategorical);
    }

    [Fact]
    public void Defaults_lie_in_their_ranges()
    {
        Assert.All(
            InputCatalogue.All.Where(input => input.Default is not null), input => Assert.True(input.Range.Contains(input.Default!.Value)));
        Assert.All(InputCatalogue.All.Where(input => input.Numbers is not null),
            input => Assert.All(input.Numbers!, number => Assert.True(input.Range.Contains(number))));
        Assert.All(
            InputCatalogue.All.Where(input => input.Options is not null), input => Assert.Contains(input.DefaultText, input.Options!));
    }

    [Fact]
    public void A_range_holds_its_ends_or_not_and_never_nan()
    {
        Assert.True(InputRange.Share.Contains(0) && InputRange.Share.Contains(1));
        Assert.False(InputRange.PositiveShare.Contains(0) || InputRange.Positive.Contains(0)
            || InputRange.AtLeastOne.Contains(Math.BitDecrement(1)));
        Assert.False(InputRange.Share.Contains(double.NaN) || InputRange.NotNegative.Contains(double.NaN)
            || InputRange.NotNegative.Contains(-double.Epsilon));
    }
}
