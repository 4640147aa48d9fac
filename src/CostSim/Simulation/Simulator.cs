using System.Runtime.ExceptionServices;
using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Statistics;

namespace CostSim.Simulation;

/// <summary>
/// Simulates the trials of a plan on several threads. Trials are cut into chunks that an atomic counter hands out, and a
/// <see cref="Tally"/> puts together what they counted: the result's bits do not depend on the number of threads.
/// </summary>
public sealed class Simulator
{
    /// <summary>Trials handed to a thread at a time.</summary>
    public const int ChunkLength = 65_536;

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
        for (long trials = SamplingDesign.Even(ChunkLength, plan.Sampling.Replicates); ; trials *= 2)
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
        var work = new SharedWork(design, tally, progress, cancellation);
        Worker[] workers = [.. blocks.Select(block => new Worker(block, work))];
        long end = isEnough is null ? design.Chunks : 1;
        while (true)
        {
            RunTo(end, workers, work);
            cancellation.ThrowIfCancellationRequested();
            work.Mistake?.Throw();
            if (work.Failure is { } failure)
            {
                throw failure;
            }
            var result = Result(plan with { Trials = Math.Min(plan.Trials, end * ChunkLength) }, blocks[0], tally);
            if (end == design.Chunks || isEnough!(result))
            {
                return result;
            }
            end = Math.Min(design.Chunks, 2 * end);
        }
    }

    /// <summary>Does the chunks up to <paramref name="end"/> that are not done yet.</summary>
    private static void RunTo(long end, Worker[] workers, SharedWork work)
    {
        work.OpenTo(end);
        var others = new Thread[workers.Length - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(workers[i + 1].Run) { IsBackground = true, Name = $"costsim {i + 1}" };
            others[i].Start();
        }
        workers[0].Run();
        foreach (var other in others)
        {
            other.Join();
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
        var results = block.Outputs.ToArray().Zip(tally.Results(), (output, sample) => new OutputResult(output.Workload, output.Definition, sample)).ToList();
        if (block.Scenario.Workloads.Count == 1)
        {
            string only = block.Scenario.Workloads[0].Name;
            results.InsertRange(0, [.. results.Select(result => result with { Workload = only })]);
        }
        return new(block.Scenario, plan, results);
    }

    /// <summary>What the threads of one run have in common.</summary>
    private sealed class SharedWork(SamplingDesign design, Tally tally, Action<long>? progress, CancellationToken cancellation)
    {
        private readonly Lock _lock = new();
        private long _next;
        private long _done;
        private ImpossibleOutputException? _failure;

        public SamplingDesign Design => design;

        public Tally Tally => tally;

        /// <summary>What the earliest failing trial found, whatever thread came first.</summary>
        public ImpossibleOutputException? Failure => _failure;

        /// <summary>The chunk at which the threads stop for now.</summary>
        public long End { get; private set; }

        /// <summary>Lets the threads go on to a further chunk; called while none runs.</summary>
        public void OpenTo(long end) => (End, _next) = (end, End - 1);

        /// <summary>The next chunk to do, or -1 when there is none or the run has ended.</summary>
        public long Take()
        {
            if (cancellation.IsCancellationRequested)
            {
                return -1;
            }
            long chunk = Interlocked.Increment(ref _next);
            return chunk < End && (Volatile.Read(ref _failure) is not { } failure || design.Chunk(chunk).FirstTrial < failure.Trial) ? chunk : -1;
        }

        public bool IsCancelled => cancellation.IsCancellationRequested;

        public void Finish(long chunk, int replicate, Moments[] moments, long trialsDone)
        {
            tally.Add(chunk, replicate, moments);
            progress?.Invoke(Interlocked.Add(ref _done, trialsDone));
        }

        /// <summary>A mistake of the program in some thread, to be thrown where the run was asked for.</summary>
        public ExceptionDispatchInfo? Mistake { get; private set; }

        /// <summary>Ends the run after a mistake of the program.</summary>
        public void Stop(ExceptionDispatchInfo mistake)
        {
            lock (_lock)
            {
                Mistake ??= mistake;
                End = 0;
            }
        }

        public void Fail(ImpossibleOutputException failure)
        {
            lock (_lock)
            {
                if (_failure is null || failure.Trial < _failure.Trial)
                {
                    Volatile.Write(ref _failure, failure);
                }
            }
        }
    }

    /// <summary>One thread's block and counts.</summary>
    private sealed class Worker(Block block, SharedWork work)
    {
        private readonly BlockOutput[] _outputs = block.Outputs.ToArray();
        private readonly double[] _values = new double[Column.BlockLength];
        private Histogram[] _counts = [];

        public void Run()
        {
            try
            {
                int current = -1;
                for (long chunk = work.Take(); chunk >= 0; chunk = work.Take())
                {
                    var (first, length, replicate) = work.Design.Chunk(chunk);
                    if (replicate != current)
                    {
                        HandIn(current);
                        current = replicate;
                    }
                    RunChunk(chunk, first, length, replicate);
                }
                HandIn(current);
            }
            catch (ImpossibleOutputException failure)
            {
                work.Fail(failure);
            }
            catch (Exception mistake)
            {
                work.Stop(ExceptionDispatchInfo.Capture(mistake));
            }
        }

        /// <summary>Hands the counts of a replicate to the tally and begins anew.</summary>
        private void HandIn(int replicate)
        {
            if (replicate >= 0)
            {
                work.Tally.Add(replicate, _counts);
            }
            _counts = Tally.NewCounts(_outputs.Length);
        }

        private void RunChunk(long chunk, long first, int length, int replicate)
        {
            var moments = new Moments[_outputs.Length];
            Array.Fill(moments, Moments.None);
            long end = first + length;
            for (long start = first; start < end && !work.IsCancelled; start += Column.BlockLength)
            {
                block.Simulate(start);
                Accumulate(start, (int)Math.Min(Column.BlockLength, end - start), moments);
            }
            work.Finish(chunk, replicate, moments, length);
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
