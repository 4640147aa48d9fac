using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// What the replicas of one workload do, as sums that can be added over workloads: times of all its requests in a day, batches of all its
/// replicas. All are 0 where no serving model tells how long a request takes.
/// </summary>
internal sealed class ReplicaFigures
{
    public ReplicaFigures(Quantity queries, Quantity gpuSeconds, WorkloadInputs inputs, GpuFleet fleet, Provision provision)
    {
        IsKnown = fleet.Latency is not null;
        if (fleet.Latency is not { } latency)
        {
            var nothing = Quantity.Constant("not_computed", "1", 0);
            Served = FirstTokens = Decoded = TokenTimes = Batches = Count = InFlight = Generated = BusySeconds = nothing;
            return;
        }
        Served = Quantity.Renamed("served_requests", queries);
        BusySeconds = gpuSeconds;
        FirstTokens = Formula.Of(new TimesOfFirstTokens(), queries, latency.FirstToken);
        Decoded = Formula.Of(new DecodedInADay(), queries, latency.DecodedTokens);
        TokenTimes = Formula.Of(new TimesOfTokens(), queries, latency.DecodedTokens, latency.TimePerToken);
        Count = Formula.Of(new ReplicasPaid(fleet.ReplicaGpus.Name), provision.PeakGpus, fleet.ReplicaGpus);
        Batches = Formula.Of(new SequencesOfAll(), Count, latency.Batch);
        InFlight = inputs.LoadProfile is { } load
            ? Formula.Of(new InFlightAtPeakOf(load.Max()), queries, latency.RequestSeconds)
            : Formula.Of(new InFlightAtPeak(), queries, latency.RequestSeconds, inputs[InputCatalogue.PeakToMean]);
        Generated = inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? Formula.Of(new GeneratedInADay(), queries, response)
            : Quantity.Constant("generated_per_day", "token/day", 0);
    }

    /// <summary>True where a serving model tells how long a request takes.</summary>
    public bool IsKnown { get; }

    /// <summary>Requests that it tells of, query/day.</summary>
    public Quantity Served { get; }

    /// <summary>Busy time of the GPUs that answer them, GPU-s/day.</summary>
    public Quantity BusySeconds { get; }

    /// <summary>Their times to the first token together, s/day.</summary>
    public Quantity FirstTokens { get; }

    /// <summary>Tokens decoded after the first, token/day.</summary>
    public Quantity Decoded { get; }

    /// <summary>Time of all of them, each from the token before it, s/day.</summary>
    public Quantity TokenTimes { get; }

    /// <summary>Replicas paid for in the busiest hour.</summary>
    public Quantity Count { get; }

    /// <summary>Sequences in the batches of all of them.</summary>
    public Quantity Batches { get; }

    /// <summary>Requests in flight in the busiest hour.</summary>
    public Quantity InFlight { get; }

    /// <summary>Tokens generated, token/day.</summary>
    public Quantity Generated { get; }

    private readonly struct TimesOfFirstTokens : IFormula2
    {
        public string Name => "first_token_times";

        public string Unit => "s/day";

        public string Text => "queries_per_day × first_token";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes first) => queries * first;
    }

    private readonly struct DecodedInADay : IFormula2
    {
        public string Name => "decoded_per_day";

        public string Unit => "token/day";

        public string Text => "queries_per_day × decoded_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes decoded) => queries * decoded;
    }

    private readonly struct TimesOfTokens : IFormula3
    {
        public string Name => "token_times";

        public string Unit => "s/day";

        public string Text => "queries_per_day × decoded_tokens × time_per_token";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes decoded, Lanes perToken) => queries * decoded * perToken;
    }

    private readonly struct ReplicasPaid(string gpus) : IFormula2
    {
        public string Name => "replicas";

        public string Unit => "replica";

        public string Text => $"peak_gpus / {gpus}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes peak, Lanes perReplica) => peak / perReplica;
    }

    private readonly struct SequencesOfAll : IFormula2
    {
        public string Name => "sequences";

        public string Unit => "sequence";

        public string Text => "replicas × batch";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes replicas, Lanes batch) => replicas * batch;
    }

    /// <summary>Little's law in the busiest hour.</summary>
    private readonly struct InFlightAtPeak : IFormula3
    {
        private const double SecondsPerDay = 86400;

        public string Name => "requests_in_flight";

        public string Unit => "request";

        public string Text => "queries_per_day / 86400 × peak_to_mean × request_seconds";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes seconds, Lanes peak) => queries / SecondsPerDay * peak * seconds;
    }

    private readonly struct InFlightAtPeakOf(double peak) : IFormula2
    {
        private const double SecondsPerDay = 86400;

        public string Name => "requests_in_flight";

        public string Unit => "request";

        public string Text => $"queries_per_day / 86400 × {FormulaText.Number(peak)} × request_seconds";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes seconds) => queries / SecondsPerDay * peak * seconds;
    }

    private readonly struct GeneratedInADay : IFormula2
    {
        public string Name => "generated_per_day";

        public string Unit => "token/day";

        public string Text => "queries_per_day × response_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes response) => queries * response;
    }
}
