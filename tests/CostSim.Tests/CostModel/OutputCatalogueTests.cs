using System.Reflection;
using CostSim.CostModel;
using Xunit;

namespace CostSim.Tests.CostModel;

public sealed class OutputCatalogueTests
{
    [Fact]
    public void Every_declared_output_is_in_the_catalogue_under_a_name_of_its_own()
    {
        var declared = typeof(OutputCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(OutputDefinition)).Select(field => (OutputDefinition)field.GetValue(null)!).ToList();
        // unfit_share and its like count trials for a warning: no outputs of the day.
        Assert.Equal(declared.Except(OutputCatalogue.Watched), OutputCatalogue.All);
        Assert.Equal(OutputCatalogue.All.Count, OutputCatalogue.All.DistinctBy(output => output.Name).Count());
        Assert.All(OutputCatalogue.All, output => Assert.Same(output, OutputCatalogue.Find(output.Name)));
        Assert.Null(OutputCatalogue.Find("prefill"));
    }

    /// <summary>The names and units that files carry.</summary>
    [Fact]
    public void Outputs_have_the_documented_names_and_units()
    {
        Assert.Equal(
            [
                "daily_cost USD/day", "annual_cost USD/year", "cost_per_query USD/query", "cost_per_million_tokens USD/Mtoken",
                "queries_per_day query/day",
                "tokens_per_day token/day", "flop_per_query FLOP/query", "gpu_seconds_per_query GPU-s/query",
                "paid_gpus GPU", "peak_gpus GPU",
                "model_flop_utilisation 1", "energy_per_query Wh/query", "energy_per_day MWh/day",
                "co2_per_day t CO2e/day", "water_per_day m3/day",
                "time_to_first_token s", "time_per_output_token s", "batch sequence", "replicas replica", "requests_in_flight request",
                "response_tokens_per_gpu_second token/GPU/s",
            ],
            OutputCatalogue.All.Select(output => $"{output.Name} {output.Unit}"));
        Assert.Equal(["prefill", "decode", "idle", "overhead"], OutputCatalogue.PartsByUse.Select(part => part.Name));
        Assert.Equal(["rent", "capital", "colocation", "power", "overhead"], OutputCatalogue.PartsByKind.Select(part => part.Name));
    }

    [Fact]
    public void Ratios_are_the_outputs_per_query_per_token_and_per_flop()
    {
        Assert.Equal(
            ["cost_per_query", "cost_per_million_tokens", "flop_per_query", "gpu_seconds_per_query",
                "model_flop_utilisation", "energy_per_query", "time_to_first_token", "time_per_output_token", "batch",
                "response_tokens_per_gpu_second"],
            OutputCatalogue.All.Where(output => output.Per is not null).Select(output => output.Name));
    }
}
