using System.Numerics;
using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Analysis;

/// <summary>
/// Asks a scenario which of its uncertain inputs move an output: swings, rank correlations, regression, Sobol indices, and what knowing one
/// would be worth.
/// </summary>
public sealed class SensitivityAnalysis
{
    /// <summary>Independent trials for rank correlations and regression: correlations within 0.008.</summary>
    private const int Trials = 65_536;

    /// <summary>Most points of a piece of work.</summary>
    private const int PieceLength = 16 * Column.BlockLength;

    /// <summary>Most evaluations for Sobol indices of an analysis that names no number of points: some seconds.</summary>
    private const long DefaultEvaluations = 20_000_000;
    private const long LeastDefault = 1 << 17;

    private readonly CompiledScenario _compiled;
    private readonly IReadOnlyList<IReadOnlyList<int>> _factors;

    /// <summary>Prepares a scenario: builds the tables of its laws.</summary>
    public SensitivityAnalysis(Scenario scenario)
    {
        _compiled = new CompiledScenario(scenario);
        var groups = scenario.Correlations?.Groups() ?? [];
        string[] names = [.. _compiled.Variates.Select(variate => variate.Input.Name)];
        // A group goes by its first name, an input without correlations by its own.
        _factors =
        [
            .. Enumerable.Range(0, names.Length)
                .GroupBy(number => groups.FirstOrDefault(group => group.Contains(names[number]))?[0] ?? names[number])
                .Select(numbers => numbers.ToArray()),
        ];
    }

    /// <summary>
    /// How points are placed: a Sobol sequence; Latin hypercubes for scenarios with more inputs than it has coordinates for twice.
    /// </summary>
    public SamplingMethod Sampling
    {
        get
        {
            var sobol = SamplingMethod.Find("sobol")!;
            return 2 * _compiled.Variates.Count <= sobol.MostDimensions ? sobol : SamplingMethod.Find("lhs")!;
        }
    }

    /// <summary>
    /// Points of an analysis that names no number: as many as 20 million evaluations allow, at least 131,072. For six inputs two million,
    /// which tells indices of costs that vary as the reference scenario's within 0.005.
    /// </summary>
    public long DefaultPoints
    {
        get
        {
            long points = SamplingDesign.Even(LeastDefault, Sampling.Replicates);
            while (2 * points * (3 + _factors.Count) <= DefaultEvaluations)
            {
                points *= 2;
            }
            return points;
        }
    }

    /// <summary>The most points: of more, rounded up, would come more than <see cref="SamplingDesign.MostTrials"/>.</summary>
    public static long MostPoints => 1L << BitOperations.Log2((ulong)SamplingDesign.MostTrials);

    /// <summary>Times that a plan evaluates the cost model, for a progress bar.</summary>
    public long Evaluations(SensitivityPlan plan) =>
        PointsOf(plan) * (3 + _factors.Count)
        + Sampling.Replicates * ConditionalRuns.Strata * ConditionalRuns.Evaluations(_compiled);

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">Points, seed and output.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="progress">Told the number of evaluations done so far, from any thread.</param>
    /// <param name="cancellation">Stops the analysis soon.</param>
    /// <exception cref="OperationCanceledException">The analysis was cancelled.</exception>
    /// <exception cref="ImpossibleOutputException">The output was NaN, infinite or negative somewhere.</exception>
    public SensitivityResult Run(SensitivityPlan plan, int threads, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Points, 1, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var ofPoints = new SimulationPlan(PointsOf(plan), plan.Seed, [plan.Output]) { Sampling = Sampling };
        var simulator = new Simulator(_compiled);
        var run = simulator.Run(ofPoints, threads, progress, cancellation: cancellation);
        var done = new WorkDone(evaluations => progress?.Invoke(ofPoints.Trials + evaluations));
        var indices = Indices(ofPoints, run, threads, done, cancellation);
        var given = GivenEach(ofPoints, threads, done, cancellation);
        var (atMedians, levels) = LevelsAtMedians(ofPoints);
        cancellation.ThrowIfCancellationRequested();
        var trials = simulator.FirstTrials(ofPoints with { Sampling = SamplingMethod.Independent, Trials = Trials }, Trials);
        var drivers = WorkShare.Do(
            trials.Inputs.Count, threads, () => trials, (table, input) => table.DriverOf(input, plan.Output), cancellation);
        var line = StandardisedRegression.Of([.. trials.Inputs.Select(Predictor)], trials.Outputs[0].Values);
        var inputs = _compiled.Variates.Select((variate, i) => new InputSensitivity(
            variate.Input,
            [.. ConditionalRuns.Levels(variate.Input.Law).Select((level, number) => new InputLevel(
                level.Name, level.Value, levels[i][number], given[i].Means[number], given[i].Medians[number]))],
            drivers[i], line.Coefficients[i], given[i].WidthReduction));
        return new(
            _compiled.Scenario, plan.Output, run, atMedians, [.. inputs],
            [.. _factors.Zip(indices.Factors, (factor, index) => new FactorSensitivity(
                [.. factor.Select(variate => _compiled.Variates[variate].Input)], index.FirstOrder, index.Total))],
            indices.SumOfFirstOrder, line.ExplainedShare, Trials);
    }

    private long PointsOf(SensitivityPlan plan) => SamplingDesign.Even(plan.Points, Sampling.Replicates);

