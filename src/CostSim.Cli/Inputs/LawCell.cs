using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Cli.Inputs;

/// <summary>Reads the <c>distribution</c> and <c>parameters</c> cells of a row, or the same two parts of an override.</summary>
internal sealed class LawCell(Catalogues catalogues, Diagnostics diagnostics)
{
    private const string FixedLaw = "fixed";
    private const string ChoiceName = "choice";
    private const string Value = "value";
    private const string Weight = "weight";

    /// <summary>Laws of the scenario format that this version cannot draw from.</summary>
    private static readonly IReadOnlyList<string> Announced = ["empirical"];

    /// <summary>The laws that rows can name.</summary>
    public static IReadOnlyList<Law> Readable { get; } = [.. LawCatalogue.All.Where(law => !Announced.Contains(law.Name))];

    /// <summary>The law that the cells state for an input, inside its range; null after reporting.</summary>
    public Distribution? Read(InputDefinition input, SourceFragment law, SourceFragment parameters, string context)
    {
        bool isChoice = law.Text == ChoiceName;
        if (!isChoice && law.Text != FixedLaw && !IsKnown(law, context))
        {
            return null;
        }
        if (input.IsCategorical && !isChoice && law.Text != FixedLaw)
        {
            diagnostics.Error(
                DiagnosticCode.WrongKindOfLaw, law.Location, context, $"{input.Name} names an option, but {law} is a law of numbers",
                $"use fixed value={Example(input)}, or a choice between several");
            return null;
        }
        var where = parameters.IsEmpty ? law : parameters;
        var written = ParameterList.Read(parameters, allowsBareWords: isChoice, context, diagnostics, out bool isRight);
        if (!isChoice && written.Find(parameter => parameter.Name.Text == Weight) is { } mixture)
        {
            diagnostics.Error(
                DiagnosticCode.NotSupported, mixture.Whole.Location, context, "mixtures (several rows of one input, each with weight=) are not supported by this version",
                "keep one row without weight=");
            return null;
        }
        if (input.IsCategorical)
        {
            return isChoice ? ChoiceOfNames(input, written, where, isRight, context) : FixedName(input, written, where, isRight, context);
        }
        var made = isChoice ? ChoiceOfNumbers(written, where, isRight, context) : OfNumbers(law.Text, written, where, isRight, context);
        return made is not null && RangeCheck.Holds(made, input, written, where, context, diagnostics) ? made : null;
    }

    /// <summary>The law of an input that is known to be this number or option; null after reporting.</summary>
    public Distribution? ReadFixed(InputDefinition input, SourceFragment value, string context)
    {
        if (input.IsCategorical)
        {
            return IsOption(input, value, context) ? Choice.OfNames([new(value.Text, 0, 1)]) : null;
        }
        var law = NumberReading.Of(value, context, diagnostics) is { } number ? new Fixed(number) : null;
        return law is not null && RangeCheck.Holds(law, input, [], value, context, diagnostics) ? law : null;
    }

    private bool IsKnown(SourceFragment law, string context)
    {
        if (Announced.Contains(law.Text))
        {
            diagnostics.Error(DiagnosticCode.NotSupported, law.Location, context, $"the law {law} is not supported by this version", $"use one of {Names()}");
            return false;
        }
        if (LawCatalogue.Find(law.Text) is not null)
        {
            return true;
        }
        var known = Readable.Select(known => known.Name).ToList();
        diagnostics.Error(
            DiagnosticCode.UnknownLaw, law.Location, context, law.IsEmpty ? "the distribution is missing" : $"{Diagnostics.Quote(law.Text)} is not a known distribution",
            NearestName.Help(law.Text, known, $"one of {Names()}"));
        return false;
    }

