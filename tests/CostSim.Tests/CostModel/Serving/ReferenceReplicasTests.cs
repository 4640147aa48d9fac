using System.Globalization;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;
using CostSim.Tests.CostModel.Architectures;
using Xunit;

namespace CostSim.Tests.CostModel.Serving;

/// <summary>
/// Replicas of ReferenceReplicas.csv, which a second program has computed in plain numbers at stated constants: every figure between the
/// inputs and GPU-seconds, or which limit cannot be met.
/// </summary>
public sealed class ReferenceReplicasTests
{
    private const double Precision = 1e-9;

    /// <summary>Inputs by the columns that state them; those of another name or unit are set one by one.</summary>
    private static readonly IReadOnlyList<InputDefinition> Stated =
    [
        InputCatalogue.PromptTokens, InputCatalogue.CachedShare, InputCatalogue.ResponseTokens, InputCatalogue.GpusPerReplica,
        InputCatalogue.PipelineStages, InputCatalogue.WeightBits, InputCatalogue.ExpertBits, InputCatalogue.KvBits,
        InputCatalogue.ComputeBits, InputCatalogue.BatchingEfficiency, InputCatalogue.Concurrency, InputCatalogue.TokenTimeLimit,
        InputCatalogue.DraftTokens, InputCatalogue.BandwidthEfficiency, InputCatalogue.AttentionEfficiency,
        InputCatalogue.ExpertEfficiency, InputCatalogue.ExpertReadEfficiency, InputCatalogue.SequenceOverhead,
        InputCatalogue.LinkEfficiency, InputCatalogue.ExchangeOverlap, InputCatalogue.ExchangeLatency, InputCatalogue.MemoryShare,
        InputCatalogue.MaxBatch, InputCatalogue.DraftAcceptance, InputCatalogue.DraftCost, InputCatalogue.LoadFactor,
    ];

    private static readonly IReadOnlyDictionary<string, Dictionary<string, string>> Rows = Read();

    public static TheoryData<string> Cases => [.. Rows.Keys];

