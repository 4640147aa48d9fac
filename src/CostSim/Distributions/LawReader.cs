namespace CostSim.Distributions;

/// <summary>Turns named arguments into a member of a law, or into everything that is wrong with them.</summary>
internal static class LawReader
{
    private const string AtLeast = "at_least", AtMost = "at_most", Shift = "shift";

    /// <summary>2^-53, the least uniform there is.</summary>
    private const double RarestUniform = 1.0 / (1L << 53);

    public static Outcome<Distribution> Create(Law law, IReadOnlyDictionary<string, double> arguments)
    {
        List<Problem> problems = [];
        SortedDictionary<string, double> given = new(StringComparer.Ordinal);
        foreach ((string name, double value) in arguments)
        {
            if (!double.IsFinite(value))
            {
                problems.Add(
                    new Problem(name, FormattableString.Invariant($"{name} must be a finite number, but is {value}"), "write a number"));
            }

            if (!IsKnown(law, name))
            {
                problems.Add(Unknown(law, name));

                // What it was meant to be is taken as given, so that it is not also reported as missing.
                if (NearestName.Of(name, Names(law)) is string meant && !arguments.ContainsKey(meant))
                {
                    given[meant] = value;
                }

                continue;
            }
            given[name] = value;
        }

        double atLeast = given.GetValueOrDefault(AtLeast, double.NegativeInfinity),
            atMost = given.GetValueOrDefault(AtMost, double.PositiveInfinity);
        if (Truncated.OrderProblem(atLeast, atMost) is Problem disorder)
        {
            problems.Add(disorder);
        }

        given.Remove(AtLeast);
        given.Remove(AtMost);
        double shift = given.GetValueOrDefault(Shift);
        given.Remove(Shift);

        Outcome<Distribution>? made = null;
        if (given.Values.All(double.IsFinite))
        {
            made = Match(law, given);
            problems.AddRange(made.Problems);
        }
        else if (Mismatch(law, given) is Problem mismatch)
        {
            problems.Add(mismatch);
        }
        if (problems.Count > 0 || made?.Value is not Distribution whole)
        {
            return Outcome.Wrong<Distribution>(problems);
        }

        bool isTruncated = double.IsFinite(atLeast) || double.IsFinite(atMost);
        var moved = shift == 0 ? made : Shifted.Create(whole, shift);
        var outcome = isTruncated && moved.Value is { } shifted ? Truncated.Create(shifted, atLeast, atMost) : moved;
        return outcome.Value is Distribution member && !CanBeDrawn(member)
            ? Outcome.Wrong<Distribution>(new Problem(
                "", $"draws of {member} are too large to compute with", "use less extreme parameters, or add at_least= and at_most="))
            : outcome;
    }

    /// <summary>True when the most extreme uniforms give numbers.</summary>
    private static bool CanBeDrawn(Distribution law) =>
        double.IsFinite(law.Quantile(RarestUniform)) && double.IsFinite(law.UpperQuantile(RarestUniform))
        && double.IsFinite(law.Quantile(0.5));

    /// <summary>The member of the one parameterisation that takes exactly these parameters.</summary>
    private static Outcome<Distribution> Match(Law law, SortedDictionary<string, double> given)
    {
        if (law.Parameterisations.FirstOrDefault(
            form => Takes(form, given) && Missing(form, given).Count == 0) is not Parameterisation form)
        {
            return Outcome.Wrong<Distribution>(Mismatch(law, given)!);
        }
        double[] values = [.. form.Parameters.Select(
            parameter => given.TryGetValue(parameter.Name, out double value) ? value : parameter.Default!.Value)];
        if (form.Quantiles is not QuantileForm quantiles)
        {
            return form.Create(values);
        }

        QuantilePoint[] points = [.. given.Where(argument => !IsNamed(form, argument.Key))
            .Select(argument => QuantilePoint.Read(argument.Key, argument.Value)!.Value).OrderBy(point => point.P)];
        List<Problem> disorder = [.. points.Zip(points.Skip(1), Disorder).OfType<Problem>()];
        return disorder.Count == 0 ? quantiles.Create(points, values) : Outcome.Wrong<Distribution>(disorder);
    }

    /// <summary>What is wrong with the order of two quantiles; null when nothing is.</summary>
    private static Problem? Disorder(QuantilePoint low, QuantilePoint high)
    {
        if (!(high.P > low.P))
        {
            return new Problem(high.Name, $"{low.Name} and {high.Name} are the same quantile", "give two different quantiles");
        }

        return high.Value > low.Value ? null : new Problem(high.Name,
            FormattableString.Invariant($"{high.Name} must be above {low.Name}, but {high.Value} is not above {low.Value}"),
            high.Value < low.Value
                ? $"exchange {low.Name} and {high.Name}"
                : FormattableString.Invariant($"for a known number write fixed value={low.Value}"));
    }

