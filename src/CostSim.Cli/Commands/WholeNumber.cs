using System.CommandLine.Parsing;
using CostSim.Cli.Text;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>Reads options that take a whole number from 1 up, with suffixes.</summary>
internal static class WholeNumber
{
    /// <summary>The number, or null after adding an error.</summary>
    /// <param name="result">What was written.</param>
    /// <param name="option">Name of the option.</param>
    /// <param name="most">Largest number allowed.</param>
    /// <param name="example">What the error proposes.</param>
    public static long? Parse(ArgumentResult result, string option, long most, string example)
    {
        string text = result.Tokens[0].Value;
        if (NumberReader.Read(text).Value is { } value and >= 1 && value <= most && value == Math.Floor(value))
        {
            return (long)value;
        }
        result.AddError($"{option} takes a whole number from 1 to {HumanNumber.Count(most)}, such as {example}; it is \"{text}\"");
        return null;
    }
}
