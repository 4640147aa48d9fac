using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>Reads the <c>distribution</c> and <c>parameters</c> cells of a row, or the same two parts of an override.</summary>
internal sealed class LawCell(Catalogues catalogues, DataFiles data, Diagnostics diagnostics)
{
    private const string FixedLaw = "fixed";
    private const string ChoiceName = "choice";
    private const string Value = "value";
    private const string Weight = "weight";

    private const string DataFile = "file";
    private const string DataColumn = "column";
    private const string AtLeast = "at_least";
    private const string AtMost = "at_most";
    private const string Shift = "shift";

    private static readonly IReadOnlyList<string> DataParameters = [DataFile, DataColumn, Shift, AtLeast, AtMost];

    /// <summary>What the cells state for an input: a law inside its range, and its weight in a mixture.</summary>
    public StatedLaw Read(InputDefinition input, SourceFragment law, ParameterList parameters, string context)
    {
        var weight = parameters.Right(out bool isReadable).Find(word => word.Name.Text == Weight);
        if (weight is null || input.IsCategorical && catalogues.OptionsOf(input).Contains(Weight))
        {
            return new(ReadLaw(input, law, parameters, context), null, null, isReadable);
        }
        if (input.IsCategorical)
        {
            diagnostics.Error(
                DiagnosticCode.BadMixture, weight.Whole.Location, context, $"{input.Name} names an option: its rows are not mixed",
                "write one row, a choice with the weights of all options");
            return new(null, weight.Whole, null, isReadable);
        }
        double? share = null;
        if (weight.Value is null)
        {
            diagnostics.Error(
                DiagnosticCode.NotAPair, weight.Whole.Location, context, $"{Diagnostics.Quote(Weight)} is not a parameter: it has no =",
                "write weight=, and a number above 0");
        }
        else
        {
            share = WeightOf(weight, $"{context}, parameter {Weight}", "remove the row, or give it a weight above 0");
        }
        return new(ReadLaw(input, law, parameters, context), weight.Whole, share, isReadable);
    }

