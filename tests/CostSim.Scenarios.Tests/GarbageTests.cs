using System.Text;
using Xunit;

namespace CostSim.Scenarios.Tests;

/// <summary>Whatever stands in the files, reading ends with a scenario or with errors, never with an exception.</summary>
public class GarbageTests
{
    private static readonly string[] Words =
    [
        "workload", "input", ",", ",", ",", ";", "\t", "\n", "\r\n", "\"", "\"\"", "#", "=", " ", "\0", "\u001b", "\ufeff",
        "\u00e9", "\U0001F600", "\ud800",
        "daily_users", "gpu_price", "model", "gpu", "serving", "pricing", "pue", "utilisation", "compute_bits", "chat", "total",
        "fixed", "uniform", "normal", "lognormal", "triangular", "pert", "beta", "gamma", "weibull", "exponential", "loguniform", "choice",
        "value=1", "min=0", "max=1", "mode=0.5", "mean=1", "sd=1", "cv=1", "p10=1", "p90=2", "p0=1", "p100=2", "p50=1", "shape=1e-300",
        "scale=1e300", "alpha=0.001", "beta=1e9",
        "mu=700", "sigma=40", "at_least=0", "at_most=1", "shift=1", "shift=-1e300", "weight=1", "1,5", "1e400", "NaN", "-1",
        "0", "gpt-3-13b", "h100=0.5", "throughput", "roofline", "fleet_mix", "gpu_price:h100", "gpu_power:", ":", "gpus_per_replica",
        "reserved_share", "empirical", "file=x.csv", "file=lengths.csv", "column=a", "weight=0.5", "prompt_tokens", "input_a", "input_b",
        "rank_correlation", "chat.gpu_price", "0.5", "hour", "share", "23", "own", "USD/GPU-hour", "user/day", "1", "%",
    ];

    [Fact]
    public void Random_bytes_never_throw()
    {
        var bits = new Bits(11);
        for (int round = 0; round < 1000; round++)
        {
            byte[] bytes = new byte[bits.Below(200)];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)bits.Next();
            }
            Check(bytes, []);
        }
    }

    [Fact]
    public void Random_words_never_throw()
    {
        var bits = new Bits(12);
        for (int round = 0; round < 1000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, bits.Below(60)).Select(_ => bits.Of(Words)));
            Check(Encoding.UTF8.GetBytes(SampleScenario.Header + SampleScenario.Rows + text),
                [string.Concat(Enumerable.Range(0, bits.Below(6)).Select(_ => bits.Of(Words)))]);
        }
    }

    [Fact]
    public void A_scenario_with_a_few_changed_characters_never_throws()
    {
        var bits = new Bits(13);
        for (int round = 0; round < 1000; round++)
        {
            var text = new StringBuilder(SampleScenario.Header + SampleScenario.Rows);
            for (int change = bits.Below(4); change >= 0; change--)
            {
                int at = bits.Below(text.Length);
                if (bits.Below(2) == 0)
                {
                    text.Remove(at, 1);
                }
                else
                {
                    text.Insert(at, bits.Of(Words));
                }
            }
            Check(Encoding.UTF8.GetBytes(text.ToString()), []);
        }
    }

    private static void Check(byte[] bytes, IReadOnlyList<string> overrides)
    {
        var diagnostics = new Diagnostics();
        if (FileText.Decode("x.csv", bytes, diagnostics) is { } text)
        {
            var catalogues = Catalogues.Shipped();
            CatalogueReader.AddModels(text, catalogues.Models, diagnostics);
            CatalogueReader.AddGpus(text, catalogues.Gpus, diagnostics);
            new LoadProfileReader(text, diagnostics).Read(["chat", "service"]);
            if (DataTable.Read(text, diagnostics) is { } table)
            {
                foreach (string column in table.Columns)
                {
                    table.Read(new SourceFragment(SourceText.OfFile("x.csv", column), column, 0), "", diagnostics);
                }
            }
            new CorrelationsReader(text, catalogues, diagnostics).Read(null, []);
            Render(diagnostics, text);

            diagnostics = [];
            catalogues = Catalogues.Shipped();
            var data = new DataFiles("no-such-folder", []);
            if (new InputsReader(catalogues, data, diagnostics).Read(text) is { } stated)
            {
                var statements = new OverrideReader(catalogues, data, diagnostics)
                    .Apply(overrides, stated.Statements, stated.WorkloadsOrOne);
                var correlations = new CorrelationsReader(text, catalogues, new Diagnostics());
                correlations.Read(stated, statements);
                var scenario = new ScenarioAssembler(
                    stated, statements, new LoadProfileReader(text, new Diagnostics()).Read(null), catalogues, diagnostics).Assemble("x");
                Assert.Equal(diagnostics.HasErrors, scenario is null);
                correlations.Between(scenario);
            }
        }
        Render(diagnostics, null);
    }

    /// <summary>Every diagnostic can be shown, and lies inside the text.</summary>
    private static void Render(Diagnostics diagnostics, SourceText? text)
    {
        foreach (var diagnostic in diagnostics)
        {
            string shown = DiagnosticRenderer.Render(diagnostic, showSource: true);
            Assert.DoesNotContain(shown, c => char.IsControl(c) && c != '\n');
            Assert.True(text is null || diagnostic.Location.Line <= text.LineOf(text.Text.Length));
            Assert.NotEmpty(diagnostic.Message);
            Assert.NotEmpty(diagnostic.Help);
        }
    }
}
