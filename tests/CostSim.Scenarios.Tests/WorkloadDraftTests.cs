using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Simulation;
using Xunit;

namespace CostSim.Scenarios.Tests;

/// <summary>Which row holds in a workload, what is missing and what nobody reads. Rows under test are line 8 and on.</summary>
public class WorkloadDraftTests
{
    private const string Fleet = SampleScenario.Rows + ",fleet_mix,choice,h100=70 h200=30,,\n";

    /// <summary>The fleet without a gpu row and without a price: five rows on lines 2 to 5, the fleet on line 6.</summary>
    private static readonly string UnpricedFleet = Fleet
        .Replace(",gpu,fixed,value=a100-80gb,,\n", "", StringComparison.Ordinal)
        .Replace(",gpu_price,triangular,min=1 mode=1.8 max=4,USD/GPU-hour,\n", "", StringComparison.Ordinal);

    [Fact]
    public void A_fleet_takes_the_place_of_the_gpu()
    {
        var reading = SampleScenario.Read(Fleet.Replace(",gpu,fixed,value=a100-80gb,,\n", "", StringComparison.Ordinal));
        Assert.Empty(reading.Diagnostics);
        var workload = reading.Scenario!.Workloads[0];
        Assert.Equal(["h100", "h200"], workload.Gpus.Select(gpu => gpu.Name));
        Assert.Equal([0.7, 0.3], workload.FleetShares!.Select(share => Math.Round(share, 15)));
        Assert.Null(workload[InputCatalogue.Gpu]);
        Assert.IsType<Choice>(workload[InputCatalogue.FleetMix]!.Law);
        Assert.DoesNotContain(reading.Scenario.Uncertain, input => input.Definition == InputCatalogue.FleetMix);
        Assert.Null(SampleScenario.Read(SampleScenario.Rows).Scenario!.Workloads[0].FleetShares);
    }

    [Fact]
    public void A_gpu_row_beside_a_fleet_is_a_warning()
    {
        var reading = SampleScenario.Read(Fleet);
        Assert.NotNull(reading.Scenario);
        var warning = Assert.Single(reading.Diagnostics);
        Assert.Equal("COST206@6:2", SampleScenario.Places(reading.Diagnostics));
        Assert.Equal("gpu is not used: fleet_mix takes its place", warning.Message);
    }

    [Fact]
    public void A_workloads_own_fleet_wins_over_the_common_one_and_others_keep_their_gpu()
    {
        var scenario = SampleScenario.Read(Fleet + "code,fleet_mix,fixed,value=b200,,\nmail,pue,fixed,value=1.1,,").Scenario!;
        Assert.Equal(["b200", "h100 h200"], scenario.Workloads.Select(workload => string.Join(' ', workload.Gpus.Select(gpu => gpu.Name))));
        Assert.Equal([1], scenario.Workloads[0].FleetShares);
        var reading = SampleScenario.Read(SampleScenario.Rows + "code,fleet_mix,fixed,value=b200,,\nmail,pue,fixed,value=1.1,,");
        Assert.Empty(reading.Diagnostics);
        Assert.Equal([["b200"], ["a100-80gb"]], reading.Scenario!.Workloads.Select(workload => workload.Gpus.Select(gpu => gpu.Name)));
        Assert.Null(reading.Scenario.Workloads[1].FleetShares);
    }

    [Fact]
    public void A_mistake_in_a_fleet_does_not_make_the_gpu_missing() =>
        Assert.Equal("COST307@7:27", SampleScenario.Places(Fleet.Replace(",gpu,fixed,value=a100-80gb,,\n", "", StringComparison.Ordinal)
            .Replace("h200=30", "h210", StringComparison.Ordinal)));

    [Theory]
    [InlineData(",gpu_price,fixed,value=1,USD/GPU-hour\n", "1 1")]
    [InlineData(",gpu_price,fixed,value=1,USD/GPU-hour\n,gpu_price:h200,fixed,value=2,USD/GPU-hour\n", "1 2")]
    [InlineData(",gpu_price:h100,fixed,value=3,USD/GPU-hour\n,gpu_price:h200,fixed,value=2,USD/GPU-hour\n", "3 2")]
    [InlineData(",gpu_price,fixed,value=1,USD/GPU-hour\nchat,gpu_price,fixed,value=4,USD/GPU-hour\n", "4 4")]
    [InlineData(",gpu_price:h200,fixed,value=2,USD/GPU-hour\nchat,gpu_price,fixed,value=4,USD/GPU-hour\n", "4 2")]
    [InlineData(",gpu_price:h200,fixed,value=2,USD/GPU-hour\nchat,gpu_price:h200,fixed,value=5,USD/GPU-hour\n"
        + ",gpu_price,fixed,value=1,USD/GPU-hour\n", "1 5")]
    public void A_row_for_an_accelerator_beats_one_without_and_among_equals_the_workloads_own_wins(string prices, string expected)
    {
        var workload = SampleScenario.Read(UnpricedFleet + "chat,pue,fixed,value=1.1,,\n" + prices).Scenario!.Workloads[0];
        Assert.Equal(expected, $"{PriceOn(workload, 0)} {PriceOn(workload, 1)}");
    }