    [Fact]
    public void There_are_thirty_cases() => Assert.Equal(30, Rows.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_replica_comes_to_what_the_second_program_makes_of_it(string number)
    {
        var row = Rows[number];
        var (roofline, decode, exchange) = Run(row);
        double At(Quantity? quantity) => quantity!.At(0);
        if (row["binding"].StartsWith("error", StringComparison.Ordinal))
        {
            Assert.Equal(1, At(row["binding"].Contains("memory", StringComparison.Ordinal) ? roofline.Unfit : roofline.Late));
            return;
        }
        double batch = At(roofline.Batch), stages = At(roofline.Replica.Stages);
        double flops = At(roofline.Rates.Flops), linearFlop = At(roofline.PrefillLinearFlop);
        double expertFlop = roofline.Model.Work.PerExpertToken * At(roofline.UncachedTokens);
        var inputs = (Expert: Number(row, "expert_efficiency"), Cached: Number(row, "cached_share"));
        var expected = new (string Column, double Value)[]
        {
            ("weight_bytes_held", At(roofline.Replica.WeightBytes)),
            ("kv_bytes_per_sequence", At(roofline.KeyValueBytes)),
            ("copies", At(roofline.Replica.Copies)),
            ("b_mem", At(roofline.LargestBatch)),
            ("batch", batch),
            ("linear_s", Math.Max(batch * At(decode.LinearCompute), At(decode.LinearMemory))),
            ("experts_s", roofline.ExpertSeconds?.At(0) ?? 0),
            ("attention_s", batch * Math.Max(At(decode.AttentionCompute), At(decode.AttentionMemory))),
            ("exchange_s", At(exchange.Wait) + batch * At(decode.Positions) / stages * At(exchange.PerToken)),
            ("step_s", At(roofline.Step)),
            ("prompt_linear_s", linearFlop / flops),
            ("prompt_experts_s", expertFlop / (flops * inputs.Expert)),
            ("prompt_exchange_s", At(roofline.PrefillCommunication)),
            ("t_pre_s", At(roofline.PromptSeconds)),
            ("tokens_per_step", At(decode.TokensPerStep)),
            ("decoded_tokens", At(roofline.DecodedTokens)),
            ("steps", At(roofline.Steps)),
            ("time_per_output_token_s", At(roofline.TimePerToken)),
            ("time_to_first_token_s", At(roofline.FirstToken)),
            ("gpu_s_per_query", At(roofline.PrefillSeconds) + At(roofline.DecodeSeconds)),
            ("tokens_per_gpu_s", Number(row, "response_tokens") / (At(roofline.PrefillSeconds) + At(roofline.DecodeSeconds))),
        };
        foreach (var (column, value) in expected.Where(each => row[each.Column].Length > 0))
        {
            double reference = Number(row, column);
            Assert.True(Math.Abs(value - reference) <= Precision * Math.Abs(reference), $"{column}: {value:R} instead of {reference:R}");
        }
        Assert.Equal(row["binding"], Binding(roofline));
    }

    private static string Binding(Roofline roofline) => new (string Name, Quantity? Batch)[]
    {
        ("memory", roofline.LargestBatch), ("scheduler", roofline.SchedulerBatch), ("concurrency", roofline.Concurrency),
        ("latency", roofline.LatencyBatch),
    }.Where(limit => limit.Batch is not null).MinBy(limit => limit.Batch!.At(0)).Name;

    private static (Roofline Roofline, DecodeStep Decode, Exchange Exchange) Run(Dictionary<string, string> row)
    {
        var model = Model(row);
        double layers = model.Memory.Layers, gpus = Number(row, "gpus_per_replica") / Number(row, "pipeline_stages");
        // The second program knows one link: where a group is wider than a domain, everything takes the network.
        double network = Number(row, "network_gb_s") * 1e9;
        double link = gpus > Number(row, "domain_gpus") ? network : Number(row, "link_gb_s") * 1e9;
        var gpu = new Accelerator(
            "gpu", Number(row, "peak_16bit_tflops") * 1e12, Or(row, "peak_8bit_tflops", 1) * 1e12, Number(row, "memory_gb") * 1e9,
            Number(row, "bandwidth_tb_s") * 1e12, link, 700, 1000)
        {
            Peak4Bit = Or(row, "peak_4bit_tflops", 1) * 1e12,
            NetworkBandwidth = network,
            DomainGpus = 1024,
        };
        var columns = new Column[InputCatalogue.All.Count];
        void State(InputDefinition input, double value) => columns[input.Index] = Column.Fixed(value);
        foreach (var input in Stated.Where(input => row[input.Name].Length > 0))
        {
            State(input, Number(row, input.Name));
        }
        State(InputCatalogue.DailyUsers, 1);
        State(InputCatalogue.QueriesPerUser, 1);
        State(InputCatalogue.GpuPrice, 1);
        State(InputCatalogue.NetworkLatency, 0);
        State(InputCatalogue.ExpertPadding, 0);
        State(InputCatalogue.ServingError, 1);
        State(InputCatalogue.StepOverhead, Number(row, "step_overhead") / layers);
        double efficiency = Number(row, "compute_efficiency"), ofAttention = Number(row, "attention_compute_efficiency");
        double bits = Number(row, "compute_bits"), wider = Math.Max(bits, Number(row, "kv_bits"));
        State(OfPrecision(wider), ofAttention);
        State(OfPrecision(bits), efficiency);
        var inputs = new WorkloadInputs(columns)
        {
            Models = [model],
            Gpus = [gpu],
            Servings = ["roofline"],
            Pricings = ["rent"],
            Options = new Dictionary<InputDefinition, IReadOnlyList<string>>
            {
                [InputCatalogue.AttentionParallelism] = [row["attention_parallelism"]],
                [InputCatalogue.Disaggregated] = [row["disaggregated"]],
            },
        };
        var roofline = new CostChain(inputs).Fleet.Members[0].Served[0].Rooflines[0];
        new Evaluation(roofline.All).Run();
        return (roofline, roofline.Decode, roofline.Replica.Exchange);
    }

    private static InputDefinition OfPrecision(double bits) => bits <= 4 ? InputCatalogue.ComputeEfficiency4Bit
        : bits <= 8 ? InputCatalogue.ComputeEfficiency8Bit : InputCatalogue.ComputeEfficiency16Bit;

    private static Architecture Model(Dictionary<string, string> row)
    {
        var parameters = row["architecture"].Split(' ').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        var outcome = ArchitectureFamilies.Find("decoder")!.Create(row["model"], parameters);
        Assert.Empty(outcome.Problems);
        return outcome.Value!;
    }

    private static double Or(Dictionary<string, string> row, string column, double otherwise) =>
        row[column].Length == 0 ? otherwise : Number(row, column);

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>Rows by their number; a quoted cell may hold commas.</summary>
    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        string path = Path.Join(ShippedModels.Root(), "tests/CostSim.Tests/CostModel/Serving/ReferenceReplicas.csv");
        string[][] lines = [.. File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(Cells)];
        return lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second))
            .ToDictionary(row => row["case"]);
    }

    private static string[] Cells(string line)
    {
        string[] quoted = line.Split('"');
        return string.Concat(quoted.Select((part, i) => i % 2 == 0 ? part.Replace(',', '\t') : part)).Split('\t');
    }
}
