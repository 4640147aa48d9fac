namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=roofline</c>: GPU time from the limits of the hardware: the batch that memory allows, the time of a decode step on it,
/// the time of reading the prompt. MFU is a result. A <see cref="Roofline"/> per architecture that <c>model</c> can draw.
/// </summary>
public sealed class RooflineServing : ServingModel
{
    public const string Name = "roofline";

    private readonly Column _model;

    public RooflineServing(ServingContext context)
    {
        _model = context.Inputs[InputCatalogue.Model];
        Rooflines = [.. context.Inputs.Models.Select(model => new Roofline(model, context))];
        bool isOne = Rooflines.Count == 1;
        PrefillSeconds = isOne ? Rooflines[0].PrefillSeconds : Column.Varying();
        DecodeSeconds = isOne ? Rooflines[0].DecodeSeconds : Column.Varying();
        Unfit = isOne ? Rooflines[0].Unfit : Column.Varying();
    }

    /// <summary>One per architecture, in the order of the options of <c>model</c>.</summary>
    public IReadOnlyList<Roofline> Rooflines { get; }

    public override void Serve()
    {
        for (int option = 0; option < Rooflines.Count; option++)
        {
            var roofline = Rooflines[option];
            roofline.Run();
            if (Rooflines.Count > 1)
            {
                Options.Select(_model, option, roofline.PrefillSeconds, PrefillSeconds);
                Options.Select(_model, option, roofline.DecodeSeconds, DecodeSeconds);
                Options.Select(_model, option, roofline.Unfit, Unfit);
            }
        }
    }
}