    [Fact]
    public void A_row_for_an_accelerator_knows_it_and_is_one_input_for_all_that_share_it()
    {
        var scenario = SampleScenario.Read(UnpricedFleet.Replace("h100=70 h200=30", "h100 h200", StringComparison.Ordinal)
            + ",gpu_price:h200,uniform,min=1 max=2,USD/GPU-hour,list\n,gpu_price,fixed,value=1,USD/GPU-hour\nchat,fleet_mix,choice,h200 "
            + "h100,,\ncode,pue,fixed,value=1.1,,").Scenario!;
        var row = scenario.Workloads[0].PerGpu[(InputCatalogue.GpuPrice, 0)];
        Assert.Same(row, scenario.Workloads[1].PerGpu[(InputCatalogue.GpuPrice, 1)]);
        Assert.Equal(("gpu_price:h200", "h200", "uniform min=1 max=2", "list"), (row.Name, row.Gpu, row.Stated, row.Source));
        Assert.Equal(1, scenario.Uncertain.Count(input => input.Definition == InputCatalogue.GpuPrice));
    }

    [Fact]
    public void A_common_row_that_every_accelerator_replaces_is_not_read()
    {
        var reading = SampleScenario.Read(SampleScenario.Rows + ",gpu_price:a100-80gb,fixed,value=1,USD/GPU-hour");
        Assert.Equal("COST206@7:2", SampleScenario.Places(reading.Diagnostics));
        Assert.Equal("gpu_price is not used: every accelerator has a row of its own", reading.Diagnostics.Single().Message);
        Assert.Null(reading.Scenario!.Workloads[0][InputCatalogue.GpuPrice]);
    }

    [Theory]
    [InlineData("",
        "gpu_price is missing (pricing=rent needs it): rent of one GPU for one hour (on demand, where part of the fleet is reserved)",
        ",gpu_price,fixed,value=...,USD/GPU-hour,")]
    [InlineData(",gpu_price:h100,fixed,value=1,USD/GPU-hour\n",
        "gpu_price is missing for h200 (pricing=rent needs it): rent of one GPU for one hour (on demand, "
            + "where part of the fleet is reserved)", ",gpu_price:h200,fixed,value=...,USD/GPU-hour,")]
    [InlineData(",gpu_price,fixed,value=1,USD/GPU-hour\n,reserved_share,fixed,value=0.5,\n",
        "reserved_price is missing (pricing=rent and reserved_share or reserved_gpus need it): "
            + "rent of one GPU for one hour under a commitment",
        ",reserved_price,fixed,value=...,USD/GPU-hour,")]
    [InlineData(
        ",gpu_price,fixed,value=1,USD/GPU-hour\n,reserved_share,uniform,min=0 max=1,\n,reserved_price:h200,fixed,value=1,USD/GPU-hour\n",
        "reserved_price is missing for h100 (pricing=rent and reserved_share or reserved_gpus need it): "
            + "rent of one GPU for one hour under a commitment",
        ",reserved_price:h100,fixed,value=...,USD/GPU-hour,")]
    public void A_price_must_be_there_for_every_accelerator(string rows, string message, string row)
    {
        var mistake = Assert.Single(SampleScenario.Read(UnpricedFleet + rows).Diagnostics);
        Assert.Equal((DiagnosticCode.MissingInput, message, $"add a row such as {row}"), (mistake.Code, mistake.Message, mistake.Help));
    }

    [Fact]
    public void A_missing_price_names_its_workload_and_all_its_accelerators()
    {
        const string rows = "chat,pue,fixed,value=1.1,,\ncode,fleet_mix,choice,h100 b200 mi300x,,\n"
            + ",gpu_price:h100,fixed,value=1,USD/GPU-hour\n"
            + ",gpu_price:h200,fixed,value=1,USD/GPU-hour\n";
        var mistake = Assert.Single(SampleScenario.Read(UnpricedFleet + rows).Diagnostics);
        Assert.Equal("workload code", mistake.Context);
        Assert.StartsWith("gpu_price is missing for b200, mi300x (", mistake.Message, StringComparison.Ordinal);
        Assert.Equal("add a row such as code,gpu_price:b200,fixed,value=...,USD/GPU-hour,", mistake.Help);
    }

    [Theory]
    [InlineData(",gpu_price:h210,fixed,value=1,USD/GPU-hour\n,gpu_price:h100,fixed,value=1,USD/GPU-hour\n", "COST307@7:12")]
    [InlineData(",gpu_price:h200,fixed,value=x,USD/GPU-hour\n,gpu_price:h100,fixed,value=1,USD/GPU-hour\n", "COST103@7:29")]
    [InlineData(",gpu_price:h200,fixed\n,gpu_price:h100,fixed,value=1,USD/GPU-hour\n", "COST109@7:1")]
    public void A_mistake_in_a_row_for_an_accelerator_does_not_make_it_missing(string rows, string places) =>
        Assert.Equal(places, SampleScenario.Places(UnpricedFleet + rows));

