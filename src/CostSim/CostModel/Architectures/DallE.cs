namespace CostSim.CostModel.Architectures;

/// <summary>
/// DALL-E (2102.12092 App. B): a decoder that reads the prompt, always padded to the same length, and continues it with the tokens of an
/// image, once per candidate; then a convolutional decoder paints each candidate. The prompt is read once for all candidates. The
/// model's attention masks are sparse; counted dense and causal, its attention is an upper bound. prompt_tokens and cached_share have no
/// effect on the work.
/// </summary>
internal static class DallE
{
    public static readonly ArchitectureFamily Family = new(
        "dall-e",
        "a decoder that generates images token by token: DALL-E; "
            + "prompts are padded, so that prompt_tokens and cached_share have no effect on its work",
        [
            .. DecoderOnly.Family.Parameters,
            new("text_tokens", "length that every prompt is padded to", 256),
            new("image_tokens", "tokens of one image", 1024),
            new("image_decoder_mac", "multiply-adds of turning the tokens into an image", 0, Minimum: 0),
            new("image_decoder_parameters", "parameters of the decoder that does so", 0, Minimum: 0),
        ],
        Create);

    private static Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        if (parameters["vision_layers"] > 0)
        {
            return Outcome.Wrong<Architecture>(new Problem(
                "vision_layers", "vision_layers has no meaning where prompts are padded",
                "leave out vision_layers and what belongs to it"));
        }
        var decoder = DecoderOnly.Create(name, parameters);
        return decoder.Value is { } transformer ? Outcome.Of(Paint(transformer, parameters)) : decoder;
    }

    private static Architecture Paint(Architecture transformer, IReadOnlyDictionary<string, double> parameters)
    {
        double painter = parameters["image_decoder_parameters"];
        return transformer with
        {
            Family = Family.Name,
            GeneratesText = false,
            Memory = transformer.Memory with { Weights = transformer.Memory.Weights + painter },
            Components =
            [
                .. transformer.Components.Select(component => component with
                {
                    Work = component.Work with { PaddedPrompt = parameters["text_tokens"], ImageTokens = parameters["image_tokens"] },
                }),
                new("image decoder", new Work { PerImage = 2 * parameters["image_decoder_mac"] }),
            ],
        };
    }
}
