namespace CostSim.CostModel.Architectures;

/// <summary>
/// A model of which only the number of parameters is known: 2 FLOP per active parameter and token. Kaplan 2020 (2001.08361) §2.1.
/// </summary>
internal static class ParametersOnly
{
    public static readonly ArchitectureFamily Family = new(
        "parameters",
        "a text model of which only the parameter count is known",
        [
            new("active", "parameters that one token uses"),
            new("total", "all parameters", DefaultFrom: "active"),
        ],
        Create);

    private static Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double active = parameters["active"], total = parameters["total"];
        if (!(total >= active))
        {
            return Outcome.Wrong<Architecture>(
                new Problem("total", "total is below active", "give all parameters as total, or leave it out"));
        }
        return Outcome.Of(new Architecture
        {
            Name = name,
            Family = "parameters",
            Parameters = total,
            ActiveParameters = active,
            Memory = new() { Weights = total, WeightsPerStep = active },
            Components = [new("all parameters", new Work { PerPromptToken = 2 * active, PerResponseToken = 2 * active })],
        });
    }
}
