using CostSim.CostModel;
using CostSim.Sampling;

namespace CostSim.Simulation;

/// <summary>
/// Room for <see cref="Column.BlockLength"/> consecutive trials: their draws, the cost model's quantities and the outputs.
/// Made once per thread and refilled; simulating allocates nothing.
/// </summary>
internal sealed class Block
{
    private readonly Sampler _sampler;
    private readonly (Variate Variate, double[] Values)[] _draws;
    private readonly GaussianCopula? _copula;
    private readonly double[][] _correlated;
    private readonly CostChain[] _chains;
    private readonly DayColumns[] _days;
    private readonly DayColumns _total;
    private readonly BlockOutput[] _outputs;

    public Block(CompiledScenario compiled, SimulationPlan plan)
    {
        _sampler = plan.Sampling.For(plan.Seed, plan.Trials);
        Scenario = compiled.Scenario;
        var columns = new Dictionary<ScenarioInput, Column>();
        foreach (var input in compiled.Scenario.Inputs)
        {
            columns[input] = input.IsUncertain ? Column.Varying() : Column.Fixed(input.Law.Quantile(0.5));
        }
        _draws = [.. compiled.Variates.Select(variate => (variate, columns[variate.Input].ToArray()))];
        _copula = compiled.Copula;
        _correlated = [.. compiled.Correlated.Select(variate => columns[variate.Input].ToArray())];

        var needed = plan.Outputs.SelectMany(output => output.Per is { } per ? [output.Amount, per] : new[] { output.Amount }).ToHashSet();
        var workloads = compiled.Scenario.Workloads;
        Inputs = [.. workloads.Select(workload => InputsOf(workload, columns))];
        _chains = [.. Inputs.Select(inputs => new CostChain(inputs, needed))];
        _days = [.. _chains.Select(chain => chain.Day)];
        _total = _days.Length == 1 ? _days[0] : DayColumns.Over(_days, needed);

        // A single workload is its own total: computed once, reported under both names.
        var scopes = _days.Length == 1 ? [] : workloads.Zip(_days, (workload, day) => (workload.Name, day));
        _outputs = [.. scopes.Append((Scenario.Total, _total))
            .SelectMany(scope => plan.Outputs.Select(output => new BlockOutput(scope.Item1, output, scope.Item2, output.Prepare(scope.Item2))))];
    }

    public Scenario Scenario { get; }

    /// <summary>Outputs of every workload, then of the total; of the total alone when there is one workload.</summary>
    public ReadOnlySpan<BlockOutput> Outputs => _outputs;

    /// <summary>The inputs of every workload.</summary>
    public IReadOnlyList<WorkloadInputs> Inputs { get; }

    /// <summary>The cost model of every workload.</summary>
    public ReadOnlySpan<CostChain> Chains => _chains;

    /// <summary>The draws of the inputs, in the order of <see cref="CompiledScenario.Variates"/>.</summary>
    public IEnumerable<double[]> Draws => _draws.Select(draw => draw.Values);

    /// <summary>Simulates the block that starts at a trial, a multiple of <see cref="Column.BlockLength"/>.</summary>
    public void Simulate(long firstTrial)
    {
        Draw(firstTrial);
        Evaluate();
    }

    /// <summary>Draws the inputs of the block that starts at a trial.</summary>
    public void Draw(long firstTrial)
    {
        foreach (var (variate, values) in _draws)
        {
            _sampler.Uniforms(variate.Stream, variate.Dimension, firstTrial, values);
        }
        _copula?.Apply(_correlated);
        foreach (var (variate, values) in _draws)
        {
            variate.Transform.Apply(values);
        }
    }

    /// <summary>Computes the outputs of the inputs as they are.</summary>
    public void Evaluate()
    {
        foreach (var chain in _chains)
        {
            chain.Run();
        }
        if (_days.Length > 1)
        {
            _total.Add(_days);
        }
        foreach (var output in _outputs)
        {
            output.Definition.Compute(output.Day, output.Values);
        }
    }

    private static WorkloadInputs InputsOf(Workload workload, Dictionary<ScenarioInput, Column> columns) =>
        new([.. workload.Inputs.Select(input => input is null ? default : columns[input])])
        {
            Models = workload.Models,
            Gpus = workload.Gpus,
            FleetShares = workload.FleetShares,
            PerGpu = workload.PerGpu.ToDictionary(row => row.Key, row => columns[row.Value]),
            LoadProfile = workload.LoadProfile,
            Servings = workload.Servings,
            Pricings = workload.Pricings,
        };
}

/// <summary>One output of one workload, or of the total, and its values in the current block.</summary>
internal sealed record BlockOutput(string Workload, OutputDefinition Definition, DayColumns Day, Column Values);
