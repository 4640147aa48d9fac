using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>A published throughput and how it was measured: a row of docs/calibration.</summary>
internal sealed record MeasuredPoint
{
    /// <summary>The class of dense.csv: dense models on Hopper.</summary>
    public const string DenseClass = "dense Hopper";

    private static readonly IReadOnlyList<CsvColumn> Columns =
    [
        new("id"), new("class"), new("model"), new("gpu"), new("gpus_per_replica"), new("replicas"), new("total_gpus"),
        new("parallelism"), new("weight_bits"), new("kv_bits"), new("compute_bits"), new("prompt_tokens"), new("response_tokens"),
        new("concurrency"), new("token_time_limit"), new("speculative"), new("disaggregated"), new("output_tokens_per_s_per_gpu"),
        new("note"), new("source"),
    ];

    /// <summary>Name of the row, unique among all.</summary>
    public required string Id { get; init; }

    /// <summary>Publisher and kind of measurement.</summary>
    public required string Class { get; init; }

    /// <summary>Name in models.csv.</summary>
    public required string Model { get; init; }

    /// <summary>Name in gpus.csv.</summary>
    public required string Gpu { get; init; }

    /// <summary>GPUs of a replica that generate.</summary>
    public required double GpusPerReplica { get; init; }

    /// <summary>Replicas measured together.</summary>
    public required double Replicas { get; init; }

    /// <summary>GPUs of all replicas, those that read prompts included.</summary>
    public required double TotalGpus { get; init; }

    /// <summary>How the publisher says that GPUs share the work: <c>TP8</c>, <c>DEP4</c>, <c>DP-attention TP8 EP8</c>.</summary>
    public required string Parallelism { get; init; }

    /// <summary>Bits of a weight, scales of blocks not counted.</summary>
    public required double WeightBits { get; init; }

    /// <summary>Bits of a number of keys and values.</summary>
    public required double KvBits { get; init; }

    /// <summary>Precision of the products, bit.</summary>
    public required double ComputeBits { get; init; }

    /// <summary>Mean length of a prompt, token/query.</summary>
    public required double PromptTokens { get; init; }

    /// <summary>Mean length of a response, token/query.</summary>
    public required double ResponseTokens { get; init; }

    /// <summary>Requests in flight on all replicas; null: as many as fit.</summary>
    public required double? Concurrency { get; init; }

    /// <summary>Longest time per output token that the benchmark allows, s/token; null: none.</summary>
    public required double? TokenTimeLimit { get; init; }

    /// <summary>True where tokens are drafted ahead.</summary>
    public required bool IsSpeculative { get; init; }

    /// <summary>True where GPUs of their own read prompts.</summary>
    public required bool IsDisaggregated { get; init; }

    /// <summary>What was measured, token/GPU/s.</summary>
    public required double TokensPerGpuSecond { get; init; }

    /// <summary>True where one replica reads and generates, a token at a time.</summary>
    public bool IsPlain => !IsSpeculative && !IsDisaggregated;

    /// <summary>True for the points of dense.csv, which are told apart from all others.</summary>
    public bool IsDense => Class == DenseClass;

    /// <summary>Both files of docs/calibration.</summary>
    /// <exception cref="InvalidOperationException">A file has mistakes.</exception>
    public static IReadOnlyList<MeasuredPoint> ReadAll(string root) =>
        [.. Read(Path.Join(root, "docs", "calibration", "points.csv")), .. Read(Path.Join(root, "docs", "calibration", "dense.csv"))];

    private static List<MeasuredPoint> Read(string path)
    {
        var diagnostics = new Diagnostics();
        var table = FileText.Read(path, diagnostics) is { } text
            ? CsvTable.Read(text, Columns, row => $"point {row["id"]}", diagnostics) : null;
        List<MeasuredPoint> points = diagnostics.Count > 0 ? [] : [.. table!.Rows.Select(row => Of(row, diagnostics))];
        return diagnostics.Count == 0 ? points : throw new InvalidOperationException(DiagnosticRenderer.Render(diagnostics));
    }

    private static MeasuredPoint Of(CsvRow row, Diagnostics diagnostics)
    {
        string Text(string column) => row[column]!.Text;
        double Number(string column) => NumberReading.Of(row[column]!, $"column {column}", diagnostics) ?? double.NaN;
        double? NumberOrNone(string column) => row[column]!.IsEmpty ? null : Number(column);
        return new()
        {
            Id = Text("id"),
            Class = Text("class"),
            Model = Text("model"),
            Gpu = Text("gpu"),
            GpusPerReplica = Number("gpus_per_replica"),
            Replicas = Number("replicas"),
            TotalGpus = Number("total_gpus"),
            Parallelism = Text("parallelism"),
            WeightBits = Number("weight_bits"),
            KvBits = Number("kv_bits"),
            ComputeBits = Number("compute_bits"),
            PromptTokens = Number("prompt_tokens"),
            ResponseTokens = Number("response_tokens"),
            Concurrency = NumberOrNone("concurrency"),
            TokenTimeLimit = NumberOrNone("token_time_limit"),
            IsSpeculative = Text("speculative") == "mtp",
            IsDisaggregated = Number("disaggregated") == 1,
            TokensPerGpuSecond = Number("output_tokens_per_s_per_gpu"),
        };
    }
}