    private SobolIndices Indices(SimulationPlan plan, SimulationResult run, int threads, WorkDone done, CancellationToken cancellation)
    {
        var again = _compiled.Again();
        double centre = run.Outputs[^1].Moments.Mean;
        long length = plan.Trials / plan.Sampling.Replicates;
        int pieceLength = (int)Math.Min(PieceLength, length), perReplicate = (int)(length / pieceLength);
        var sums = WorkShare.Do(
            perReplicate * plan.Sampling.Replicates, threads,
            () => new SobolPairs(_compiled, again, plan, _factors, centre),
            (pairs, piece) =>
            {
                var sum = pairs.Sum((long)piece * pieceLength, pieceLength);
                done.Add((long)pieceLength * (2 + _factors.Count));
                return sum;
            },
            cancellation);
        var randomisations = new List<SobolSums>();
        foreach (var pieces in sums.Chunk(perReplicate))
        {
            foreach (var piece in pieces.Skip(1))
            {
                pieces[0].Add(piece);
            }
            randomisations.Add(pieces[0]);
        }
        return SobolIndices.Of(randomisations);
    }

    /// <summary>What knowing each input does, from as many blocks per randomisation as there are strata.</summary>
    private ConditionalResult[] GivenEach(SimulationPlan plan, int threads, WorkDone done, CancellationToken cancellation)
    {
        int replicates = plan.Sampling.Replicates, count = replicates * ConditionalRuns.Strata;
        var ofBlocks = plan with { Trials = (long)count * Column.BlockLength };
        long evaluations = ConditionalRuns.Evaluations(_compiled);
        var pieces = WorkShare.Do(
            count, threads, () => new ConditionalRuns(_compiled, ofBlocks),
            (runs, number) =>
            {
                var piece = runs.Run(number);
                done.Add(evaluations);
                return piece;
            },
            cancellation);
        var randomisations = pieces.Chunk(ConditionalRuns.Strata).ToArray();
        Estimate[] Levels(int input, Func<Spread, double> figure) =>
        [
            .. ConditionalRuns.Levels(_compiled.Variates[input].Input.Law)
                .Select((_, level) => Pooled(randomisations, piece => figure(piece.AtLevels[input][level]))),
        ];
        return [.. Enumerable.Range(0, _compiled.Variates.Count).Select(input => new ConditionalResult(
            Levels(input, spread => spread.Mean), Levels(input, spread => spread.Median), Narrowing(randomisations, input)))];
    }

    private static Estimate Pooled(ConditionalPiece[][] randomisations, Func<ConditionalPiece, double> figure)
    {
        double[] ofReplicates = [.. randomisations.Select(pieces => pieces.Where(piece => piece.AtLevels.Length > 0).Average(figure))];
        return ReplicateError.Around(ofReplicates.Average(), ofReplicates);
    }

    /// <summary>The difference is taken block by block, so that chance which both ranges share cancels.</summary>
    private static Estimate Narrowing(ConditionalPiece[][] randomisations, int input) => ReplicateRatio.Of(
        [.. randomisations.Select(pieces => (
        pieces.Select((piece, stratum) => ConditionalRuns.Probability(stratum) * (piece.Width - piece.Known[input])).Sum(),
        pieces.Average(piece => piece.Width)))]).Estimate;

    /// <summary>
    /// The output with every input at its median, and with each in turn at its levels: a trial of a block for each of them.
    /// </summary>
    private (double AtMedians, double[][] Levels) LevelsAtMedians(SimulationPlan plan)
    {
        var block = new Block(_compiled, plan);
        double[][] columns = [.. block.Draws];
        double[] medians = [.. _compiled.Variates.Select(variate => MedianOf(variate.Input.Law))];
        for (int i = 0; i < columns.Length; i++)
        {
            Array.Fill(columns[i], medians[i]);
        }
        var levels = _compiled.Variates.Select(variate => ConditionalRuns.Levels(variate.Input.Law)).ToArray();
        double[][] results = levels.Select(ofInput => new double[ofInput.Count]).ToArray();
        (int Input, int Level)[] trials = [.. levels.SelectMany((ofInput, input) => ofInput.Select((_, level) => (input, level)))];
        foreach (var batch in trials.Chunk(Column.BlockLength))
        {
            for (int t = 0; t < batch.Length; t++)
            {
                columns[batch[t].Input][t] = levels[batch[t].Input][batch[t].Level].Value;
            }
            block.Evaluate();
            for (int t = 0; t < batch.Length; t++)
            {
                results[batch[t].Input][batch[t].Level] = block.Outputs[^1].Values.At(t);
                columns[batch[t].Input][t] = medians[batch[t].Input];
            }
        }
        block.Evaluate();
        return (block.Outputs[^1].Values.At(0), results);
    }

    private static double MedianOf(Distribution law) =>
        law is Choice { IsCategorical: true } choice ? MedianScenario.LikeliestOption(choice) : law.Quantile(0.5);

    /// <summary>An input as the regression takes it: options by name as an indicator of each.</summary>
    private static IReadOnlyList<double[]> Predictor((ScenarioInput Input, double[] Draws) column) =>
        column.Input.Law is Choice { IsCategorical: true } choice
        ? [.. Enumerable.Range(0, choice.Options.Count).Select(option => column.Draws.Select(draw => draw == option ? 1.0 : 0).ToArray())]
        : [column.Draws];

    /// <summary>The output given one input.</summary>
    /// <param name="Means">Its mean at each of the input's levels.</param>
    /// <param name="Medians">Its median at each of them.</param>
    /// <param name="WidthReduction">Expected share by which its P5-P95 range narrows once the input is known.</param>
    private sealed record ConditionalResult(IReadOnlyList<Estimate> Means, IReadOnlyList<Estimate> Medians, Estimate WidthReduction);
}
