using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;
using Xunit;

namespace CostSim.Tests.CostModel.Serving;

public sealed class RooflineTests
{
    private static readonly Accelerator H100 = new("h100", 989e12, 1979e12, 80e9, 3.35e12, 450e9, 700, 1275);
    private static readonly Accelerator H200 = new("h200", 989e12, 1979e12, 141e9, 4.8e12, 450e9, 700, 1275);
    private static readonly Accelerator TpuV5e = new("tpu-v5e", 197e12, 393e12, 16e9, 0.82e12, 100e9, 140, 280);

    private static readonly Architecture Llama8B = Llama("8b", 32, 4096, 32, 8, 14336, 128256);
    private static readonly Architecture Llama70B = Llama("70b", 80, 8192, 64, 8, 28672, 128256);
    private static readonly Architecture Llama405B = Llama("405b", 126, 16384, 128, 8, 53248, 128256);
    private static readonly Architecture Llama13B = Llama("13b", 40, 5120, 40, 40, 13824, 32000);

    /// <summary>Input and output tokens of the columns below.</summary>
    private static readonly (double Prompt, double Response)[] Lengths = [(128, 128), (128, 4096), (1000, 1000), (2048, 128), (5000, 500)];

    /// <summary>Output tokens/s of a replica with FP8 weights and KV: NVIDIA, TensorRT-LLM performance overview.</summary>
    private static readonly (Architecture Model, Accelerator Gpu, int Gpus, double[] Published)[] Published =
    [
        (Llama8B, H200, 1, [27911, 18027, 17744, 3538, 3902]),
        (Llama8B, H100, 1, [28312, 14325, 15220, 3450, 3459]),
        (Llama70B, H200, 1, [3803, 2872, 2909, 442, 566]),
        (Llama70B, H100, 2, [6378, 4199, 4205, 762, 898]),
        (Llama405B, H200, 8, [3814, 4741, 3330, 456, 650]),
        (Llama405B, H100, 8, [3627, 3116, 2919, 453, 610]),
    ];

    [Fact]
    public void Default_efficiencies_reproduce_published_throughputs_within_a_median_of_8_percent()
    {
        var errors = Published
            .SelectMany(row => row.Published.Zip(
                Lengths, (published, lengths) => Math.Abs(Throughput(row.Model, row.Gpu, row.Gpus, lengths) / published - 1)))
            .Order().ToList();

        Assert.Equal(30, errors.Count);
        Assert.InRange((errors[14] + errors[15]) / 2, 0, 0.08);
        Assert.InRange(errors.Count(error => error <= 0.25), 25, 30);
    }

    /// <summary>
    /// llama-2-13b at 16 bit on 8 TPU v5e with 8192 tokens of context: the bandwidth-bound step of "How to scale your model" (2025), ch. 7.
    /// </summary>
    [Theory]
    [InlineData(1, 4.98e-3)]
    [InlineData(8, 12.13e-3)]
    [InlineData(240, 249.09e-3)]
    public void Decode_steps_on_a_tpu_take_the_time_of_the_scaling_book(double batch, double seconds)
    {
        var roofline = Run(Llama13B, TpuV5e, (8192, 0),
            (InputCatalogue.GpusPerReplica, 8), (InputCatalogue.BandwidthEfficiency, 1), (InputCatalogue.AttentionEfficiency, 1));
        // The book's batch of 240 needs more memory than eight chips have; its closed form asks for the time all the same.
        double keyValues = batch * roofline.Decode.AttentionMemory.At(0);

        Assert.InRange((roofline.Decode.LinearMemory.At(0) + keyValues) / seconds, 0.98, 1.02);
    }

    [Fact]
    public void The_batch_is_what_memory_leaves_for_keys_and_values()
    {
        // (141e9·0.92 - 8 030 261 248 bytes) / (65 536 bytes · 192 tokens) is beyond the cap of 1024; at 48 000 tokens it is not.
        var roofline = Run(
            Llama8B, H200, (32000, 16000), (InputCatalogue.WeightBits, 8), (InputCatalogue.KvBits, 8),
            (InputCatalogue.BatchingEfficiency, 1));

        double expected = (141e9 * 0.92 - 8030261248.0) / (65536.0 * 48000);
        Assert.Equal(expected, roofline.LargestBatch.At(0), expected * 1e-12);
        Assert.Equal(expected, roofline.Batch.At(0), expected * 1e-12);
        Assert.Equal(0, roofline.Unfit.At(0));
    }

    [Fact]
    public void A_model_that_does_not_fit_is_marked_and_computed_with_a_batch_of_one()
    {
        var roofline = Run(Llama70B, H100, (1000, 1000));

        Assert.Equal(1, roofline.Unfit.At(0));
        Assert.Equal(1, roofline.Batch.At(0));
    }

    [Fact]
    public void One_gpu_exchanges_nothing()
    {
        Assert.Equal(0, Run(Llama8B, H100, (1000, 1000)).Replica.Exchange.Wait.At(0));
        Assert.Equal(0, Run(Llama8B, H100, (1000, 1000)).Replica.Exchange.PerToken.At(0));
        Assert.True(Run(Llama8B, H100, (1000, 1000), (InputCatalogue.GpusPerReplica, 2)).Replica.Exchange.PerToken.At(0) > 0);
    }

    private static double Throughput(Architecture model, Accelerator gpu, int gpus, (double Prompt, double Response) lengths)
    {
        var roofline = Run(model, gpu, lengths,
            (InputCatalogue.GpusPerReplica, gpus), (InputCatalogue.WeightBits, 8), (InputCatalogue.KvBits, 8),
            (InputCatalogue.ComputeBits, 8), (InputCatalogue.BatchingEfficiency, 1));
        double secondsPerQuery = (roofline.PrefillSeconds.At(0) + roofline.DecodeSeconds.At(0)) / gpus;
        return lengths.Response / secondsPerQuery;
    }

    private static Roofline Run(
        Architecture model, Accelerator gpu, (double Prompt, double Response) lengths,
        params (InputDefinition Input, double Value)[] values)
    {
        var columns = InputCatalogue.All.Select(
            input => input.IsCategorical ? default : input.Default is { } number ? Column.Fixed(number)
                : input.IsRequired ? Column.Fixed(0) : default).ToArray();
        columns[InputCatalogue.PromptTokens.Index] = Column.Fixed(lengths.Prompt);
        columns[InputCatalogue.ResponseTokens.Index] = Column.Fixed(lengths.Response);
        foreach (var (input, value) in values)
        {
            columns[input.Index] = Column.Fixed(value);
        }
        var inputs = new WorkloadInputs(columns) { Models = [model], Gpus = [gpu], Servings = ["roofline"], Pricings = ["rent"] };
        var roofline = new CostChain(inputs).Fleet.Members[0].Served[0].Rooflines[0];
        new Evaluation(roofline.All).Run();
        return roofline;
    }

    private static Architecture Llama(
        string name, double layers, double width, double heads, double kvHeads, double dFf, double vocabulary) =>
        ArchitectureFamilies.Find("decoder")!.Create(name, new Dictionary<string, double>
        {
            ["layers"] = layers,
            ["d_model"] = width,
            ["heads"] = heads,
            ["kv_heads"] = kvHeads,
            ["head_dim"] = 128,
            ["d_ff"] = dFf,
            ["vocabulary"] = vocabulary,
            ["gated"] = 1,
        }).Value!;
}
