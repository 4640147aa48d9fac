using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>Makes a workload of each measured point: what was measured, and nothing that was fitted.</summary>
internal static class PointWorkloads
{
    /// <summary>Bits of a 4-bit weight with the scales of its blocks: NVFP4, a scale of 8 bit for 16 weights.</summary>
    private const double FourBitsWithScales = 4.5;

    /// <summary>The same for MXFP4, in which the experts of gpt-oss are published: a scale of 8 bit for 32 weights.</summary>
    private const double GptOssExpertBits = 4.25;

    /// <summary>Bits of all else in gpt-oss.</summary>
    private const double GptOssBits = 16;

    /// <summary>Tokens drafted in a step. Few publishers say; their recipes have 1 to 3.</summary>
    private const double Drafts = 2;

    /// <summary>
    /// States a scenario of one workload per point, under its <see cref="MeasuredPoint.Id"/>; what is not stated is at defaults.
    /// </summary>
    public static ScenarioBuilder Of(IEnumerable<MeasuredPoint> points)
    {
        var known = Catalogues.Shipped();
        // Neither the number of requests nor the price has an effect on what is compared.
        var builder = new ScenarioBuilder("calibration")
            .With(InputCatalogue.DailyUsers, 1e9).With(InputCatalogue.QueriesPerUser, 1).With(InputCatalogue.GpuPrice, 1)
            .With(InputCatalogue.Serving, RooflineServing.Name)
            .With(InputCatalogue.BatchingEfficiency, 1);
        foreach (var point in points)
        {
            State(builder.For(point.Id), point, known);
        }
        return builder.ForAll();
    }

    /// <summary>The scenario.</summary>
    /// <exception cref="InvalidOperationException">A point does not make one.</exception>
    public static Scenario Built(this ScenarioBuilder builder)
    {
        var outcome = builder.Build();
        return outcome.Value ?? throw new InvalidOperationException(string.Join('\n', outcome.Problems.Select(
            problem => $"{problem.Workload}: {problem.What}")));
    }

    private static void State(ScenarioBuilder builder, MeasuredPoint point, Catalogues known)
    {
        bool isGptOss = point.Model.StartsWith("gpt-oss", StringComparison.Ordinal);
        builder
            .WithModel(known.Models.Find(point.Model) ?? throw new InvalidOperationException($"{point.Id}: no model {point.Model}"))
            .WithGpu(known.Gpus.Find(point.Gpu) ?? throw new InvalidOperationException($"{point.Id}: no accelerator {point.Gpu}"))
            .With(InputCatalogue.PromptTokens, point.PromptTokens)
            .With(InputCatalogue.ResponseTokens, point.ResponseTokens)
            .With(InputCatalogue.GpusPerReplica, point.GpusPerReplica)
            .With(InputCatalogue.KvBits, point.KvBits)
            .With(InputCatalogue.ComputeBits, point.ComputeBits)
            .With(
                InputCatalogue.WeightBits,
                isGptOss ? GptOssBits : point.WeightBits <= 4 ? FourBitsWithScales : point.WeightBits);
        if (isGptOss)
        {
            builder.With(InputCatalogue.ExpertBits, GptOssExpertBits);
        }
        if (point.GpusPerReplica > 1 && IsAttentionBySequences(point.Parallelism))
        {
            builder.With(InputCatalogue.AttentionParallelism, InputCatalogue.DataParallel);
        }
        if (point.Concurrency is { } inFlight)
        {
            builder.With(InputCatalogue.Concurrency, Math.Max(1, inFlight / point.Replicas));
        }
        if (point.TokenTimeLimit is { } limit)
        {
            builder.With(InputCatalogue.TokenTimeLimit, limit);
        }
        if (point.IsSpeculative)
        {
            builder.With(InputCatalogue.DraftTokens, Drafts);
        }
        if (point.IsDisaggregated)
        {
            builder.With(InputCatalogue.Disaggregated, InputCatalogue.Yes);
            double beside = point.TotalGpus / point.Replicas - point.GpusPerReplica;
            if (beside > 0)
            {
                builder.With(InputCatalogue.PromptGpus, beside);
            }
        }
    }

    private static bool IsAttentionBySequences(string parallelism) =>
        parallelism.StartsWith("DEP", StringComparison.Ordinal) || parallelism.Contains("DP-attention", StringComparison.Ordinal);
}
