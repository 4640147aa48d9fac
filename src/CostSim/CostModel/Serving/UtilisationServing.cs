using System.Numerics;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=utilisation</c>: the work at an assumed share of the dense peak,
/// GPU-s = FLOP / (peak · utilisation · batching_efficiency). The arithmetic of SemiAnalysis (2023) and Epoch AI (2025).
/// </summary>
public sealed class UtilisationServing : ServingModel
{
    public const string Name = "utilisation";

    private readonly Column _prefillFlop, _decodeFlop, _peak, _utilisation, _batching, _secondsPerFlop;

    public UtilisationServing(ServingContext context)
    {
        (_prefillFlop, _decodeFlop, _peak) = (context.PrefillFlop, context.DecodeFlop, context.PeakFlops);
        _utilisation = context.Inputs[InputCatalogue.Utilisation];
        _batching = context.Inputs[InputCatalogue.BatchingEfficiency];
        _secondsPerFlop = Column.Of(_peak, _utilisation, _batching);
        PrefillSeconds = Column.Of(_prefillFlop, _secondsPerFlop);
        DecodeSeconds = Column.Of(_decodeFlop, _secondsPerFlop);
    }

    public override void Serve()
    {
        Column peak = _peak, utilisation = _utilisation, batching = _batching, secondsPerFlop = _secondsPerFlop;
        for (int i = 0; i < secondsPerFlop.Length; i += Vector<double>.Count)
        {
            secondsPerFlop[i] = Vector<double>.One / (peak[i] * utilisation[i] * batching[i]);
        }
        Column prefillFlop = _prefillFlop, prefill = PrefillSeconds;
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            prefill[i] = prefillFlop[i] * secondsPerFlop[i];
        }
        Column decodeFlop = _decodeFlop, decode = DecodeSeconds;
        for (int i = 0; i < decode.Length; i += Vector<double>.Count)
        {
            decode[i] = decodeFlop[i] * secondsPerFlop[i];
        }
    }
}
