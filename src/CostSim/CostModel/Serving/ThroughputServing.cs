using System.Numerics;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=throughput</c>: measured tokens per GPU and second,
/// GPU-s = (1-h)·S / (prefill_throughput · batching_efficiency) + N / (decode_throughput · batching_efficiency).
/// Models that draw images from tokens generate images_per_query times the tokens of one image.
/// </summary>
public sealed class ThroughputServing : ServingModel
{
    public const string Name = "throughput";

    private readonly Column _prompt, _cached, _response, _images, _model, _generated, _prefillThroughput, _decodeThroughput, _batching;
    private readonly double[] _imageTokens;
    private readonly bool[] _generatesImages;
    private readonly bool _hasImages;

    public ThroughputServing(ServingContext context)
    {
        _prompt = context.Inputs[InputCatalogue.PromptTokens];
        _cached = context.Inputs[InputCatalogue.CachedShare];
        _model = context.Inputs[InputCatalogue.Model];
        _images = context.Inputs.OrDefault(InputCatalogue.ImagesPerQuery);
        _response = context.Inputs[InputCatalogue.ResponseTokens] is { Exists: true } response ? response : Column.Fixed(0);
        _imageTokens = [.. context.Inputs.Models.Select(model => model.ImageTokens)];
        _generatesImages = [.. context.Inputs.Models.Select(model => model.GeneratesImages)];
        _hasImages = Array.Exists(_generatesImages, isImage => isImage);
        _generated = _hasImages ? Column.Of(_response, _images, _model) : _response;
        _decodeThroughput = context.Inputs[InputCatalogue.DecodeThroughput];
        _batching = context.Inputs[InputCatalogue.BatchingEfficiency];
        // A scenario without prompts need not say how fast they are read.
        var prefill = context.Inputs[InputCatalogue.PrefillThroughput];
        _prefillThroughput = prefill.Exists ? prefill : Column.Fixed(double.PositiveInfinity);
        PrefillSeconds = Column.Of(_prompt, _cached, _prefillThroughput, _batching);
        DecodeSeconds = Column.Of(_generated, _decodeThroughput, _batching);
    }

    public override void Serve()
    {
        CountTokens();
        Column prompt = _prompt, cached = _cached, generated = _generated, batching = _batching;
        Column prefillThroughput = _prefillThroughput, decodeThroughput = _decodeThroughput;
        Column prefill = PrefillSeconds, decode = DecodeSeconds;
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            prefill[i] = (prompt[i] - cached[i] * prompt[i]) / (prefillThroughput[i] * batching[i]);
        }
        for (int i = 0; i < decode.Length; i += Vector<double>.Count)
        {
            decode[i] = generated[i] / (decodeThroughput[i] * batching[i]);
        }
    }

    private void CountTokens()
    {
        Column response = _response, images = _images, generated = _generated, model = _model;
        for (int option = 0; option < _imageTokens.Length && _hasImages; option++)
        {
            var number = new Vector<double>(option);
            for (int i = 0; i < generated.Length; i += Vector<double>.Count)
            {
                var tokens = _generatesImages[option] ? images[i] * _imageTokens[option] : response[i];
                generated[i] = Vector.ConditionalSelect(Vector.Equals(model[i], number), tokens, generated[i]);
            }
        }
    }
}
