using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;
using CostSim.Scenarios;

namespace CostSim.Simulation;

/// <summary>
/// Room for <see cref="Column.BlockLength"/> consecutive trials: their draws, the cost model's quantities and the outputs.
/// Made once per thread and refilled; simulating allocates nothing.
/// </summary>
internal sealed class Block
{
    /// <summary>The largest number below 1.</summary>
    private static readonly double MostUniform = Math.BitDecrement(1.0);

    private readonly CompiledScenario _compiled;
    private readonly Sampler _sampler;
    private readonly (Variate Variate, double[] Values)[] _draws;
    private readonly GaussianCopula? _copula;
    private readonly double[][] _correlated;
    private readonly CostChain[] _chains;
    private readonly Evaluation[] _workloads;
    private readonly Evaluation _total;
    private readonly BlockOutput[] _outputs;

    /// <param name="compiled">The scenario.</param>
    /// <param name="plan">Seed, sampling and outputs.</param>
    /// <param name="also">What is wanted of each workload's chain besides the outputs; null for nothing.</param>
    public Block(CompiledScenario compiled, SimulationPlan plan, Func<CostChain, IEnumerable<Quantity>>? also = null)
    {
        _compiled = compiled;
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

        var workloads = compiled.Scenario.Workloads;
        _chains = [.. workloads.Select(workload => new CostChain(InputsOf(workload, columns)))];
        // A single workload is its own total: computed once, reported under that name.
        var ofWorkloads = _chains.Length == 1
            ? Enumerable.Empty<BlockOutput>()
            : workloads.Zip(_chains, (workload, chain) => OutputsOf(workload.Name, [chain], plan.Outputs)).SelectMany(outputs => outputs);
        _outputs = [.. ofWorkloads, .. OutputsOf(Scenario.Total, _chains, plan.Outputs)];
        _workloads = [.. workloads.Zip(_chains, (workload, chain) => new Evaluation(
            [.. _outputs.Where(output => output.Workload == workload.Name).Select(output => output.Quantity),
                .. also?.Invoke(chain) ?? []]))];
        _total = new Evaluation(_outputs.Select(output => output.Quantity));
    }

    public Scenario Scenario { get; }

    /// <summary>Outputs of every workload, then of the total; of the total alone when there is one workload.</summary>
    public ReadOnlySpan<BlockOutput> Outputs => _outputs;

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

    /// <summary>What it takes to draw given one input.</summary>
    /// <param name="number">Its number among <see cref="CompiledScenario.Variates"/>.</param>
    public ConditionalDraw Given(int number)
    {
        var first = _draws[number];
        if (_compiled.CopulaFrom(first.Variate.Input) is not { } copula)
        {
            return new([first], null, [first.Values], ReadersOf(number));
        }
        var draws = _compiled.InOrderOf(copula).Select(variate => Array.Find(_draws, draw => draw.Variate == variate)).ToArray();
        bool[] readers = ReadersOf([.. draws.Select(draw => Array.IndexOf(_draws, draw))]);
        return new(draws, copula, [.. draws.Select(draw => draw.Values)], readers);
    }

    /// <summary>
    /// Draws an input of the present block again, given that it lies between two of its quantiles, and with
    /// it the inputs that depend on it.
    /// </summary>
    public void Redraw(long firstTrial, ConditionalDraw given, double lower, double upper)
    {
        foreach (var (variate, values) in given.Draws)
        {
            _sampler.Uniforms(variate.Stream, variate.Dimension, firstTrial, values);
        }
        foreach (ref double uniform in given.Columns[0].AsSpan())
        {
            uniform = Math.Min(lower + (upper - lower) * uniform, MostUniform);
        }
        given.Copula?.Apply(given.Columns);
        foreach (var (variate, values) in given.Draws)
        {
            variate.Transform.Apply(values);
        }
    }

    /// <summary>Which workloads read some of the inputs, in the order of the workloads.</summary>
    public bool[] ReadersOf(params IReadOnlyList<int> numbers)
    {
        var inputs = numbers.Select(number => _draws[number].Variate.Input).ToHashSet();
        return [.. Scenario.Workloads.Select(
            workload => workload.Inputs.Concat(workload.PerGpu.Values).Any(input => input is not null && inputs.Contains(input)))];
    }

    /// <summary>Computes the outputs of the inputs as they are.</summary>
    public void Evaluate()
    {
        foreach (var workload in _workloads)
        {
            workload.Run();
        }
        _total.Run();
    }

    /// <summary>Computes the outputs again where only some workloads' inputs are other than at the last time.</summary>
    public void Evaluate(ReadOnlySpan<bool> isStale)
    {
        for (int i = 0; i < _workloads.Length; i++)
        {
            if (isStale[i])
            {
                _workloads[i].Run();
            }
        }
        _total.Run();
    }

    private static IEnumerable<BlockOutput> OutputsOf(
        string scope, IReadOnlyList<CostChain> chains, IReadOnlyList<OutputDefinition> outputs)
    {
        var sums = new OutputSums();
        return [.. outputs.Select(output => new BlockOutput(scope, output, output.Of(chains, sums)))];
    }

    private static WorkloadInputs InputsOf(Workload workload, Dictionary<ScenarioInput, Column> columns) =>
        new([.. workload.Inputs.Select(input => input is null ? default : columns[input])])
        {
            Models = workload.Models,
            Gpus = workload.Gpus,
            FleetShares = workload.FleetShares,
            PerGpu = workload.PerGpu.ToDictionary(
                row => row.Key,
                row => Quantity.Input(row.Value.Definition.Name, row.Value.Definition.Unit, columns[row.Value]).On(row.Value.Gpu)),
            LoadProfile = workload.LoadProfile,
            Servings = workload.Servings,
            Pricings = workload.Pricings,
            Options = workload.Options,
        };
}

/// <summary>One output of one workload, or of the total, and its values in the current block.</summary>
internal sealed record BlockOutput(string Workload, OutputDefinition Definition, Quantity Quantity)
{
    public Column Values => Quantity.Values;
}

/// <summary>What it takes to draw a block given one input.</summary>
/// <param name="Draws">The input, and then the inputs that may depend on it, each with its column.</param>
/// <param name="Copula">The copula that starts with the input; null when it is independent of all others.</param>
/// <param name="Columns">The columns alone.</param>
/// <param name="Readers">The workloads that read any of them.</param>
internal sealed record ConditionalDraw(
    (Variate Variate, double[] Values)[] Draws, GaussianCopula? Copula, double[][] Columns, bool[] Readers);