    [Theory]
    [InlineData(",gpu_price:b200,fixed,value=1,USD/GPU-hour", "COST206@8:2", "gpu_price:b200 is not used: nothing runs on b200")]
    [InlineData("chat,gpu_power:b200,fixed,value=1,W\ncode,fleet_mix,fixed,value=b200,,", "COST206@8:6",
        "gpu_power:b200 is not used: nothing runs on b200")]
    [InlineData("chat,gpu_price:a100-80gb,fixed,value=1,USD/GPU-hour\n,gpu_price:a100-80gb,fixed,value=1,USD/GPU-hour",
        "COST206@7:2 COST206@9:2", null)]
    [InlineData(",server_price:a100-80gb,fixed,value=1,USD", "COST206@8:2",
        "server_price:a100-80gb is not used: it belongs to pricing=own")]
    [InlineData(",reserved_price,fixed,value=1,USD/GPU-hour", "COST206@8:2",
        "reserved_price is not used: it belongs to reserved_share or reserved_gpus")]
    public void What_nobody_reads_is_a_warning(string rows, string places, string? message)
    {
        var reading = SampleScenario.Read(SampleScenario.Rows + rows);
        Assert.NotNull(reading.Scenario);
        Assert.Equal(places, SampleScenario.Places(reading.Diagnostics));
        Assert.True(message is null || reading.Diagnostics.First().Message == message, reading.Diagnostics.First().Message);
    }

    [Theory]
    [InlineData(",fleet_floor,fixed,value=0.5,")]
    [InlineData(",reserved_gpus,fixed,value=70,GPU,\n,reserved_price,fixed,value=1,USD/GPU-hour")]
    [InlineData(",reserved_share,fixed,value=0,")]
    [InlineData(",reserved_share,fixed,value=0.5,\n,reserved_price,fixed,value=1,USD/GPU-hour")]
    [InlineData(",reserved_share,fixed,value=0,\n,reserved_price,fixed,value=1,USD/GPU-hour")]
    [InlineData(",reserved_share,fixed,value=0.5,\n,reserved_price:a100-80gb,fixed,value=1,USD/GPU-hour")]
    [InlineData(",gpu_power:a100-80gb,fixed,value=500,W")]
    public void What_is_right_stays_unreported(string rows) => Assert.Empty(SampleScenario.Read(SampleScenario.Rows + rows).Diagnostics);

    [Fact]
    public void A_run_reads_fleets_prices_and_profiles()
    {
        // 1M requests of 86.4 GPU-s are 1000 busy GPUs; h100 and h200 with equal peaks share them by their shares.
        const string rows =
            """
            ,daily_users,fixed,value=1M,user/day,
            ,queries_per_user,fixed,value=1,query/user,
            ,response_tokens,fixed,value=864,token/query,
            ,model,fixed,value=gpt-3-13b,,
            ,serving,fixed,value=throughput,,
            ,decode_throughput,fixed,value=10,token/GPU/s,
            ,fleet_mix,choice,h100=3 h200=1,,
            ,gpu_price:h100,fixed,value=2,USD/GPU-hour,
            ,gpu_price:h200,fixed,value=4,USD/GPU-hour,
            ,reserved_share,fixed,value=0.5,1,
            ,reserved_price,fixed,value=1,USD/GPU-hour,
            ,load_factor,fixed,value=1,,
            ,overhead_share,fixed,value=0,,
            ,fleet_step,fixed,value=0,GPU,
            """;
        using var sample = SampleScenario.Of(SampleScenario.Header + rows,
            loadProfile: "hour,share\n" + string.Concat(Enumerable.Range(0, 24).Select(hour => $"{hour},{(hour < 12 ? 1 : 3)}\n")));
        var reading = ScenarioReader.Read(sample.Folder);
        Assert.Empty(reading.Diagnostics);
        var result = new Simulator(reading.Scenario!)
            .Run(new SimulationPlan(1024, 1, [OutputCatalogue.DailyCost, OutputCatalogue.PaidGpus]), 1,
                cancellation: TestContext.Current.CancellationToken);
        // The peak hour is 1.5 times the mean, paid all day; a GPU-hour costs (0.75 * 2 + 0.25 * 4) / 2 + 1 / 2 USD.
        Assert.Equal(1500 * 24 * 1.75, result.Outputs.First(output => output.Definition == OutputCatalogue.DailyCost).Moments.Mean, 1e-6);
    }

    private static double PriceOn(Workload workload, int gpu) =>
        (workload.PerGpu.TryGetValue((InputCatalogue.GpuPrice, gpu), out var own) ? own : workload[InputCatalogue.GpuPrice])!.Law.Mean;
}
