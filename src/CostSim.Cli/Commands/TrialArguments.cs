using System.CommandLine;
using CostSim.Cli.Text;
using CostSim.Sampling;

namespace CostSim.Cli.Commands;

/// <summary>The options by which commands take a number of trials, a seed and a number of threads.</summary>
internal sealed class TrialArguments
{
    private const int MostThreads = 1024;

    private readonly Option<long?> _trials;
    private readonly SeedArgument _seed = new();
    private readonly Option<long?> _threads = new("--threads")
    {
        Description = "threads to use (default: all processors); results do not depend on it",
        HelpName = "count",
        CustomParser = result => WholeNumber.Parse(result, "--threads", MostThreads, "2"),
    };

    /// <param name="defaultTrials">Trials of a command line that names no number.</param>
    public TrialArguments(long defaultTrials)
        : this("simulated days", HumanNumber.Tick(defaultTrials, ""), SamplingDesign.MostTrials)
    {
    }

    /// <param name="meaning">What is counted.</param>
    /// <param name="byDefault">How many when the command line names no number, in words.</param>
    /// <param name="most">The largest number allowed.</param>
    public TrialArguments(string meaning, string byDefault, long most) => _trials = new("--trials", "-n")
    {
        Description = $"{meaning}; suffixes k M B are understood (default {byDefault})",
        HelpName = "count",
        CustomParser = result => WholeNumber.Parse(result, "--trials", most, "200k or 10M"),
    };

    public void AddTo(Command command)
    {
        command.Add(_trials);
        _seed.AddTo(command);
        command.Add(_threads);
    }

    /// <summary>The trials asked for; null when none were.</summary>
    public long? TrialsIn(ParseResult parsed) => parsed.GetValue(_trials);

    public ulong SeedIn(ParseResult parsed) => _seed.In(parsed);

    public int ThreadsIn(ParseResult parsed) => (int)(parsed.GetValue(_threads) ?? Environment.ProcessorCount);
}
