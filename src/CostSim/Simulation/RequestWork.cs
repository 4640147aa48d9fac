using System.Numerics;
using CostSim.CostModel;

namespace CostSim.Simulation;

/// <summary>FLOP of one request.</summary>
/// <param name="Prefill">Reading the prompt, FLOP/query.</param>
/// <param name="Decode">Generating the response, FLOP/query.</param>
public readonly record struct RequestWork(double Prefill, double Decode)
{
    public double Total => Prefill + Decode;

    /// <summary>The work of a model, or of a part of it, in one trial of a block.</summary>
    /// <param name="work">The work of the model or of the part.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The workload's inputs.</param>
    /// <param name="trial">Number of the trial in the block.</param>
    internal static RequestWork Of(Work work, Architecture model, WorkloadInputs inputs, int trial)
    {
        var prompt = new Vector<double>(inputs[InputCatalogue.PromptTokens].At(trial));
        var prefill = work.Prefill(prompt, new(inputs[InputCatalogue.CachedShare].At(trial)));
        Vector<double> At(InputDefinition input) => new(inputs.OrDefault(input).At(trial));
        var decode = model.GeneratesImages
            ? work.Images(At(InputCatalogue.ImagesPerQuery), At(InputCatalogue.DenoisingSteps), At(InputCatalogue.Guidance), At(InputCatalogue.Resolution))
            : work.Decode(prompt, new(inputs[InputCatalogue.ResponseTokens] is { Exists: true } response ? response.At(trial) : 0));
        return new(prefill[0], decode[0]);
    }
}
