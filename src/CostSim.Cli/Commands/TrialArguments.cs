using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CostSim.Cli.Inputs;
using CostSim.Cli.Reports;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary>The options by which commands take a number of trials and a seed.</summary>
internal sealed class TrialArguments
{
    private const long MostTrials = 1_000_000_000_000;

    private readonly long _defaultTrials;
    private readonly Option<long?> _trials;
    private readonly Option<ulong?> _seed = Seed();

    /// <param name="defaultTrials">Trials of a command line that names no number.</param>
    public TrialArguments(long defaultTrials)
    {
        _defaultTrials = defaultTrials;
        _trials = new("--trials", "-n")
        {
            Description = $"simulated days; suffixes k M B are understood (default {HumanNumber.Tick(defaultTrials, "")})",
            HelpName = "count",
            CustomParser = ParseTrials,
        };
    }

    /// <summary>The option for a seed, for commands without trials.</summary>
    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = $"key of the random numbers, a whole number (default {SimulationPlan.DefaultSeed})",
        HelpName = "number",
        CustomParser = ParseSeed,
    };

    public void AddTo(Command command)
    {
        command.Add(_trials);
        command.Add(_seed);
    }

    public long TrialsIn(ParseResult parsed) => parsed.GetValue(_trials) ?? _defaultTrials;

    public ulong SeedIn(ParseResult parsed) => parsed.GetValue(_seed) ?? SimulationPlan.DefaultSeed;

    private static long? ParseTrials(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (NumberReader.Read(text).Value is { } value and >= 1 and <= MostTrials && value == Math.Floor(value))
        {
            return (long)value;
        }
        result.AddError($"--trials takes a whole number from 1 to {HumanNumber.Count(MostTrials)}, such as 200k or 10M; it is \"{text}\"");
        return null;
    }

    private static ulong? ParseSeed(ArgumentResult result)
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
