using CostSim.CostModel;

namespace CostSim.Analysis;

/// <summary>FLOP of one request, or of one turn of the conversation that it starts.</summary>
/// <param name="Prefill">Reading the prompt, FLOP/query.</param>
/// <param name="Decode">Generating the response, FLOP/query.</param>
public readonly record struct RequestWork(double Prefill, double Decode)
{
    /// <summary>FLOP of both, of one request.</summary>
    public double Total => Prefill + Decode;

    /// <summary>The work of a model, or of a part of it, in one trial of a block.</summary>
    /// <param name="work">The work of the model or of the part.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The workload's inputs.</param>
    /// <param name="trial">Number of the trial in the block.</param>
    internal static RequestWork Of(Work work, Architecture model, WorkloadInputs inputs, int trial)
    {
        Lanes At(InputDefinition input) => new(inputs[input].At(trial));
        bool isPadded = model.Work.PaddedPrompt > 0;
        var images = model.ReadsImages ? At(InputCatalogue.ImagesPerPrompt) : Lanes.Zero;
        var asked = At(InputCatalogue.PromptTokens) + model.Work.TokensPerPromptImage * images;
        var cached = At(InputCatalogue.CachedShare);
        if (inputs.Find(InputCatalogue.Turns) is not null)
        {
            var (turns, growth) = (At(InputCatalogue.Turns), At(InputCatalogue.TurnTokens));
            cached = new ConversationTurns.CachedShare().Of(asked, cached, turns, growth, At(InputCatalogue.TurnCachedShare));
            asked = new ConversationTurns.MeanPrompt().Of(asked, turns, growth);
            images = new ConversationTurns.MeanImages().Of(images, turns);
        }
        var prompt = isPadded ? new Lanes(model.Work.PaddedPrompt) : asked;
        var prefill = work.Prefill(prompt, isPadded ? Lanes.Zero : cached, images);
        var decode = model.GeneratesImages
            ? work.Images(At(InputCatalogue.ImagesPerQuery), At(InputCatalogue.DenoisingSteps), At(InputCatalogue.Guidance),
                At(InputCatalogue.Resolution))
            : work.Decode(asked, new(inputs.Find(InputCatalogue.ResponseTokens)?.At(trial) ?? 0));
        return new(prefill[0], decode[0]);
    }
}