    /// <summary>Why no parameterisation takes exactly these parameters; null when one does.</summary>
    private static Problem? Mismatch(Law law, SortedDictionary<string, double> given)
    {
        string forms = $"write {law.Name} with {string.Join(", or ", law.Parameterisations.Select(form => form.Form))}";
        List<Parameterisation> taking = [.. law.Parameterisations.Where(form => Takes(form, given))];
        if (taking.Any(form => Missing(form, given).Count == 0))
        {
            return null;
        }

        if (given.Count == 0)
        {
            return new Problem("", $"{law.Name} has no parameters", forms);
        }

        string names = Listed([.. given.Keys]);
        if (taking.Count == 0)
        {
            return law.Parameterisations.FirstOrDefault(
                form => form.Quantiles is not null && given.Keys.All(name => TakesName(form, name))) is { Quantiles.Most: int most }
                ? new Problem(
                    "", $"{law.Name} takes {InWords(most)}, but {given.Keys.Count(QuantilePoint.IsName)} are given: "
                        + $"{Listed([.. given.Keys.Where(QuantilePoint.IsName)])}",
                    "leave some out, or use the law quantiles, which takes any number of them")
                : new Problem("", $"{names} do not go together in {law.Name}", forms);
        }
        List<List<string>> missing = [.. taking.Select(form => Missing(form, given))];
        string needs = string.Join(", or ", missing.Select(Listed).Distinct());
        return new Problem(taking.Count == 1 && missing[0].Count == 1 && IsNamed(taking[0], missing[0][0]) ? missing[0][0] : "",
            $"{law.Name} with {names} also needs {needs}", forms);
    }

    private static bool Takes(Parameterisation form, SortedDictionary<string, double> given) =>
        given.Keys.All(name => TakesName(form, name)) && QuantilesOf(form, given) <= (form.Quantiles?.Most ?? 0);

    private static int QuantilesOf(Parameterisation form, SortedDictionary<string, double> given) =>
        given.Keys.Count(name => !IsNamed(form, name) && QuantilePoint.IsName(name));

    private static bool TakesName(Parameterisation form, string name) =>
        IsNamed(form, name) || (form.Quantiles is not null && QuantilePoint.IsName(name));

    private static bool IsNamed(Parameterisation form, string name) => form.Parameters.Any(parameter => parameter.Name == name);

    private static List<string> Missing(Parameterisation form, SortedDictionary<string, double> given)
    {
        List<string> missing = [.. form.Parameters.Where(parameter => parameter.Default is null && !given.ContainsKey(parameter.Name))
            .Select(parameter => parameter.Name)];
        if (form.Quantiles is { Fewest: int fewest } && QuantilesOf(form, given) is var count && count < fewest)
        {
            missing.Add((count, fewest - count) switch
            {
                (0, 1) => "a pNN",
                (1, 1) => "a second pNN",
                (_, 1) => "one more pNN",
                (0, int rest) => $"{Number(rest)} pNN",
                (_, int rest) => $"{Number(rest)} more pNN",
            });
        }
        return missing;
    }

    private static bool IsKnown(Law law, string name) =>
        Names(law).Contains(name) || (TakesQuantiles(law) && QuantilePoint.Read(name, 0) is not null);

    private static bool TakesQuantiles(Law law) => law.Parameterisations.Any(form => form.Quantiles is not null);

    private static IEnumerable<string> Names(Law law) => law.Parameterisations
        .SelectMany(form => form.Parameters.Select(parameter => parameter.Name))
        .Concat(law.CanBeTruncated ? [AtLeast, AtMost] : [])
        .Concat(law.CanBeShifted ? [Shift] : [])
        .Concat(TakesQuantiles(law) ? ["median"] : [])
        .Distinct();

    private static Problem Unknown(Law law, string name)
    {
        if (QuantilePoint.IsName(name) && name != "median")
        {
            return TakesQuantiles(law)
                ? new Problem(name, $"{name} is not a quantile", "write p with a number between 0 and 100, such as p5, p90 or p99.9")
                : new Problem(name, $"{law.Name} cannot be given by quantiles such as {name}", Takes(law));
        }
        if (name is AtLeast or AtMost)
        {
            return new Problem(name, $"{law.Name} cannot be truncated", $"leave {name} out");
        }

        if (name is Shift)
        {
            return new Problem(name, $"{law.Name} cannot be shifted", $"leave {name} out");
        }

        string? nearest = NearestName.Of(name, Names(law));
        return new Problem(name, $"{name} is not a parameter of {law.Name}", nearest is null ? Takes(law) : $"did you mean {nearest}?");
    }

    private static string Takes(Law law) => $"{law.Name} takes {string.Join(", or ", law.Parameterisations.Select(form => form.Form))}";

    private static string InWords(int quantiles) => quantiles == 1 ? "one quantile" : $"{Number(quantiles)} quantiles";

    private static string Number(int count) =>
        count switch { 1 => "one", 2 => "two", 3 => "three", _ => FormattableString.Invariant($"{count}") };

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count < 2 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
