using System.Numerics;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=throughput</c>: measured tokens per GPU and second,
/// GPU-s = (1-h)·S / (prefill_throughput · batching_efficiency) + N / (decode_throughput · batching_efficiency).
/// </summary>
public sealed class ThroughputServing : ServingModel
{
    public const string Name = "throughput";

    private readonly Column _prompt, _cached, _response, _prefillThroughput, _decodeThroughput, _batching;

    public ThroughputServing(ServingContext context)
    {
        _prompt = context.Inputs[InputCatalogue.PromptTokens];
        _cached = context.Inputs[InputCatalogue.CachedShare];
        _response = context.Inputs[InputCatalogue.ResponseTokens];
        _decodeThroughput = context.Inputs[InputCatalogue.DecodeThroughput];
        _batching = context.Inputs[InputCatalogue.BatchingEfficiency];
        // A scenario without prompts need not say how fast they are read.
        var prefill = context.Inputs[InputCatalogue.PrefillThroughput];
        _prefillThroughput = prefill.Exists ? prefill : Column.Fixed(double.PositiveInfinity);
        PrefillSeconds = Column.Of(_prompt, _cached, _prefillThroughput, _batching);
        DecodeSeconds = Column.Of(_response, _decodeThroughput, _batching);
    }

    public override void Serve()
    {
        Column prompt = _prompt, cached = _cached, response = _response, batching = _batching;
        Column prefillThroughput = _prefillThroughput, decodeThroughput = _decodeThroughput;
        Column prefill = PrefillSeconds, decode = DecodeSeconds;
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            prefill[i] = (prompt[i] - cached[i] * prompt[i]) / (prefillThroughput[i] * batching[i]);
        }
        for (int i = 0; i < decode.Length; i += Vector<double>.Count)
        {
            decode[i] = response[i] / (decodeThroughput[i] * batching[i]);
        }
    }
}
