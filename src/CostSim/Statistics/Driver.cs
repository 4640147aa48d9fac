namespace CostSim.Statistics;

/// <summary>How strongly an input moves the cost.</summary>
/// <param name="Input">Name of the input: <c>chat.daily_users</c>, or <c>gpu_price</c> when shared.</param>
/// <param name="RankCorrelation">Spearman's rank correlation with daily_cost, -1 to 1.</param>
/// <param name="Lower">Lower end of its 95 % interval; NaN where none is defined.</param>
/// <param name="Upper">Upper end of its 95 % interval; NaN where none is defined.</param>
/// <param name="IsRatio">True for options by name, which have no order: then the figure is the correlation ratio of the
/// ranks, never negative.</param>
public sealed record Driver(string Input, double RankCorrelation, double Lower, double Upper, bool IsRatio = false);
