using System.CommandLine;
using System.Text.Json;
using Xunit;

namespace CostSim.Cli.Tests.Commands;

/// <summary>
/// What every command owes its users. The commands are found from the program's own root, and a command line for each is made of what it
/// takes: a new command is held to all of this without a line here.
/// </summary>
public sealed class EveryCommandTests : IDisposable
{
    private const string Data = "tokens\n100\n250\n130\n400\n180\n220\n90\n310\n";
    private const string BadScenario =
        "workload,input,distribution,parameters,unit,source\nchat,daily_users,fixed,\"value=1,5\",user/day,\n";

    private static readonly IReadOnlyList<(string Name, Command Command)> All = [.. CommandsOf("", Cli.Program.Root())];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. All.Select(entry => entry.Name)];

    public static TheoryData<string> OfScenarios => [.. All.Where(entry => Takes(entry.Command, "scenario")).Select(entry => entry.Name)];

    public static TheoryData<string> Writing => [.. All.Where(entry => Takes(entry.Command, "--output")).Select(entry => entry.Name)];

    /// <summary>Every option that takes a number, with what is none for it.</summary>
    public static TheoryData<string, string, string> WrongNumbers
    {
        get
        {
            var wrong = new TheoryData<string, string, string>();
            foreach (var (name, command) in All)
            {
                foreach (var option in command.Options.Where(option => option.HelpName is "count" or "number"))
                {
                    foreach (string text in option.HelpName == "count" ? new[] { "0", "1,5", "-1", "x" } : ["1,5", "x"])
                    {
                        wrong.Add(name, option.Name, text);
                    }
                }
            }
            return wrong;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_commands_are_found() =>
        Assert.Superset(new HashSet<string> { "run", "check", "fit", "list inputs" }, All.Select(entry => entry.Name).ToHashSet());

    [Fact]
    public void Every_command_argument_and_option_says_what_it_is()
    {
        foreach (var (name, command) in All)
        {
            Symbol[] symbols = [command, .. command.Arguments, .. command.Options];
            Assert.All(symbols, symbol => Assert.False(string.IsNullOrWhiteSpace(symbol.Description), $"{name}: {symbol.Name}"));
            Assert.All(
                command.Options.Where(option => option.ValueType != typeof(bool)),
                option => Assert.False(string.IsNullOrEmpty(option.HelpName), $"{name} {option.Name}"));
        }
    }

    [Fact]
    public void Options_of_the_same_name_are_described_alike_but_for_their_defaults()
    {
        // The folder by default differs by command, and so does what is counted by -n.
        string Kind(Option option) => option.Description!.Split(" (default")[0];
        var differing = All.SelectMany(entry => entry.Command.Options).Where(option => option.Name is not "--trials")
            .GroupBy(option => option.Name).Where(options => options.Select(Kind).Distinct().Count() > 1).Select(options => options.Key);
        Assert.Empty(differing);
    }

    [Fact]
    public void Commands_that_write_a_folder_take_the_same_options_for_it() =>
        Assert.All(Writing.Select(row => CommandNamed(row.Data)), command => Assert.All(
            ["--output", "--json", "--quiet", "--no-plots"], option => Assert.True(Takes(command, option), $"{command.Name} {option}")));

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_is_a_result_and_exits_with_0(string name)
    {
        var help = Program.Run([.. name.Split(' '), "--help"]);

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains(CommandNamed(name).Description![..20], help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_option_that_no_command_has_exits_with_2(string name) =>
        AssertIsUsageMistake(Program.Run([.. LineOf(name), "--no-such-option"]));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_that_takes_something_exits_with_2_without_it(string name)
    {
        var run = Program.Run(name.Split(' '));

        if (CommandNamed(name).Arguments.Count > 0)
        {
            AssertIsUsageMistake(run);
        }
        else
        {
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.NotEmpty(run.Output);
        }
    }

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void A_number_that_is_none_is_a_mistake_of_the_command_line(string name, string option, string text)
    {
        var parsed = Cli.Program.Root().Parse([.. LineOf(name, withTrials: false), option, text]);

        Assert.StartsWith(option, Assert.Single(parsed.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OfScenarios))]
    public void Bad_input_exits_with_3_and_writes_nothing(string name)
    {
        string bad = _folder.Write("bad.csv", BadScenario);
        string[] output = Takes(CommandNamed(name), "--output") ? ["-o", _folder["never"]] : [];

        var run = Program.Run([.. name.Split(' '), bad, .. output]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error[COST103]: \"1,5\" is not a number", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder["never"]));
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public void A_folder_with_something_of_the_users_is_refused_with_4(string name)
    {
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(_folder["mine/notes.txt"], "mine");

        var run = Program.Run([.. LineOf(name), "-o", _folder["mine"]]);

        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Contains("notes.txt", run.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["mine/notes.txt"]], Directory.GetFiles(_folder["mine"]));
        AssertIsUsageMistake(Program.Run([.. LineOf(name), "-o", ""]));
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public void Quiet_prints_nothing_and_writes_the_folder_that_the_manifest_describes(string name)
    {
        var run = Program.Run([.. LineOf(name), "--quiet", "-o", _folder["out"]]);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        using var manifest = JsonDocument.Parse(File.ReadAllText(_folder["out/manifest.json"]));
        var entries = manifest.RootElement.GetProperty("files").EnumerateArray();
        string[] listed = [.. entries.Select(file => file.GetProperty("name").GetString()!)];
        Assert.Equal(Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(), listed.Append("manifest.json").Order());
        Assert.Contains(listed, file => file.EndsWith(".png", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public void Json_is_one_document_that_names_the_files_and_without_plots_there_are_none(string name)
    {
        var run = Program.Run([.. LineOf(name), "--json", "--no-plots", "-o", _folder["out"]]);

        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(
            Directory.GetFiles(_folder["out"]).Select(path => path.Replace('\\', '/')).Order(),
            json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Order());
        Assert.DoesNotContain(Directory.GetFiles(_folder["out"]), file => file.EndsWith(".png", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public void Text_names_the_folder_once_it_is_written(string name)
    {
        var run = Program.Run([.. LineOf(name), "--no-plots", "-o", _folder["out/"]]);

        Assert.Equal(0, run.ExitCode);
        string expected = $"Wrote {_folder["out"].Replace('\\', '/')}/ ({Directory.GetFiles(_folder["out"]).Length} files)";
        Assert.Single(run.Output.Split('\n'), line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run", "inputs/reference", "--outputs", "daily_kost")]
    [InlineData("no-such-command")]
    [InlineData("sensitivity", "inputs/reference", "--of", "daily_costs")]
    [InlineData("fit")]
    [InlineData("fit", "data.csv", "--quantiles", "p10=1", "p90=2")]
    [InlineData("fit", "data.csv", "--input", "model")]
    [InlineData("fit", "data.csv", "--input", "compute_bits")]
    [InlineData("fit", "data.csv", "--input", "gpus_per_replica")]
    [InlineData("fit", "data.csv", "--input", "prompt_token")]
    [InlineData("fit", "data.csv", "--input", "prompt_tokens", "--unit", "word/query")]
    [InlineData("fit", "data.csv", "--min", "2", "--max", "1")]
    [InlineData("fit", "--quantiles", "p10=1", "p90=2", "--location", "0.5")]
    public void A_wrong_command_line_exits_with_2_and_says_why(params string[] arguments) => AssertIsUsageMistake(Program.Run(arguments));

    private static IEnumerable<(string Name, Command Command)> CommandsOf(string start, Command parent) =>
        parent.Subcommands.SelectMany(command => command.Subcommands.Count > 0
            ? CommandsOf($"{start}{command.Name} ", command)
            : [(start + command.Name, command)]);

    private static Command CommandNamed(string name) => All.Single(entry => entry.Name == name).Command;

    private static bool Takes(Command command, string name) =>
        command.Arguments.Any(argument => argument.Name == name) || command.Options.Any(option => option.Name == name);

    /// <summary>A right command line: the command, something for each argument, and few trials.</summary>
    private string[] LineOf(string name, bool withTrials = true)
    {
        var command = CommandNamed(name);
        string[] trials = withTrials && Takes(command, "--trials") ? ["-n", "1024"] : [];
        return [.. name.Split(' '), .. command.Arguments.Select(argument => Example(argument.Name)), .. trials];
    }

    private string Example(string argument) => argument switch
    {
        "scenario" => "inputs/reference",
        "data" => _folder.Write("data.csv", Data),
        "config" => "tests/CostSim.Scenarios.Tests/Configs/phi-4.json",
        _ => throw new NotSupportedException($"no example of the argument {argument}: give one here"),
    };

    private static void AssertIsUsageMistake(Program.Outcome run)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
    }
}
