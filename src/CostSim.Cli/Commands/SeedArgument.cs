using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary>The option by which commands take the key of their random numbers.</summary>
internal sealed class SeedArgument
{
    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = $"key of the random numbers, a whole number (default {SimulationPlan.DefaultSeed})",
        HelpName = "number",
        CustomParser = Parse,
    };

    public void AddTo(Command command) => command.Add(_seed);

    /// <summary>The seed asked for, else that of runs that name none.</summary>
    public ulong In(ParseResult parsed) => parsed.GetValue(_seed) ?? SimulationPlan.DefaultSeed;

    private static ulong? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            return seed;
        }
        result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}; it is \"{text}\"");
        return null;
    }
}
