using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CostSim.Cli.Reports;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary>The options by which commands take a number of trials, a seed and a number of threads.</summary>
internal sealed class TrialArguments
{
    private const long MostTrials = 1_000_000_000_000;
    private const int MostThreads = 1024;

    private readonly Option<long?> _trials;
    private readonly Option<ulong?> _seed = Seed();
    private readonly Option<long?> _threads = new("--threads")
    {
        Description = "threads to use (default: all processors); results do not depend on it",
        HelpName = "count",
        CustomParser = result => WholeNumber.Parse(result, "--threads", MostThreads, "2"),
    };

    /// <param name="defaultTrials">Trials of a command line that names no number.</param>
    public TrialArguments(long defaultTrials)
        : this("simulated days", HumanNumber.Tick(defaultTrials, ""))
    {
    }

    /// <param name="meaning">What is counted.</param>
    /// <param name="byDefault">How many when the command line names no number, in words.</param>
    public TrialArguments(string meaning, string byDefault) => _trials = new("--trials", "-n")
    {
        Description = $"{meaning}; suffixes k M B are understood (default {byDefault})",
        HelpName = "count",
        CustomParser = result => WholeNumber.Parse(result, "--trials", MostTrials, "200k or 10M"),
    };

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
        command.Add(_threads);
    }

    /// <summary>The trials asked for; null when none were.</summary>
    public long? TrialsIn(ParseResult parsed) => parsed.GetValue(_trials);

    public ulong SeedIn(ParseResult parsed) => parsed.GetValue(_seed) ?? SimulationPlan.DefaultSeed;

    public int ThreadsIn(ParseResult parsed) => (int)(parsed.GetValue(_threads) ?? Environment.ProcessorCount);

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
