namespace CostSim.CostModel;

/// <summary>One accelerator of gpus.csv. Peaks are dense (never "with sparsity").</summary>
/// <param name="Name">Name in gpus.csv.</param>
/// <param name="Peak16Bit">Dense 16-bit peak, FLOP/s.</param>
/// <param name="Peak8Bit">Dense 8-bit peak, FLOP/s (operations for integer units).</param>
/// <param name="Memory">High-bandwidth memory, bytes.</param>
/// <param name="Bandwidth">Memory bandwidth, bytes/s.</param>
/// <param name="LinkBandwidth">Link to its neighbours, bytes/s one way.</param>
/// <param name="Power">Rated power of the accelerator alone, W.</param>
/// <param name="SystemPower">Rated power with its share of the server, W.</param>
public sealed record Accelerator(
    string Name, double Peak16Bit, double Peak8Bit, double Memory, double Bandwidth, double LinkBandwidth, double Power, double SystemPower);
