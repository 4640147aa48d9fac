namespace CostSim.Cli.Reports;
internal static class WaterfallPicture { public static Sheet? Compose(ExplainReport report) => null; }
