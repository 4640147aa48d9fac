using System.Globalization;
using CostSim.Cli.Inputs;
using Xunit;

namespace CostSim.Cli.Tests.Inputs;

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

    [Fact]
    public void Every_shipped_row_names_its_source()
    {
        var models = CatalogueReader.ShippedModels();
        var gpus = CatalogueReader.ShippedGpus();
        Assert.All(models.Names, name => Assert.NotEmpty(models.SourceOf(name)));
        Assert.All(gpus.Names, name => Assert.NotEmpty(gpus.SourceOf(name)));
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
