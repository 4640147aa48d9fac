using CostSim.CostModel;

namespace CostSim.Calibration;

/// <summary>A constant that all points share, and what is held of it before they are seen.</summary>
/// <param name="Input">The input whose default law it becomes.</param>
/// <param name="Prior">Median of the prior, in the input's unit.</param>
/// <param name="Spread">Standard deviation of its logarithm.</param>
/// <param name="Most">Largest value.</param>
internal sealed record FittedConstant(InputDefinition Input, double Prior, double Spread, double Most)
{
    /// <summary>
    /// All that are fitted. exchange_overlap cannot be told from link_efficiency, and stays at its law's median; so does
    /// compute_efficiency_16bit, for want of points. Streaming reads reach 0.85 to 0.93 of the bandwidth wherever they are measured, and
    /// drafts of multi-token prediction are accepted at 0.6 to 0.9: those two priors are narrow.
    /// </summary>
    public static readonly IReadOnlyList<FittedConstant> All =
    [
        new(InputCatalogue.ComputeEfficiency8Bit, 0.6, 0.25, 1),
        new(InputCatalogue.ComputeEfficiency4Bit, 0.45, 0.35, 1),
        new(InputCatalogue.BandwidthEfficiency, 0.88, 0.05, 0.97),
        new(InputCatalogue.AttentionEfficiency, 0.75, 0.25, 1),
        new(InputCatalogue.ExpertEfficiency, 0.4, 0.7, 1),
        new(InputCatalogue.ExpertReadEfficiency, 0.7, 0.35, 1),
        new(InputCatalogue.ExpertPadding, 32, 0.5, 200),
        new(InputCatalogue.StepOverhead, 80e-6, 0.5, 0.002),
        new(InputCatalogue.SequenceOverhead, 3e-6, 0.8, 1),
        new(InputCatalogue.LinkEfficiency, 0.6, 0.3, 1),
        new(InputCatalogue.ExchangeLatency, 6e-6, 0.4, 1),
        new(InputCatalogue.NetworkLatency, 60e-6, 0.6, 1),
        new(InputCatalogue.DraftCost, 0.15, 0.5, 1),
        new(InputCatalogue.DraftAcceptance, 0.75, 0.1, 0.95),
    ];
}