    /// <summary>The law that the cells state for an input, inside its range, whatever its weight; null after reporting.</summary>
    private Distribution? ReadLaw(InputDefinition input, SourceFragment law, ParameterList parameters, string context)
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
        var where = parameters.Cell.IsEmpty ? law : parameters.Cell;
        var written = parameters.Read(allowsBareWords: isChoice, context, diagnostics, out bool isRight);
        if (input.IsCategorical)
        {
            return isChoice ? ChoiceOfNames(input, written, where, isRight, context) : FixedName(input, written, where, isRight, context);
        }
        written.RemoveAll(parameter => parameter.Name.Text == Weight);
        var made = isChoice ? ChoiceOfNumbers(written, where, isRight, context)
            : law.Text == Empirical.Law.Name ? OfData(written, where, isRight, context)
            : OfNumbers(law.Text, written, where, isRight, context);
        return made is not null && IsInRange(made, input, written, where, context) ? made : null;
    }

    /// <summary>The law of an input that is known to be this number or option; null after reporting.</summary>
    public Distribution? ReadFixed(InputDefinition input, SourceFragment value, string context)
    {
        if (input.IsCategorical)
        {
            return IsOption(input, value, context) ? Choice.OfNames([new(value.Text, 0, 1)]) : null;
        }
        var law = NumberReading.Of(value, context, diagnostics) is { } number ? new Fixed(number) : null;
        return law is not null && IsInRange(law, input, [], value, context) ? law : null;
    }

    /// <summary>Reports values that the input may not have, each where it was written; true when there are none.</summary>
    private bool IsInRange(
        Distribution law, InputDefinition input, IReadOnlyList<WrittenParameter> written, SourceFragment cell, string context)
    {
        var known = law is Fixed ? written.FirstOrDefault(parameter => parameter.Name.Text == Value)?.Value : null;
        var problems = LawCheck.OfNumbers(input, law, (known ?? cell).Text);
        foreach (var problem in problems)
        {
            var where = known ?? written.FirstOrDefault(parameter => parameter.Name.Text == problem.Parameter)?.Name ?? cell;
            diagnostics.Add(problem, where.Location, context);
        }
        return problems.Count == 0;
    }

    private bool IsKnown(SourceFragment law, string context)
    {
        if (LawCatalogue.Find(law.Text) is not null)
        {
            return true;
        }
        var known = LawCatalogue.All.Select(known => known.Name).ToList();
        diagnostics.Error(
            DiagnosticCode.UnknownLaw, law.Location, context,
            law.IsEmpty ? "the distribution is missing" : $"{Diagnostics.Quote(law.Text)} is not a known distribution",
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
        return Reported(law.Create(arguments), written, where, context);
    }

    /// <summary>The law of a column of a file beside the scenario.</summary>
    private Distribution? OfData(List<WrittenParameter> written, SourceFragment where, bool isRight, string context)
    {
        foreach (var unknown in written.Where(parameter => !DataParameters.Contains(parameter.Name.Text)))
        {
            isRight = false;
            diagnostics.Error(
                DiagnosticCode.BadParameters, unknown.Whole.Location, $"{context}, parameter {unknown.Name}",
                $"{Diagnostics.Quote(unknown.Name.Text)} is not a parameter of empirical",
                NearestName.Help(unknown.Name.Text, DataParameters, "file= column="));
        }
        double atLeast = NumberOf(AtLeast, double.NegativeInfinity), atMost = NumberOf(AtMost, double.PositiveInfinity),
            shift = NumberOf(Shift, 0);
        var file = written.Find(parameter => parameter.Name.Text == DataFile)?.Value;
        var column = written.Find(parameter => parameter.Name.Text == DataColumn)?.Value;
        var table = file is null ? null : data.Open(file, context, diagnostics);
        if (isRight && file is null)
        {
            diagnostics.Error(
                DiagnosticCode.BadParameters, where.Location, context, "empirical needs the file and the column to draw from",
                $"write file=lengths.csv column={column?.Text ?? "tokens"}");
        }
        else if (isRight && column is null && table is not null)
        {
            diagnostics.Error(
                DiagnosticCode.BadParameters, where.Location, context, "empirical needs the column to draw from",
                $"add column= with {table.Listed}");
        }
        double[]? values = column is null ? null : table?.Read(column, context, diagnostics);
        if (values is null || !isRight || Reported(Empirical.Of(values), written, where, context) is not { } measured
            || Reported(Shifted.Create(measured, shift), written, where, context) is not { } shifted)
        {
            return null;
        }
        return double.IsInfinity(atLeast) && double.IsInfinity(atMost)
            ? shifted
            : Reported(Truncated.Create(shifted, atLeast, atMost), written, where, context);

        double NumberOf(string name, double none)
        {
            if (written.Find(parameter => parameter.Name.Text == name)?.Value is not { } stated)
            {
                return none;
            }
            double? number = NumberReading.Of(stated, $"{context}, parameter {name}", diagnostics);
            isRight &= number is not null;
            return number ?? none;
        }
    }

    /// <summary>The law; null after reporting what is wrong with it, each problem at its parameter.</summary>
    private Distribution? Reported(Outcome<Distribution> outcome, List<WrittenParameter> written, SourceFragment where, string context)
    {
        var places = written.ToDictionary(parameter => parameter.Name.Text, parameter => parameter.Whole, StringComparer.Ordinal);
        foreach (var problem in outcome.Problems)
        {
            diagnostics.Error(
                DiagnosticCode.BadParameters, places.GetValueOrDefault(problem.Parameter, where).Location,
                problem.Parameter.Length == 0 ? context : $"{context}, parameter {problem.Parameter}",
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
            if (IsNoOption(parameter, context))
            {
                isRight = false;
                continue;
            }
            double? value = NumberReading.Of(parameter.Name, $"{context}, option {parameter.Name}", diagnostics);
            double? weight = OptionWeight(parameter, context);
            if (value is not { } number || weight is not { } share)
            {
                isRight = false;
            }
            else if (!names.TryAdd(number, parameter.Name.Text))
            {
                isRight = false;
                diagnostics.Error(
                    DiagnosticCode.DuplicateParameter, parameter.Whole.Location, context,
                    $"{parameter.Name} is the same number as {names[number]}", "keep one of them, with both weights");
            }
            else
            {
                options.Add(new(parameter.Name.Text, number, share));
            }
        }
        return IsAChoice(options, where, isRight, "8=0.5 16=0.5", context) ? Choice.OfNumbers(options) : null;
    }

    /// <summary>Reports a bound or a shift among the options of a choice; true when it is one.</summary>
    private bool IsNoOption(WrittenParameter option, string context)
    {
        if (option.Name.Text is not (AtLeast or AtMost or Shift))
        {
            return false;
        }
        var (what, help) = option.Name.Text == Shift
            ? ("shifted", "write the options as they are to be")
            : ("truncated", "leave out the options that it excludes");
        diagnostics.Error(
            DiagnosticCode.BadParameters, option.Whole.Location, context, $"a choice cannot be {what}: {option.Name} is no option",
            $"remove {option.Whole}, and {help}");
        return true;
    }

    private Choice? ChoiceOfNames(InputDefinition input, List<WrittenParameter> written, SourceFragment where, bool isRight, string context)
    {
        var options = new List<ChoiceOption>();
        foreach (var parameter in written)
        {
            if (IsNoOption(parameter, context))
            {
                isRight = false;
                continue;
            }
            bool isKnown = IsOption(input, parameter.Name, context);
            if (OptionWeight(parameter, context) is { } weight && isKnown)
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
                DiagnosticCode.BadParameters, where.Location, context, "fixed takes the one parameter value",
                $"write value={Example(input)}");
            return null;
        }
        var name = written[0].Value!;
        return IsOption(input, name, context) ? Choice.OfNames([new(name.Text, 0, 1)]) : null;
    }

    private bool IsAChoice(List<ChoiceOption> options, SourceFragment where, bool isRight, string example, string context)
    {
        if (isRight && options.Count == 0)
        {
            diagnostics.Error(DiagnosticCode.BadParameters, where.Location, context, "the choice has no options",
                $"write options with their weights: {example}");
            return false;
        }
        if (isRight && !double.IsFinite(options.Sum(option => option.Weight)))
        {
            diagnostics.Error(DiagnosticCode.BadWeight, where.Location, context, "the weights add up to more than a number can hold",
                "divide all of them by the same number");
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
        string kind = input.Catalogue switch
        {
            CatalogueKind.Models => $"a model of {CatalogueReader.ModelsFile}",
            CatalogueKind.Gpus => $"a GPU of {CatalogueReader.GpusFile}",
            _ => $"an option of {input.Name}",
        };
        diagnostics.Error(
            DiagnosticCode.UnknownOption, name.Location, context, $"{Diagnostics.Quote(name.Text)} is not {kind}",
            NearestName.Help(name.Text, options, Catalogues.WhereToFind(input.Catalogue, options)));
        return false;
    }

    /// <summary>The weight of an option, 1 when none is written; null after reporting.</summary>
    private double? OptionWeight(WrittenParameter option, string context) =>
        option.Value is null
        ? 1
        : WeightOf(option, $"{context}, weight of {option.Name}", "leave the option out, or give it a weight above 0");

    /// <summary>The weight that a parameter states; null after reporting.</summary>
    private double? WeightOf(WrittenParameter parameter, string context, string help)
    {
        double? weight = NumberReading.Of(parameter.Value!, context, diagnostics);
        if (weight <= 0)
        {
            diagnostics.Error(
                DiagnosticCode.BadWeight, parameter.Value!.Location, context, $"a weight must be above 0, but is {parameter.Value}", help);
            return null;
        }
        return weight;
    }

    private string Example(InputDefinition input) => catalogues.OptionsOf(input) is [var first, ..] ? first : "name";

    private static string Names() => string.Join(", ", LawCatalogue.All.Select(law => law.Name));
}

/// <summary>What a row's two cells say.</summary>
/// <param name="Law">The law; null after reporting.</param>
/// <param name="Weight">The <c>weight=</c> that makes the row part of a mixture, as written; null for none.</param>
/// <param name="Share">The weight's number; null when there is none, or after reporting.</param>
/// <param name="IsReadable">False when the parameters could not be told apart, so that a weight may be among them.</param>
internal sealed record StatedLaw(Distribution? Law, SourceFragment? Weight, double? Share, bool IsReadable);