    private Distribution? OfNumbers(string name, List<WrittenParameter> written, SourceFragment where, bool isRight, string context)
    {
        var arguments = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var parameter in written)
        {
            if (NumberReading.Of(parameter.Value!, $"{context}, parameter {parameter.Name}", diagnostics) is { } number)
            {
                arguments.Add(parameter.Name.Text, number);
            }
            else
            {
                isRight = false;
            }
        }
        if (!isRight || LawCatalogue.Find(name) is not { } law)
        {
            return null;
        }
        var outcome = law.Create(arguments);
        var places = written.ToDictionary(parameter => parameter.Name.Text, parameter => parameter.Whole, StringComparer.Ordinal);
        foreach (var problem in outcome.Problems)
        {
            diagnostics.Error(
                DiagnosticCode.BadParameters, places.GetValueOrDefault(problem.Parameter, where).Location, problem.Parameter.Length == 0 ? context : $"{context}, parameter {problem.Parameter}",
                problem.What, problem.Help);
        }
        return outcome.Value;
    }

    private Choice? ChoiceOfNumbers(List<WrittenParameter> written, SourceFragment where, bool isRight, string context)
    {
        var options = new List<ChoiceOption>();
        var names = new Dictionary<double, string>();
        foreach (var parameter in written)
        {
            if (IsBound(parameter, context))
            {
                isRight = false;
                continue;
            }
            var value = NumberReading.Of(parameter.Name, $"{context}, option {parameter.Name}", diagnostics);
            var weight = WeightOf(parameter, context);
            if (value is not { } number || weight is not { } share)
            {
                isRight = false;
            }
            else if (!names.TryAdd(number, parameter.Name.Text))
            {
                isRight = false;
                diagnostics.Error(
                    DiagnosticCode.DuplicateParameter, parameter.Whole.Location, context, $"{parameter.Name} is the same number as {names[number]}", "keep one of them, with both weights");
            }
            else
            {
                options.Add(new(parameter.Name.Text, number, share));
            }
        }
        return IsAChoice(options, where, isRight, "8=0.5 16=0.5", context) ? Choice.OfNumbers(options) : null;
    }

    /// <summary>Reports a bound among the options of a choice; true when it is one.</summary>
    private bool IsBound(WrittenParameter option, string context)
    {
        if (option.Name.Text is not ("at_least" or "at_most"))
        {
            return false;
        }
        diagnostics.Error(
            DiagnosticCode.BadParameters, option.Whole.Location, context, $"a choice cannot be truncated: {option.Name} is no option", $"remove {option.Whole}, and leave out the options that it excludes");
        return true;
    }

    private Choice? ChoiceOfNames(InputDefinition input, List<WrittenParameter> written, SourceFragment where, bool isRight, string context)
    {
        var options = new List<ChoiceOption>();
        foreach (var parameter in written)
        {
            if (IsBound(parameter, context))
            {
                isRight = false;
                continue;
            }
            bool isKnown = IsOption(input, parameter.Name, context);
            if (WeightOf(parameter, context) is { } weight && isKnown)
            {
                options.Add(new(parameter.Name.Text, options.Count, weight));
            }
            else
            {
                isRight = false;
            }
        }
        return IsAChoice(options, where, isRight, $"{Example(input)}=1", context) ? Choice.OfNames(options) : null;
    }

    private Choice? FixedName(InputDefinition input, List<WrittenParameter> written, SourceFragment where, bool isRight, string context)
    {
        if (!isRight)
        {
            return null;
        }
        if (written.Count != 1 || written[0].Name.Text != Value)
        {
            diagnostics.Error(
                DiagnosticCode.BadParameters, where.Location, context, "fixed takes the one parameter value", $"write value={Example(input)}");
            return null;
        }
        var name = written[0].Value!;
        return IsOption(input, name, context) ? Choice.OfNames([new(name.Text, 0, 1)]) : null;
    }

    private bool IsAChoice(List<ChoiceOption> options, SourceFragment where, bool isRight, string example, string context)
    {
        if (isRight && options.Count == 0)
        {
            diagnostics.Error(DiagnosticCode.BadParameters, where.Location, context, "the choice has no options", $"write options with their weights: {example}");
            return false;
        }
        if (isRight && !double.IsFinite(options.Sum(option => option.Weight)))
        {
            diagnostics.Error(DiagnosticCode.BadWeight, where.Location, context, "the weights add up to more than a number can hold", "divide all of them by the same number");
            return false;
        }
        return isRight;
    }

    private bool IsOption(InputDefinition input, SourceFragment name, string context)
    {
        var options = catalogues.OptionsOf(input);
        if (options.Contains(name.Text))
        {
            return true;
        }
        var kind = input == InputCatalogue.Model ? $"a model of {CatalogueReader.ModelsFile}"
            : input == InputCatalogue.Gpu || input == InputCatalogue.FleetMix ? $"a GPU of {CatalogueReader.GpusFile}"
            : $"an option of {input.Name}";
        diagnostics.Error(
            DiagnosticCode.UnknownOption, name.Location, context, $"{Diagnostics.Quote(name.Text)} is not {kind}",
            NearestName.Help(name.Text, options, $"one of {string.Join(", ", options)}"));
        return false;
    }

    /// <summary>The weight of an option, 1 when none is written; null after reporting.</summary>
    private double? WeightOf(WrittenParameter option, string context)
    {
        if (option.Value is null)
        {
            return 1;
        }
        var where = $"{context}, weight of {option.Name}";
        var weight = NumberReading.Of(option.Value, where, diagnostics);
        if (weight <= 0)
        {
            diagnostics.Error(DiagnosticCode.BadWeight, option.Value.Location, where, $"a weight must be above 0, but is {option.Value}", "leave the option out, or give it a weight above 0");
            return null;
        }
        return weight;
    }

    private string Example(InputDefinition input) => catalogues.OptionsOf(input) is [var first, ..] ? first : "name";

    private static string Names() => string.Join(", ", Readable.Select(law => law.Name));
}
