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
        Assert.Equal(declared.Select(input => input.Name).Order(), InputCatalogue.All.Select(input => input.Name).Order());
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
    [InlineData("compute_bits", "bit", "[4, 32]", 16.0)]
    [InlineData("prefill_throughput", "token/GPU/s", "> 0", null)]
    [InlineData("decode_throughput", "token/GPU/s", "> 0", null)]
    [InlineData("gpu_price", "USD/GPU-hour", ">= 0", null)]
    [InlineData("server_price", "USD", ">= 0", null)]
    [InlineData("gpus_per_server", "GPU", ">= 1", null)]
    [InlineData("depreciation_years", "year", "> 0", null)]
    [InlineData("cost_of_capital", "1/year", ">= 0", null)]
    [InlineData("colocation_price", "USD/kW-month", ">= 0", null)]
    [InlineData("server_power", "kW", ">= 0", null)]
    [InlineData("electricity_price", "USD/kWh", ">= 0", null)]
    [InlineData("gpu_power", "W", ">= 0", null)]
    public void Inputs_have_the_documented_unit_range_and_default(string name, string unit, string range, double? value)
    {
        var input = InputCatalogue.Find(name)!;
        Assert.Equal((unit, range, value), (input.Unit, input.Range.ToString(), input.Default));
        Assert.False(input.IsCategorical);
    }

    /// <summary>The documented laws of what nobody can know beforehand.</summary>
    [Theory]
    [InlineData("utilisation", "1", "(0, 1]", "pert min=0.1 mode=0.3 max=0.5")]
    [InlineData("batching_efficiency", "1", "(0, 1]", "pert min=0.4 mode=0.7 max=1")]
    [InlineData("load_factor", "1", "(0, 1]", "pert min=0.3 mode=0.55 max=0.85")]
    [InlineData("peak_to_mean", "1", ">= 1", "pert min=1.2 mode=1.4 max=2.5")]
    [InlineData("power_load", "1", "(0, 1.5]", "pert min=0.5 mode=0.7 max=0.9")]
    [InlineData("pue", "1", ">= 1", "pert min=1.08 mode=1.2 max=1.5")]
    [InlineData("carbon_intensity", "g CO2e/kWh", ">= 0", "triangular min=50 mode=400 max=700")]
    [InlineData("embodied_carbon", "kg CO2e/GPU", ">= 0", "pert min=150 mode=250 max=400")]
    [InlineData("gpu_life", "year", "> 0", "pert min=3 mode=5 max=7")]
    [InlineData("water_intensity", "L/kWh", ">= 0", "triangular min=0.5 mode=1.8 max=2.5")]
    [InlineData("overhead_share", "1", ">= 0", "pert min=0.05 mode=0.15 max=0.3")]
    public void Inputs_that_nobody_knows_have_the_documented_law(string name, string unit, string range, string law)
    {
        var input = InputCatalogue.Find(name)!;
        Assert.Equal((unit, range, law), (input.Unit, input.Range.ToString(), input.DefaultLaw!.ToString()));
        Assert.Equal(input.DefaultLaw!.Quantile(0.5), input.Default);
        Assert.NotEmpty(input.DefaultReason);
    }

    [Fact]
    public void Laws_of_defaults_lie_in_their_inputs_ranges() => Assert.All(
        InputCatalogue.All.Where(input => input.DefaultLaw is not null),
        input => Assert.True(
            input.Range.Contains(input.DefaultLaw!.Maximum) || double.IsInfinity(input.Range.Maximum)
            && (input.Range.Contains(input.DefaultLaw.Minimum) || !input.Range.MinimumIncluded)));

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
