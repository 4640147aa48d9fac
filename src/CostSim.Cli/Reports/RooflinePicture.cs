namespace CostSim.Cli.Reports;
internal static class RooflinePicture { public static Sheet? Compose(ExplainReport report) => null; }
