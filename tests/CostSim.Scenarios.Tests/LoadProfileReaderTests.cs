using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class LoadProfileReaderTests
{
    private const string TwoWorkloads = SampleScenario.Rows + "chat,pue,fixed,value=1.1,,\ncode,pue,fixed,value=1.2,,\n";

    [Theory]
    [InlineData("1", "2")]
    [InlineData("4%", "8%")]
    [InlineData("1e300", "2e300")]
    [InlineData("1e-300", "2e-300")]
    public void Shares_of_any_sum_become_loads_with_mean_1(string low, string high)
    {
        var reading = Read(SampleScenario.Rows, Rows(hour => hour % 2 == 0 ? low : high));
        Assert.Empty(reading.Diagnostics);
        var load = reading.Scenario!.Workloads[0].LoadProfile!;
        Assert.Equal(24, load.Count);
        Assert.Equal(1, load.Average(), 12);
        Assert.Equal(2 / 3.0, load[0], 12);
        Assert.Equal(4 / 3.0, load[23], 12);
        Assert.EndsWith("/load_profile.csv", reading.Files[^1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_may_come_in_any_order()
    {
        string rows = string.Concat(Enumerable.Range(0, 24).Reverse().Select(hour => FormattableString.Invariant($"{hour},{hour}\n")));
        Assert.Equal(23 / 11.5, Read(SampleScenario.Rows, "hour,share\n" + rows).Scenario!.Workloads[0].LoadProfile![23], 12);
    }

    [Fact]
    public void A_scenario_without_the_file_has_no_profile()
    {
        Assert.Null(SampleScenario.Read(SampleScenario.Rows).Scenario!.Workloads[0].LoadProfile);
        using var sample = SampleScenario.Of("", loadProfile: "broken");
        sample.Write("small.csv", SampleScenario.Header + SampleScenario.Rows);
        Assert.Empty(ScenarioReader.Read(Path.Join(sample.Folder, "small.csv")).Diagnostics);
    }

    [Fact]
    public void A_workloads_own_profile_wins_over_the_common_one()
    {
        var reading = Read(TwoWorkloads, "workload,hour,share\n" + Hours("", _ => "1") + Hours("code", hour => hour == 0 ? "1" : "0"));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal([1, 24], reading.Scenario!.Workloads.Select(workload => workload.LoadProfile![0]));
        var only = Read(TwoWorkloads, "workload,hour,share\n" + Hours("code", _ => "1")).Scenario!;
        Assert.Equal([true, false], only.Workloads.Select(workload => workload.LoadProfile is null));
    }

    [Fact]
    public void A_common_profile_that_every_workload_replaces_is_a_warning() => Assert.Equal(
        "COST206@2:4", SampleScenario.Places(Read(
            TwoWorkloads, "workload,hour,share\n" + Hours("", _ => "1") + Hours("chat", _ => "1") + Hours("code", _ => "1")).Diagnostics));

    [Fact]
    public void With_a_profile_peak_to_mean_is_not_read()
    {
        const string rows = ",peak_to_mean,fixed,value=2,,\n,fleet_floor,fixed,value=0.5,,";
        var with = Read(SampleScenario.Rows + rows, Rows(_ => "1"));
        var warning = Assert.Single(with.Diagnostics);
        Assert.Equal("COST206@8:2", SampleScenario.Places(with.Diagnostics));
        Assert.Equal("peak_to_mean is not used: load_profile.csv tells the peak", warning.Message);
        Assert.Null(with.Scenario!.Workloads[0][InputCatalogue.PeakToMean]);
        Assert.Equal(0.5, with.Scenario.Workloads[0][InputCatalogue.FleetFloor]!.Law.Mean);
        var without = SampleScenario.Read(SampleScenario.Rows + rows);
        Assert.Empty(without.Diagnostics);
        Assert.Equal(2, without.Scenario!.Workloads[0][InputCatalogue.PeakToMean]!.Law.Mean);
        // One workload with a profile and one without read both.
        Assert.Empty(Read(TwoWorkloads + rows, "workload,hour,share\n" + Hours("code", _ => "1")).Diagnostics);
    }

    [Theory]
    [InlineData("", "COST102@0:0", null, null)]
    [InlineData("0,1\n", "COST102@1:1", null, null)]
    [InlineData("hour,share\n", "COST405@0:0", "the hours 0-23 are missing", null)]
    [InlineData("hour,shares\n0,1\n", "COST405@0:0 COST105@1:6", null, null)]
    [InlineData("hour\n0\n", "COST405@0:0 COST106@1:1", null, null)]
    public void A_file_without_its_rows_is_a_mistake(string file, string places, string? message, string? help) =>
        Check(file, places, message, help);

    [Theory]
    [InlineData("7,1", "", "COST405@0:0", "the hour 7 is missing",
        "give each hour from 0 to 23 a row, with share 0 where there is no load")]
    [InlineData("0,1\n1,1\n5,1\n9,1\n10,1\n11,1", "", "COST405@0:0", "the hours 0-1, 5, 9-11 are missing", null)]
    [InlineData("7,1", "7,1\n7,2", "COST405@10:1", "the hour 7 is given twice, first on line 9", "keep line 9 or line 10")]
    [InlineData("7,1", "24,1", "COST405@9:1", "an hour must be a whole number from 0 to 23, but is 24", "write 0 for midnight")]
    [InlineData("7,1", "7.5,1", "COST405@9:1", "an hour must be a whole number from 0 to 23, but is 7.5", "write 0 to 23")]
    [InlineData("7,1", "-1,1", "COST405@9:1", null, null)]
    [InlineData("7,1", "07:00,1", "COST103@9:1", null, null)]
    [InlineData("7,1", "7,-1", "COST406@9:3", "share must be >= 0, but is -1", null)]
    [InlineData("7,1", "7,x", "COST103@9:3", null, null)]
    [InlineData("7,1", "7,", "COST103@9:3", "a number is missing", null)]
    [InlineData("7,1", "7", "COST109@9:1", null, null)]
    public void One_mistake_is_one_diagnostic(string row, string instead, string places, string? message, string? help)
    {
        string file = Rows(_ => "1");
        foreach (string one in row.Split('\n'))
        {
            file = file.Replace($"\n{one}\n", instead.Length == 0 ? "\n" : $"\n{instead}\n", StringComparison.Ordinal);
        }
        Check(file, places, message, help);
    }

    [Fact]
    public void A_day_without_load_is_a_mistake() =>
        Check(Rows(_ => "0"), "COST406@2:3", "all shares are 0", "give the hours with load a share above 0");

    [Fact]
    public void A_profile_for_an_unknown_workload_is_a_mistake()
    {
        var reading = Read(TwoWorkloads, "workload,hour,share\nchta,0,1\n");
        Assert.Equal("COST205@2:1", SampleScenario.Places(reading.Diagnostics));
        Assert.Equal("did you mean chat? write one of chat, code", reading.Diagnostics.Single().Help);
    }

    [Fact]
    public void Mistakes_of_inputs_and_profile_are_reported_together() =>
        Assert.Equal("COST103@8:18 COST406@3:3",
            SampleScenario.Places(Read(SampleScenario.Rows + ",pue,fixed,value=x,,", Rows(hour => hour == 1 ? "-1" : "1")).Diagnostics));

    private static void Check(string file, string places, string? message, string? help)
    {
        var reading = Read(SampleScenario.Rows + ",peak_to_mean,fixed,value=1,,", file);
        var errors = reading.Diagnostics.Errors.ToList();
        Assert.Null(reading.Scenario);
        Assert.Equal(places, string.Join(
            ' ', errors.Select(error => FormattableString.Invariant($"{error.Code}@{error.Location.Line}:{error.Location.Column}"))));
        Assert.All(errors, error => Assert.EndsWith("/load_profile.csv", error.Location.File, StringComparison.Ordinal));
        Assert.Equal(message ?? errors[0].Message, errors[0].Message);
        Assert.Equal(help ?? errors[0].Help, errors[0].Help);
    }

    private static ScenarioReading Read(string rows, string loadProfile)
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + rows, loadProfile: loadProfile);
        return ScenarioReader.Read(sample.Folder);
    }

    private static string Rows(Func<int, string> share) =>
        "hour,share\n" + string.Concat(Enumerable.Range(0, 24).Select(hour => $"{hour},{share(hour)}\n"));

    private static string Hours(string workload, Func<int, string> share) =>
        string.Concat(Enumerable.Range(0, 24).Select(hour => $"{workload},{hour},{share(hour)}\n"));
}
