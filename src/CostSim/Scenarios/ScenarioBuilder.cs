using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// States a scenario input by input. What is stated before <see cref="For"/> holds in all workloads, what follows it in the one named;
/// a workload's own statement wins there, and of two statements of the same the later one. What is not stated takes its default.
/// </summary>
/// <example>
/// <code>
/// var outcome = new ScenarioBuilder("chat")
///     .With(InputCatalogue.DailyUsers, new LogNormal(13e6, 0.3))
///     .With(InputCatalogue.QueriesPerUser, 8)
///     .With(InputCatalogue.ResponseTokens, new LogNormal(300, 0.8))
///     .With(InputCatalogue.GpuPrice, new Triangular(1, 1.8, 4))
///     .WithModel(model).WithGpu(gpu)
///     .Build();
/// </code>
/// </example>
/// <param name="name">The scenario's name.</param>
public sealed class ScenarioBuilder(string name)
{
    private const string CodeOrigin = "builder";

    private readonly List<string> _workloads = [];
    private readonly List<Statement> _statements = [];
    private readonly Dictionary<string, IReadOnlyList<double>> _loads = new(StringComparer.Ordinal);
    private readonly List<(string A, string B, double Coefficient)> _correlations = [];
    private string _workload = "";

    /// <summary>Makes what follows hold in one workload, which then belongs to the scenario.</summary>
    /// <param name="workload">Its name: letters, digits, - and _.</param>
    public ScenarioBuilder For(string workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        _workload = workload;
        if (!_workloads.Contains(workload))
        {
            _workloads.Add(workload);
        }
        return this;
    }

    /// <summary>Makes what follows hold in all workloads again.</summary>
    public ScenarioBuilder ForAll()
    {
        _workload = "";
        return this;
    }

    /// <summary>States the law of an input.</summary>
    /// <param name="input">One of <see cref="InputCatalogue.All"/>.</param>
    /// <param name="law">Its law, in the input's unit.</param>
    public ScenarioBuilder With(InputDefinition input, Distribution law) =>
        State(new(Known(input), _workload, NotNull(law), CodeOrigin, ""));

    /// <summary>States an input that is known.</summary>
    /// <param name="input">One of <see cref="InputCatalogue.All"/>.</param>
    /// <param name="value">Its value, in the input's unit.</param>
    public ScenarioBuilder With(InputDefinition input, double value) => With(input, new Fixed(value));

    /// <summary>States which option an input takes: <c>serving</c>, <c>roofline</c>.</summary>
    /// <param name="input">One of <see cref="InputCatalogue.All"/> that has <see cref="InputDefinition.Options"/>.</param>
    /// <param name="option">One of them.</param>
    public ScenarioBuilder With(InputDefinition input, string option) => WithOptions(input, (option, 1));

    /// <summary>States the law of an input on one accelerator of several.</summary>
    /// <param name="input">An input that <see cref="InputDefinition.IsPerGpu"/>.</param>
    /// <param name="gpu">The accelerator's name.</param>
    /// <param name="law">Its law there, in the input's unit.</param>
    public ScenarioBuilder WithOn(InputDefinition input, string gpu, Distribution law) =>
        State(new(Known(input), _workload, NotNull(law), CodeOrigin, "") { Gpu = NotNull(gpu) });

    /// <summary>States a choice between options: each trial draws one.</summary>
    /// <param name="input">One of <see cref="InputCatalogue.All"/> that has <see cref="InputDefinition.Options"/>.</param>
    /// <param name="options">Options with their weights, which need not add up to 1.</param>
    public ScenarioBuilder WithOptions(InputDefinition input, params IReadOnlyList<(string Option, double Weight)> options) =>
        Choose(input, options);

    /// <summary>States the model.</summary>
    public ScenarioBuilder WithModel(Architecture model) => WithModels((model, 1));

    /// <summary>States a choice between models: each trial draws one.</summary>
    /// <param name="models">Models with their weights, which need not add up to 1.</param>
    public ScenarioBuilder WithModels(params IReadOnlyList<(Architecture Model, double Weight)> models) => Choose(
        InputCatalogue.Model, [.. models.Select(model => (NotNull(model.Model).Name, model.Weight))],
            models: [.. models.Select(model => model.Model)]);

    /// <summary>States the accelerator.</summary>
    public ScenarioBuilder WithGpu(Accelerator gpu) => WithGpus((gpu, 1));

