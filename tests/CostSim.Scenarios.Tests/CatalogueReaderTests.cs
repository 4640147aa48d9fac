using System.Globalization;
using CostSim.CostModel;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class CatalogueReaderTests
{
    // Published counts: the model cards and papers named in models.csv.
    [Theory]
    [InlineData("gpt-3-175b", "174.59e9")]
    [InlineData("gpt-3-13b", "12.85e9")]
    [InlineData("gpt-3-6.7b", "6.66e9")]
    [InlineData("gpt-3-1.3b", "1.315e9")]
    [InlineData("llama-2-7b", "6738415616")]
    [InlineData("llama-2-13b", "13.016e9")]
    [InlineData("llama-2-70b", "68.977e9")]
    [InlineData("llama-3.1-8b", "8030261248")]
    [InlineData("llama-3.1-70b", "70553706496")]
    [InlineData("llama-3.1-405b", "405853388800")]
    [InlineData("qwen2.5-72b", "72.71e9")]
    [InlineData("dense-175b", "175e9")]
    [InlineData("gpt-3.5-turbo-20b", "20e9")]
    [InlineData("gpt-4o", "100e9")]
    public void A_shipped_model_has_its_published_number_of_parameters(string model, string published)
    {
        var architecture = CatalogueReader.ShippedModels().Find(model);
        Assert.NotNull(architecture);
        Assert.Equal(published, InTheDigitsOf(published, architecture.Parameters));
    }

    private const string OldHeader =
        "gpu,peak_16bit_tflops,peak_8bit_tflops,memory_gb,bandwidth_tb_s,link_gb_s,power_w,system_power_w,source\n";
    private const string NewHeader =
        "gpu,peak_16bit_tflops,peak_8bit_tflops,peak_8bit_integer_tflops,peak_4bit_tflops,memory_gb,bandwidth_tb_s,link_gb_s,"
        + "domain_gpus,network_gb_s,power_w,system_power_w,reachable_peak,source\n";

    private static readonly Accelerator Mine = new("mine", 100e12, 200e12, 80e9, 2e12, 300e9, 400, 800);

    [Fact]
    public void A_file_without_the_later_columns_means_a_server_of_eight_and_no_4_bit_arithmetic()
    {
        var gpu = Gpu(OldHeader + "mine,100,200,80,2,300,400,800,\n");
        Assert.Equal(Mine, gpu);
        Assert.Equal(
            (200e12, 200e12, 8, 50e9, 1.0), (gpu.Peak8BitInteger, gpu.Peak4Bit, gpu.DomainGpus, gpu.NetworkBandwidth, gpu.ReachablePeak));
    }

    [Fact]
    public void Every_column_of_gpus_csv_is_read() => Assert.Equal(
        Mine with { Peak8BitInteger = 50e12, Peak4Bit = 400e12, DomainGpus = 72, NetworkBandwidth = 100e9, ReachablePeak = 0.5 },
        Gpu(NewHeader + "mine,100,200,50,400,80,2,300,72,100,400,800,50%,\n"));

    [Fact]
    public void Empty_cells_of_the_later_columns_are_columns_left_out() =>
        Assert.Equal(Mine, Gpu(NewHeader + "mine,100,200,,,80,2,300,,,400,800,,\n"));

    [Fact]
    public void Without_8_bit_units_the_16_bit_ones_do_the_work()
    {
        var gpu = Gpu(NewHeader + "mine,100,,,,80,2,300,,,400,800,,\n");
        Assert.Equal((100e12, 100e12, 100e12), (gpu.Peak8Bit, gpu.Peak8BitInteger, gpu.Peak4Bit));
    }

    [Theory]
    [InlineData("mine,,200,,,80,2,300,,,400,800,,", "COST103@2:6", "a number is missing")]
    [InlineData("mine,100,200,,,80,2,300,8.5,,400,800,,", "COST404@2:25",
        "domain_gpus must be a whole number from 1 to 1000000, but is 8.5")]
    [InlineData("mine,100,200,,,80,2,300,0,,400,800,,", "COST404@2:25", "domain_gpus must be a whole number from 1 to 1000000, but is 0")]
    [InlineData("mine,100,200,,,80,2,300,,,400,800,1.02,", "COST404@2:35", "reachable_peak must be above 0 and at most 1, but is 1.02")]
    [InlineData("mine,100,200,,,80,2,300,,,400,800,0,", "COST404@2:35", "reachable_peak must be above 0 and at most 1, but is 0")]
    [InlineData("mine,100,200,,-1,80,2,300,,,400,800,,", "COST404@2:15", "peak_4bit_tflops must be above 0 and finite, but is -1")]
    public void A_figure_outside_its_range_is_a_mistake(string row, string place, string message)
    {
        var diagnostics = new Diagnostics();
        CatalogueReader.AddGpus(SourceText.OfFile("gpus.csv", NewHeader + row + "\n"), new(), diagnostics);
        Assert.Equal(place, SampleScenario.Places(diagnostics));
        Assert.Equal(message, diagnostics.Single().Message);
    }

    /// <summary>Figures that the makers print: H100 and B200 data sheets, GB200 NVL72, Google Cloud's pages of TPU v4, v5e, v6e.</summary>
    [Fact]
    public void The_shipped_accelerators_have_the_figures_of_their_data_sheets()
    {
        var gpus = CatalogueReader.ShippedGpus();
        Assert.Equal(33, gpus.Names.Count);
        Assert.Equal((1979e12, 1979e12, 8), (gpus.Find("h100")!.Peak8Bit, gpus.Find("h100")!.Peak4Bit, gpus.Find("h100")!.DomainGpus));
        Assert.Equal((9000e12, 180e9), (gpus.Find("b200")!.Peak4Bit, gpus.Find("b200")!.Memory));
        Assert.Equal((72, 72), (gpus.Find("gb200")!.DomainGpus, gpus.Find("gb300")!.DomainGpus));
        Assert.Equal([300e9, 200e9, 400e9], ((string[])["tpu-v4", "tpu-v5e", "tpu-v6e"]).Select(name => gpus.Find(name)!.LinkBandwidth));
        Assert.Equal((918e12, 1836e12), (gpus.Find("tpu-v6e")!.Peak8Bit, gpus.Find("tpu-v6e")!.Peak8BitInteger));
        Assert.Equal((125e12, 125e12), (gpus.Find("v100-32gb")!.Peak16Bit, gpus.Find("v100-32gb")!.Peak8Bit));
        // AMD, Measuring Max-Achievable FLOPs, part 2: 1273 of 2615 TFLOP/s.
        Assert.Equal(1273.0 / 2615, gpus.Find("mi300x")!.ReachablePeak, 0.0005);
        Assert.Equal(1409.0 / 2610, gpus.Find("mi325x")!.ReachablePeak, 0.0005);
    }

    private static Accelerator Gpu(string file)
    {
        var diagnostics = new Diagnostics();
        var gpus = new Catalogue<Accelerator>();
        CatalogueReader.AddGpus(SourceText.OfFile("gpus.csv", file), gpus, diagnostics);
        Assert.Empty(diagnostics);
        return gpus.Find("mine")!;
    }

    [Theory]
    [InlineData("models.csv")]
    [InlineData("gpus.csv")]
    public void Every_shipped_row_names_its_source(string file)
    {
        string[] lines = [.. File.ReadLines(Path.Join(Repository.Root, "inputs", file)).Where(line => !line.StartsWith('#'))];
        string[] header = lines[0].Split(',');
        Assert.Equal("source", header[^1]);
        // The source is the last cell, and the only one with commas.
        Assert.All(lines[1..], line => Assert.NotEmpty(line.Split(',', header.Length)[header.Length - 1].Trim(' ', '"')));
    }

    /// <summary>The number rounded to as many digits as the published one prints.</summary>
    private static string InTheDigitsOf(string published, double number)
    {
        if (!published.EndsWith("e9", StringComparison.Ordinal))
        {
            return number.ToString("F0", CultureInfo.InvariantCulture);
        }
        int decimals = published.Length - 2 - published.IndexOf('.', StringComparison.Ordinal) - 1;
        string format = published.Contains('.', StringComparison.Ordinal) ? "F" + decimals.ToString(CultureInfo.InvariantCulture) : "F0";
        return (number / 1e9).ToString(format, CultureInfo.InvariantCulture) + "e9";
    }
}
