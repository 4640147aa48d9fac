using System.Numerics;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=utilisation</c>: the work at an assumed share of the dense peak,
/// GPU-s = FLOP / (peak · utilisation · batching_efficiency). The arithmetic of SemiAnalysis (2023) and Epoch AI (2025).
/// </summary>
public sealed class UtilisationServing : ServingModel
{
    public const string Name = "utilisation";

    private readonly Column _prefillFlop, _decodeFlop, _peak, _utilisation, _batching;

    public UtilisationServing(ServingContext context)
    {
        (_prefillFlop, _decodeFlop, _peak) = (context.PrefillFlop, context.DecodeFlop, context.PeakFlops);
        _utilisation = context.Inputs[InputCatalogue.Utilisation];
        _batching = context.Inputs[InputCatalogue.BatchingEfficiency];
        PrefillSeconds = Column.Of(_prefillFlop, _peak, _utilisation, _batching);
        DecodeSeconds = Column.Of(_decodeFlop, _peak, _utilisation, _batching);
    }

    public override void Serve()
    {
        Column prefillFlop = _prefillFlop, decodeFlop = _decodeFlop, peak = _peak, utilisation = _utilisation, batching = _batching;
        Column prefill = PrefillSeconds, decode = DecodeSeconds;
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            prefill[i] = prefillFlop[i] / (peak[i] * utilisation[i] * batching[i]);
        }
        for (int i = 0; i < decode.Length; i += Vector<double>.Count)
        {
            decode[i] = decodeFlop[i] / (peak[i] * utilisation[i] * batching[i]);
        }
    }
}