    /// <summary>States a choice between accelerators: each trial draws one.</summary>
    /// <param name="gpus">Accelerators with their weights, which need not add up to 1.</param>
    public ScenarioBuilder WithGpus(params IReadOnlyList<(Accelerator Gpu, double Weight)> gpus) => Choose(InputCatalogue.Gpu, gpus);

    /// <summary>States a fleet in which several accelerators serve side by side.</summary>
    /// <param name="gpus">Accelerators with their shares of the GPUs, which need not add up to 1.</param>
    public ScenarioBuilder WithFleet(params IReadOnlyList<(Accelerator Gpu, double Share)> gpus) => Choose(InputCatalogue.FleetMix, gpus);

    /// <summary>States the load over the day.</summary>
    /// <param name="shares">24 numbers from 0, one an hour, with any sum.</param>
    public ScenarioBuilder WithLoadProfile(IReadOnlyList<double> shares)
    {
        _loads[_workload] = [.. NotNull(shares)];
        return this;
    }

    /// <summary>States the rank correlation of two uncertain inputs.</summary>
    /// <param name="inputA">
    /// One, as stated: <c>gpu_price</c> for all workloads, <c>chat.daily_users</c> for one, <c>gpu_price:h100</c> on one accelerator.
    /// </param>
    /// <param name="inputB">The other.</param>
    /// <param name="coefficient">Spearman's coefficient, between -1 and 1.</param>
    public ScenarioBuilder WithCorrelation(string inputA, string inputB, double coefficient)
    {
        _correlations.RemoveAll(pair => (pair.A, pair.B) == (inputA, inputB) || (pair.A, pair.B) == (inputB, inputA));
        _correlations.Add((NotNull(inputA), NotNull(inputB), coefficient));
        return this;
    }

    /// <summary>The scenario, perhaps with warnings; or everything that is wrong with what was stated. The builder can go on.</summary>
    public Outcome<Scenario> Build()
    {
        var problems = new List<Problem>();
        problems.AddRange(_workloads.Select((workload, i) => WorkloadName.Check(workload, each => $"\"{each}\"", _workloads.Take(i)))
            .OfType<Problem>());
        var statements = _statements.Select(statement => Checked(statement, problems)).ToList();
        var profiles = Profiles(problems);
        var draft = new ScenarioDraft(_workloads, statements, profiles, Unsettled.Nothing);
        problems.AddRange(draft.Problems);
        var pairs = Pairs(statements, problems);
        if (problems.Exists(problem => !problem.IsWarning))
        {
            return new(null, problems);
        }
        var scenario = draft.Finish(name);
        var drawn = scenario.Uncertain.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var idle = pairs.Select(pair => (Pair: pair, Idle: pair.Idle(drawn))).Where(pair => pair.Idle is not null).ToList();
        problems.AddRange(idle.Select(pair => CorrelationCheck.NoEffect(pair.Pair, pair.Idle!)));
        var correlations = CorrelationCheck.Between([.. pairs.Except(idle.Select(pair => pair.Pair))]);
        return correlations is { IsPositiveDefinite: false }
            ? new(null, [.. problems, CorrelationCheck.Contradiction(correlations).Problem])
            : new(scenario with { Correlations = correlations }, problems);
    }

    private static T NotNull<T>(T? value) where T : class => value ?? throw new ArgumentNullException(nameof(value));

    private static InputDefinition Known(InputDefinition input) =>
        input.Index >= 0 && ReferenceEquals(InputCatalogue.All[input.Index], input)
        ? input
        : throw new ArgumentException($"{input} is not an input of {nameof(InputCatalogue)}", nameof(input));

    /// <summary>The statement; without its law after finding something wrong with it.</summary>
    private static Statement Checked(Statement statement, List<Problem> problems)
    {
        if (statement.Law is null)
        {
            problems.Add(statement.Flaw!);
            return statement;
        }
        List<Problem> found = [.. LawCheck.Of(statement)];
        if (statement.Gpu.Length > 0 && !statement.Definition.IsPerGpu)
        {
            found.Add(statement.Wrong(
                ProblemKind.NotPerGpu, "",
                    $"{statement.Definition.Name} is the same for all accelerators, but is stated for \"{statement.Gpu}\"",
                $"state {statement.Definition.Name} for all"));
        }
        found.AddRange(statement.Models.OfType<Architecture>().Where(model => !model.IsFinite).Select(model =>
            statement.Wrong(ProblemKind.BadFigure, model.Name, $"{model.Name} is too large to be computed", "check its sizes")));
        found.AddRange(statement.Gpus.OfType<Accelerator>().Where(gpu => !gpu.IsPossible).Select(gpu => statement.Wrong(
            ProblemKind.BadFigure, gpu.Name,
            $"every figure of {gpu.Name} must be above 0 and finite, and its reachable share of the peak at most 1",
            "take those of its data sheet, in base units")));
        problems.AddRange(found);
        return found.Count == 0 ? statement : statement with { Law = null };
    }

