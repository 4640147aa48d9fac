using System.CommandLine;

namespace CostSim.Cli.Commands;

/// <summary>The options by which commands take the folder they write to and what they print.</summary>
internal sealed class ReportArguments
{
    private const string Parent = "output";

    private readonly string _ending;
    private readonly Option<string> _output;
    private readonly Option<bool> _json = new("--json") { Description = "print the results as JSON" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "print nothing but mistakes" };
    private readonly Option<bool> _noPlots = new("--no-plots") { Description = "draw no pictures" };

    /// <param name="subject">What gives the folder its name when the command line names none, in a word.</param>
    /// <param name="ending">What is put behind that name.</param>
    public ReportArguments(string subject, string ending = "")
    {
        _ending = ending;
        _output = new("--output", "-o")
        {
            Description = $"folder for the files (default {Parent}/<{subject}>{ending})",
            HelpName = "folder",
        };
    }

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_json);
        command.Add(_quiet);
        command.Add(_noPlots);
    }

    /// <summary>True when warnings are not wanted.</summary>
    public bool IsQuietIn(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>What is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="subject">What gives the folder its name.</param>
    public ReportRequest Read(ParseResult parsed, string subject) => new(
        parsed.GetValue(_output) ?? Path.Join(Parent, subject + _ending),
        parsed.GetValue(_json), parsed.GetValue(_quiet), !parsed.GetValue(_noPlots));
}

/// <summary>What to write and to print.</summary>
/// <param name="Folder">Folder for the files.</param>
/// <param name="AsJson">JSON instead of text.</param>
/// <param name="IsQuiet">No text.</param>
/// <param name="WithPictures">PNG files too.</param>
internal sealed record ReportRequest(string Folder, bool AsJson, bool IsQuiet, bool WithPictures)
{
    /// <summary>True when a progress bar is wanted and has somewhere to move.</summary>
    public bool ShowsProgress => !IsQuiet && Terminal.IsInteractive;
}
