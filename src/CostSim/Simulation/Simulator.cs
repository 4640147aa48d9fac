using CostSim.CostModel.Quantities;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Statistics;

namespace CostSim.Simulation;

/// <summary>
/// Simulates the trials of a plan on several threads. Trials are cut into chunks that <see cref="WorkShare"/> hands out, and a
/// <see cref="Tally"/> puts together what they counted: the result's bits do not depend on the number of threads.
/// </summary>
public sealed class Simulator
{
    private readonly CompiledScenario _compiled;

    /// <summary>Prepares a scenario: builds the tables of its laws.</summary>
    public Simulator(Scenario scenario)
        : this(new CompiledScenario(scenario))
    {
    }

    internal Simulator(CompiledScenario compiled) => _compiled = compiled;

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">Trials, seed and outputs.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="progress">Told the number of trials done so far, after every chunk, from any thread.</param>
    /// <param name="isEnough">
    /// Ends the run early when it says so. Asked after 1, 2, 4 ... chunks and nowhere else, so that the end does not depend on the
    /// threads; the result is that of a plan with as many trials as were done.
    /// </param>
    /// <param name="cancellation">Stops the run within one chunk.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="ImpossibleOutputException">An output was NaN, infinite or negative in some trial.</exception>
    public SimulationResult Run(
        SimulationPlan plan, int threads, Action<long>? progress = null, Func<SimulationResult, bool>? isEnough = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Trials, 1, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return isEnough is null || plan.Sampling.AreTrialsIndependent
            ? RunPlan(plan, threads, progress, isEnough, cancellation)
            : RunLonger(plan, threads, progress, isEnough, cancellation);
    }

    /// <summary>
    /// Runs of more and more trials, each from the start, until one is enough: the points of a Latin hypercube or of a replicated sequence
    /// depend on how many there are. All of them together take twice the last one's time.
    /// </summary>
    private SimulationResult RunLonger(
        SimulationPlan plan, int threads, Action<long>? progress, Func<SimulationResult, bool> isEnough, CancellationToken cancellation)
    {
        for (long trials = SamplingDesign.Even(SamplingDesign.ChunkLength, plan.Sampling.Replicates); ; trials *= 2)
        {
            var result = RunPlan(plan with { Trials = Math.Min(trials, plan.Trials) }, threads, progress, null, cancellation);
            if (trials >= plan.Trials || isEnough(result))
            {
                return result;
            }
        }
    }

    private SimulationResult RunPlan(
        SimulationPlan plan, int threads, Action<long>? progress, Func<SimulationResult, bool>? isEnough, CancellationToken cancellation)
    {
        var design = new SamplingDesign(plan.Trials, plan.Sampling.Replicates);
        var blocks = Enumerable.Range(0, (int)Math.Min(threads, design.Chunks)).Select(_ => new Block(_compiled, plan)).ToArray();
        var tally = new Tally(design, plan.Sampling.AreTrialsIndependent, blocks[0].Outputs.Length);
        var done = new WorkDone(progress);
        Worker[] workers = [.. blocks.Select(block => new Worker(block, design, tally, done, cancellation))];
        for (long first = 0, end = isEnough is null ? design.Chunks : 1; ; (first, end) = (end, Math.Min(design.Chunks, 2 * end)))
        {
            WorkShare.Do(first, end, workers, (worker, chunk) => worker.Run(chunk), cancellation);
            foreach (var worker in workers)
            {
                worker.HandIn();
            }
            var result = Result(plan with { Trials = Math.Min(plan.Trials, end * SamplingDesign.ChunkLength) }, blocks[0], tally);
            if (end == design.Chunks || isEnough!(result))
            {
                return result;
            }
        }
    }

    /// <summary>Spells out the first trials: what a run of the same seed drew and found.</summary>
    /// <param name="plan">Seed, and the outputs wanted.</param>
    /// <param name="count">Number of trials, at least 1.</param>
    public TrialTable FirstTrials(SimulationPlan plan, int count)
    {
        var block = new Block(_compiled, plan);
        double[][] draws = _compiled.Variates.Select(_ => new double[count]).ToArray();
        double[][] values = plan.Outputs.Select(_ => new double[count]).ToArray();
        var totals = block.Outputs[^plan.Outputs.Count..].ToArray();
        for (int first = 0; first < count; first += Column.BlockLength)
        {
            block.Simulate(first);
            int length = Math.Min(Column.BlockLength, count - first);
            foreach (var (source, target) in block.Draws.Zip(draws))
            {
                source.AsSpan(0, length).CopyTo(target.AsSpan(first));
            }
            foreach (var (source, target) in totals.Zip(values))
            {
                source.Values.CopyTo(target.AsSpan(first, length));
            }
        }
        return new(0, [.. _compiled.Variates.Zip(draws, (variate, drawn) => (variate.Input, drawn))], [.. plan.Outputs.Zip(values)]);
    }

    private static SimulationResult Result(SimulationPlan plan, Block block, Tally tally)
    {
        var results = block.Outputs.ToArray()
            .Zip(tally.Results(), (output, sample) => new OutputResult(output.Workload, output.Definition, sample)).ToList();
        if (block.Scenario.Workloads.Count == 1)
        {
            string only = block.Scenario.Workloads[0].Name;
            results.InsertRange(0, [.. results.Select(result => result with { Workload = only })]);
        }
        return new(block.Scenario, plan, results);
    }

    /// <summary>One thread's block and counts.</summary>
    private sealed class Worker(Block block, SamplingDesign design, Tally tally, WorkDone done, CancellationToken cancellation)
    {
        private const int None = -1;

        private readonly BlockOutput[] _outputs = block.Outputs.ToArray();
        private readonly double[] _values = new double[Column.BlockLength];
        private int _replicate = None;
        private Histogram[] _counts = [];

        /// <summary>Simulates a chunk, or a part of it once the run is cancelled.</summary>
        /// <exception cref="ImpossibleOutputException">An output was NaN, infinite or negative in some trial.</exception>
        public void Run(long chunk)
        {
            var (first, length, replicate) = design.Chunk(chunk);
            if (replicate != _replicate)
            {
                HandIn();
                (_replicate, _counts) = (replicate, Tally.NewCounts(_outputs.Length));
            }
            var moments = new Moments[_outputs.Length];
            Array.Fill(moments, Moments.None);
            long end = first + length;
            for (long start = first; start < end && !cancellation.IsCancellationRequested; start += Column.BlockLength)
            {
                block.Simulate(start);
                Accumulate(start, (int)Math.Min(Column.BlockLength, end - start), moments);
            }
            tally.Add(chunk, replicate, moments);
            done.Add(length);
        }

        /// <summary>Hands the counts of the replicate at hand to the tally.</summary>
        public void HandIn()
        {
            if (_replicate != None)
            {
                tally.Add(_replicate, _counts);
            }
            _replicate = None;
        }

        private void Accumulate(long start, int length, Moments[] moments)
        {
            for (int i = 0; i < _outputs.Length; i++)
            {
                var column = _outputs[i].Values;
                ReadOnlySpan<double> values = column.Values;
                if (column.IsFixed)
                {
                    _values.AsSpan().Fill(values[0]);
                    values = _values;
                }
                values = values[..length];
                var ofBlock = Moments.Of(values);
                if (!ofBlock.IsFiniteAndNotNegative)
                {
                    throw ImpossibleOutputException.First(_outputs, _outputs[i], length, start);
                }
                _counts[i].Add(values, ofBlock.Minimum, ofBlock.Maximum);
                moments[i] = Moments.Combine(moments[i], ofBlock);
            }
        }
    }
}