    private ScenarioBuilder State(Statement statement)
    {
        _statements.RemoveAll(
            other => (other.Definition, other.Workload, other.Gpu) == (statement.Definition, statement.Workload, statement.Gpu));
        _statements.Add(statement);
        return this;
    }

    private ScenarioBuilder Choose(InputDefinition input, IReadOnlyList<(Accelerator Gpu, double Weight)> gpus) =>
        Choose(input, [.. gpus.Select(gpu => (NotNull(gpu.Gpu).Name, gpu.Weight))], gpus: [.. gpus.Select(gpu => gpu.Gpu)]);

    private ScenarioBuilder Choose(
        InputDefinition input, IReadOnlyList<(string Option, double Weight)> options,
        IReadOnlyList<Architecture>? models = null, IReadOnlyList<Accelerator>? gpus = null)
    {
        bool isRight = options.Count > 0 && options.All(option => option.Weight > 0)
            && double.IsFinite(options.Sum(option => option.Weight));
        var law = isRight
            ? Choice.OfNames([.. options.Select((option, i) => new ChoiceOption(NotNull(option.Option), i, option.Weight))]) : null;
        var statement = new Statement(Known(input), _workload, law, CodeOrigin, "") { Models = models ?? [], Gpus = gpus ?? [] };
        return State(isRight ? statement : statement with
        {
            Flaw = statement.Wrong(
                ProblemKind.BadWeight, "", $"the options of {input.Name} need weights above 0 with a finite sum",
                    "leave options out, or give them a weight above 0"),
        });
    }

    private LoadProfiles Profiles(List<Problem> problems)
    {
        var outcomes = _loads.ToDictionary(load => load.Key, load => LoadProfiles.Over(load.Value), StringComparer.Ordinal);
        problems.AddRange(
            outcomes.SelectMany(outcome => outcome.Value.Problems.Select(problem => problem with { Workload = outcome.Key })));
        return new(outcomes.ToDictionary(outcome => outcome.Key, outcome => outcome.Value.Value, StringComparer.Ordinal), isWhole: true);
    }

    private List<CorrelatedPair> Pairs(List<Statement> statements, List<Problem> problems)
    {
        var pairs = new List<CorrelatedPair>();
        foreach (var (nameA, nameB, coefficient) in _correlations)
        {
            var a = Named(nameA, statements, problems);
            var b = Named(nameB, statements, problems);
            var wrong = CorrelationCheck.OfCoefficient(coefficient, FormattableString.Invariant($"{coefficient}"))
                ?? (a is null || b is null ? null : CorrelationCheck.OfPair(a, b));
            if (wrong is not null)
            {
                problems.Add(wrong with { Input = nameA, Parameter = nameB });
            }
            else if (a is not null && b is not null)
            {
                pairs.Add(new(a, b, coefficient));
            }
        }
        return pairs;
    }

    /// <summary>The statement that a name such as <c>chat.gpu_price:h100</c> stands for; null after finding none.</summary>
    private Statement? Named(string name, List<Statement> statements, List<Problem> problems)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string gpu = colon < 0 ? "" : name[(colon + 1)..];
        string qualified = colon < 0 ? name : name[..colon];
        int point = qualified.IndexOf('.', StringComparison.Ordinal);
        string workload = point < 0 ? "" : qualified[..point];
        if (InputCatalogue.Find(qualified[(point + 1)..]) is not { } input
            || workload.Length > 0 && !ScenarioDraft.WorkloadsOr(_workloads).Contains(workload))
        {
            problems.Add(new(
                "", $"\"{name}\" is not an input of this scenario",
                "name it as it was stated: gpu_price, or chat.gpu_price for a workload")
            {
                Kind = ProblemKind.CannotCorrelate,
                Input = name,
            });
            return null;
        }
        var (found, problem) = CorrelationCheck.Find(input, workload, gpu, statements, Unsettled.Nothing);
        if (problem is not null)
        {
            problems.Add(problem);
        }
        return found;
    }
}
