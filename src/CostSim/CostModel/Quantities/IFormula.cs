namespace CostSim.CostModel.Quantities;

/// <summary>
/// How a quantity follows from others, in one place: its name, its unit, its text and its kernel. The kernel's parameters are the
/// quantities it reads; each occurs in the text by its name.
/// </summary>
internal interface IFormula
{
    /// <summary>The quantity's name, snake case.</summary>
    string Name { get; }

    /// <summary>The quantity's unit.</summary>
    string Unit { get; }

    /// <summary>The formula in the names of what it reads: <c>paid_gpus × 24 × gpu_hour_price × (1 + overhead_share)</c>.</summary>
    string Text { get; }
}

/// <summary>A formula of one quantity.</summary>
internal interface IFormula1 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a);
}

/// <summary>A formula of two quantities.</summary>
internal interface IFormula2 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b);
}

/// <summary>A formula of three quantities.</summary>
internal interface IFormula3 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c);
}

/// <summary>A formula of four quantities.</summary>
internal interface IFormula4 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d);
}

/// <summary>A formula of five quantities.</summary>
internal interface IFormula5 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e);
}

/// <summary>A formula of six quantities.</summary>
internal interface IFormula6 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f);
}

/// <summary>A formula of seven quantities.</summary>
internal interface IFormula7 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f, Lanes g);
}

/// <summary>A formula of eight quantities.</summary>
internal interface IFormula8 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f, Lanes g, Lanes h);
}

/// <summary>A formula of nine quantities.</summary>
internal interface IFormula9 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f, Lanes g, Lanes h, Lanes j);
}

/// <summary>A formula of ten quantities.</summary>
internal interface IFormula10 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f, Lanes g, Lanes h, Lanes j, Lanes k);
}

/// <summary>A formula of eleven quantities.</summary>
internal interface IFormula11 : IFormula
{
    /// <summary>The quantity in one vector of trials.</summary>
    Lanes Of(Lanes a, Lanes b, Lanes c, Lanes d, Lanes e, Lanes f, Lanes g, Lanes h, Lanes j, Lanes k, Lanes l);
}
