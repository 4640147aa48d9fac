namespace CostSim.CostModel;

/// <summary>One accelerator of gpus.csv. Peaks are dense (never "with sparsity").</summary>
/// <param name="Name">Name in gpus.csv.</param>
/// <param name="Peak16Bit">Dense 16-bit peak, FLOP/s.</param>
/// <param name="Peak8Bit">Dense 8-bit peak, FLOP/s (operations where there are integer units only); that of 16 bit where
/// there are no 8-bit units.</param>
/// <param name="Memory">High-bandwidth memory, bytes.</param>
/// <param name="Bandwidth">Memory bandwidth, bytes/s.</param>
/// <param name="LinkBandwidth">Link to its neighbours, bytes/s one way.</param>
/// <param name="Power">Rated power of the accelerator alone, W.</param>
/// <param name="SystemPower">Rated power with its share of the server, W.</param>
public sealed record Accelerator(
    string Name, double Peak16Bit, double Peak8Bit, double Memory, double Bandwidth, double LinkBandwidth, double Power, double SystemPower)
{
    /// <summary>Accelerators that links join where nothing is stated: a server of eight.</summary>
    public const int UsualDomain = 8;

    /// <summary>Network between such groups where nothing is stated, bytes/s one way for each accelerator: 400 Gb/s.</summary>
    public const double UsualNetwork = 50e9;

    /// <summary>One way of a PCIe 5.0 slot of 16 lanes, bytes/s: accelerators no faster than that have no links of their own.</summary>
    public const double FastestSlot = 64e9;

    /// <summary>Narrowest arithmetic that it has units of its own for, 4, 8 or 16 bit: a peak of its own.</summary>
    public double NarrowestBits => Peak4Bit > Peak8Bit ? 4 : Peak8Bit > Peak16Bit ? 8 : 16;

    /// <summary>True when links join it to others, faster than the slot it sits in.</summary>
    public bool HasLinks => LinkBandwidth > FastestSlot;

    /// <summary>Dense peak of 8-bit integers, operations/s, where it is not that of 8-bit floating point.</summary>
    public double Peak8BitInteger { get; init; } = Peak8Bit;

    /// <summary>Dense 4-bit peak, FLOP/s; that of 8 bit where there is no 4-bit arithmetic.</summary>
    public double Peak4Bit { get; init; } = Peak8Bit;

    /// <summary>Accelerators that the links join, this one among them; beyond them traffic takes the network.</summary>
    public int DomainGpus { get; init; } = UsualDomain;

    /// <summary>Network between those groups, bytes/s one way for each accelerator.</summary>
    public double NetworkBandwidth { get; init; } = UsualNetwork;

    /// <summary>Share of the printed peak that the best matrix products reach, above 0 and at most 1.</summary>
    public double ReachablePeak { get; init; } = 1;

    /// <summary>False when a figure is not above 0 and finite, or the reachable share above 1.</summary>
    internal bool IsPossible => Figures.All(figure => figure > 0 && double.IsFinite(figure)) && ReachablePeak <= 1;

    private IReadOnlyList<double> Figures =>
    [
        Peak16Bit, Peak8Bit, Memory, Bandwidth, LinkBandwidth, Power, SystemPower, Peak8BitInteger, Peak4Bit, DomainGpus,
        NetworkBandwidth, ReachablePeak,
    ];
}
