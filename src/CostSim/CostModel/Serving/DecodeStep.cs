using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;
using CostSim.Numerics;

namespace CostSim.CostModel.Serving;

/// <summary>
/// One decode step of a batch of B sequences as a function of B: products with weights and products of experts, each the longer of
/// computing and reading, and what grows with the sequences or does not. All sequences of a step pass all stages; a stage holds B/s.
/// </summary>
/// <remarks>
/// Of E experts T positions touch E·(1 - (1 - k/E)^T) when they choose independently; every touched expert computes on padding beside
/// its positions. With g drafted tokens a sequence has g + 1 positions in a step, and the step takes 1 + draft_cost·g times as long.
/// </remarks>
internal sealed class DecodeStep
{
    private readonly bool _hasExperts;
    private readonly ExpertRouting _routing;

    /// <param name="model">The architecture.</param>
    /// <param name="inputs">The workload's inputs.</param>
    /// <param name="replica">The GPUs.</param>
    /// <param name="rates">What their products reach.</param>
    /// <param name="context">Mean context of a sequence, tokens.</param>
    /// <param name="keyValueBytes">Keys and values of one sequence at that context, bytes.</param>
    public DecodeStep(
        Architecture model, WorkloadInputs inputs, Replica replica, ReplicaRates rates, Quantity context, Quantity keyValueBytes)
    {
        var (work, memory) = (model.Work, model.Memory);
        _hasExperts = memory.ExpertWeights > 0;
        _routing = new(memory);
        var (stages, bandwidth) = (replica.Stages, replica.Bandwidth);
        var drafts = inputs[InputCatalogue.DraftTokens];
        bool mayDraft = !(drafts.IsFixed && drafts.At(0) == 0);
        Positions = mayDraft
            ? Formula.Of(new PositionsOfASequence(), drafts)
            : Quantity.Constant("step_positions", "token", 1, "one token at a time");
        Drafting = mayDraft
            ? Formula.Of(new DraftingFactor(), drafts, inputs[InputCatalogue.DraftCost])
            : Quantity.Constant("drafting", "1", 1, "nothing is drafted");
        TokensPerStep = mayDraft
            ? Formula.Of(new AcceptedTokens(), drafts, inputs[InputCatalogue.DraftAcceptance])
            : Quantity.Constant("tokens_per_step", "token", 1, "one token at a time");

        var efficiency = inputs[InputCatalogue.BandwidthEfficiency];
        LinearCompute = Formula.Of(new LinearComputing(work), Positions, rates.Flops);
        LinearBytes = Formula.Of(new LinearBytesOfAStep(memory), inputs[InputCatalogue.WeightBits], replica.AttentionGroups, stages);
        LinearMemory = Formula.Of(new LinearReading(), LinearBytes, bandwidth, efficiency);
        AttentionCompute = Formula.Of(new AttentionComputing(work), Positions, context, rates.AttentionFlops);
        AttentionMemory = Formula.Of(
            new AttentionReading(), replica.Copies, keyValueBytes, bandwidth, inputs[InputCatalogue.AttentionEfficiency]);
        PerSequence = Formula.Of(
            new GrowingWithSequences(), AttentionCompute, AttentionMemory, Positions, stages, replica.Exchange.PerToken,
            inputs[InputCatalogue.ExchangeOverlap], inputs[InputCatalogue.SequenceOverhead]);
        Fixed = Formula.Of(
            new WhateverTheBatch(memory), replica.Exchange.Wait, inputs[InputCatalogue.ExchangeOverlap],
            inputs[InputCatalogue.StepOverhead]);
        if (_hasExperts)
        {
            StagePositions = Formula.Of(new PositionsInAStage(), Positions, stages);
            ExpertCompute = Formula.Of(
                new ExpertComputing(work), stages, rates.Flops, inputs[InputCatalogue.ExpertEfficiency]);
            ExpertBytes = Formula.Of(new ExpertBytesOfAStep(memory), inputs.ExpertBits, stages);
            ExpertMemory = Formula.Of(
                new ExpertReading(), ExpertBytes, bandwidth, efficiency, inputs[InputCatalogue.ExpertReadEfficiency]);
            Padding = inputs[InputCatalogue.ExpertPadding];
        }
    }

    /// <summary>Positions of one sequence in a step, 1 + drafted tokens.</summary>
    public Quantity Positions { get; }

    /// <summary>How many times as long a step takes for drafting.</summary>
    public Quantity Drafting { get; }

    /// <summary>Tokens that a step yields in the mean.</summary>
    public Quantity TokensPerStep { get; }

    /// <summary>Computing one sequence's products with weights, without experts, s.</summary>
    public Quantity LinearCompute { get; }

    /// <summary>What the stages read of all weights but experts in a step, bytes: a stage at a time, each group its copy.</summary>
    public Quantity LinearBytes { get; }

    /// <summary>Reading the weights, without experts, s.</summary>
    public Quantity LinearMemory { get; }

    /// <summary>Computing one sequence's attention, s.</summary>
    public Quantity AttentionCompute { get; }

    /// <summary>Reading one sequence's keys and values, s.</summary>
    public Quantity AttentionMemory { get; }

    /// <summary>Attention, exchanges and overhead of one sequence, s.</summary>
    public Quantity PerSequence { get; }

    /// <summary>Waits of exchanges and overhead of the layers, s.</summary>
    public Quantity Fixed { get; }

    /// <summary>Positions of one sequence of the batch in a stage; null without routed experts.</summary>
    public Quantity? StagePositions { get; }

    /// <summary>Computing the experts of one position of a stage, s; null without routed experts.</summary>
    public Quantity? ExpertCompute { get; }

    /// <summary>What reading all experts comes to, bytes, a stage at a time; null without routed experts.</summary>
    public Quantity? ExpertBytes { get; }

    /// <summary>Reading all experts, s; null without routed experts.</summary>
    public Quantity? ExpertMemory { get; }

    /// <summary>Rows that each touched expert computes on beside its own; null without routed experts.</summary>
    public Quantity? Padding { get; }

    /// <summary>Every quantity that is there, in the order of the computation.</summary>
    public IEnumerable<Quantity> All => new[]
    {
        Positions, Drafting, TokensPerStep, LinearCompute, LinearBytes, LinearMemory, StagePositions, ExpertCompute, ExpertBytes,
        ExpertMemory, AttentionCompute, AttentionMemory, PerSequence, Fixed,
    }.OfType<Quantity>();

    /// <summary>The time of a step, s.</summary>
    /// <param name="batch">Sequences B.</param>
    public Quantity Of(Quantity batch) => _hasExperts
        ? Formula.Of(
            new StepWithExperts(_routing), batch, LinearCompute, LinearMemory, StagePositions!, ExpertCompute!, ExpertMemory!, Padding!,
            PerSequence, Fixed, Drafting)
        : Formula.Of(new Step(), batch, LinearCompute, LinearMemory, PerSequence, Fixed, Drafting);

    /// <summary>The time of the experts' part of a step, s; null without routed experts.</summary>
    public Quantity? ExpertsOf(Quantity batch) => _hasExperts
        ? Formula.Of(new ExpertsAlone(_routing), batch, StagePositions!, ExpertCompute!, ExpertMemory!, Padding!)
        : null;

    /// <summary>
    /// The largest batch, a real number, whose step and the prompts read in between stay within a time; below 1 where not even one
    /// sequence does.
    /// </summary>
    /// <param name="room">That time, without drafting and without what does not depend on the batch, s.</param>
    /// <param name="growth">What every sequence adds to a step besides its products with weights, s.</param>
    public Quantity LargestWithin(Quantity room, Quantity growth) => _hasExperts
        ? Formula.Of(
            new LargestWithExperts(_routing), room, growth, LinearCompute, LinearMemory, StagePositions!, ExpertCompute!, ExpertMemory!,
            Padding!)
        : Formula.Of(new Largest(), room, growth, LinearCompute, LinearMemory);

    /// <summary>The part of the experts that a step touches.</summary>
    private readonly struct ExpertRouting(MemoryFootprint memory)
    {
        /// <summary>Stands for the logarithm of 0, where every token takes every expert.</summary>
        private const double LeastLog = -700;

        private readonly double _active = memory.ActiveExperts / memory.Experts;

        /// <summary>Logarithm of the share of experts that one position leaves untouched.</summary>
        public double LogUntouched { get; } = Math.Max(LeastLog, Math.Log(1 - memory.ActiveExperts / memory.Experts));

        /// <summary>Experts over those that one position takes.</summary>
        public double PerActive { get; } = memory.Experts / memory.ActiveExperts;

        public string TextFor(string positions) => $"(1 − (1 − {FormulaText.Number(_active)}) ^ ({positions}))";

        /// <summary>Text of the longer of computing and reading.</summary>
        public string TimeFor(string positions)
        {
            string touched = TextFor(positions);
            string rows = $"{positions} + expert_padding × {FormulaText.Number(PerActive)} × {touched}";
            return $"max(({rows}) × expert_compute, {touched} × expert_memory)";
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Untouched(Lanes positions) => VectorMath.Exp(positions * LogUntouched);

        /// <summary>The longer of computing and reading.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Time(Lanes positions, Lanes compute, Lanes memory, Lanes padding)
        {
            var touched = Lanes.One - Untouched(positions);
            return Vector.MaxNative((positions + padding * PerActive * touched) * compute, touched * memory);
        }
    }

    private readonly struct PositionsOfASequence : IFormula1
    {
        public string Name => "step_positions";

        public string Unit => "token";

        public string Text => "draft_tokens + 1";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes drafts) => drafts + Lanes.One;
    }

    private readonly struct DraftingFactor : IFormula2
    {
        public string Name => "drafting";

        public string Unit => "1";

        public string Text => "1 + draft_cost × draft_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes drafts, Lanes cost) => Lanes.One + cost * drafts;
    }

    /// <summary>
    /// 1 + q + ... + q^g = (1 - q^(g+1)) / (1 - q): a drafted token counts where it and all before it are accepted. The sum is near g + 1
    /// where q is near 1.
    /// </summary>
    private readonly struct AcceptedTokens : IFormula2
    {
        /// <summary>Rejection below which the quotient would lose its digits.</summary>
        private const double Rare = 1e-9;

        public string Name => "tokens_per_step";

        public string Unit => "token";

        public string Text =>
            $"(draft_acceptance <= 1 − {FormulaText.Number(Rare)}) × (1 − draft_acceptance ^ (draft_tokens + 1)) "
            + $"/ max({FormulaText.Number(Rare)}, 1 − draft_acceptance) "
            + $"+ (draft_acceptance > 1 − {FormulaText.Number(Rare)}) × (draft_tokens + 1)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes drafts, Lanes acceptance)
        {
            var positions = drafts + Lanes.One;
            var power = VectorMath.Exp(positions * VectorMath.Log(Vector.MaxNative(acceptance, new Lanes(1e-300))));
            var mean = (Lanes.One - power) / Vector.MaxNative(new Lanes(Rare), Lanes.One - acceptance);
            return Vector.ConditionalSelect(Vector.GreaterThan(acceptance, new Lanes(1 - Rare)), positions, mean);
        }
    }

    private readonly struct LinearComputing(Work work) : IFormula2
    {
        private readonly double _perToken = work.PerResponseToken - work.PerExpertToken;

        public string Name => "linear_compute";

        public string Unit => "s/sequence";

        public string Text => $"step_positions × {FormulaText.Number(_perToken)} / replica_flops";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes positions, Lanes flops) => positions * _perToken / flops;
    }

    /// <summary>Every group of a stage reads its copy, one stage at a time: s times as long as all GPUs together would take.</summary>
    private readonly struct LinearBytesOfAStep(MemoryFootprint memory) : IFormula3
    {
        private const double BitsPerByte = 8;

        private readonly double _weights = memory.WeightsPerStep;

        public string Name => "linear_bytes";

        public string Unit => "B";

        public string Text => $"{FormulaText.Number(_weights)} × weight_bits / 8 × attention_groups × pipeline_stages";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes bits, Lanes groups, Lanes stages) => _weights * bits / BitsPerByte * groups * stages;
    }

    private readonly struct LinearReading : IFormula3
    {
        public string Name => "linear_memory";

        public string Unit => "s";

        public string Text => "linear_bytes / (replica_bandwidth × bandwidth_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes bytes, Lanes bandwidth, Lanes efficiency) => bytes / (bandwidth * efficiency);
    }

    private readonly struct AttentionComputing(Work work) : IFormula3
    {
        private readonly double _perPosition = work.PerResponsePosition, _perWindowPosition = work.PerResponseWindowPosition,
            _window = work.Window;

        public string Name => "attention_compute";

        public string Unit => "s/sequence";

        public string Text
        {
            get
            {
                string flop = FormulaText.Sum(
                    (_perPosition, "mean_context"), (_perWindowPosition, $"min(mean_context, {FormulaText.Number(_window)})"));
                return $"step_positions × ({flop}) / attention_flops";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes positions, Lanes context, Lanes flops) =>
            positions * (_perPosition * context + _perWindowPosition * Vector.MinNative(context, new Lanes(_window))) / flops;
    }

    private readonly struct AttentionReading : IFormula4
    {
        public string Name => "attention_memory";

        public string Unit => "s/sequence";

        public string Text => "key_value_copies × key_value_bytes / (replica_bandwidth × attention_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes copies, Lanes bytes, Lanes bandwidth, Lanes efficiency) => copies * bytes / (bandwidth * efficiency);
    }

    private readonly struct GrowingWithSequences : IFormula7
    {
        public string Name => "step_per_sequence";

        public string Unit => "s/sequence";

        public string Text =>
            "max(attention_compute, attention_memory) + (step_positions × (1 − exchange_overlap) × exchange_per_token + sequence_overhead) "
            + "/ pipeline_stages";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes computing, Lanes reading, Lanes positions, Lanes stages, Lanes perToken, Lanes overlap, Lanes overhead) =>
            Vector.MaxNative(computing, reading) + (positions * (Lanes.One - overlap) * perToken + overhead) / stages;
    }

    private readonly struct WhateverTheBatch(MemoryFootprint memory) : IFormula3
    {
        private readonly double _layers = Math.Max(1, memory.Layers);

        public string Name => "step_fixed";

        public string Unit => "s";

        public string Text => $"(1 − exchange_overlap) × exchange_wait + {FormulaText.Number(_layers)} × step_overhead";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes wait, Lanes overlap, Lanes overhead) => (Lanes.One - overlap) * wait + _layers * overhead;
    }

    private readonly struct PositionsInAStage : IFormula2
    {
        public string Name => "stage_positions";

        public string Unit => "token/sequence";

        public string Text => "step_positions / pipeline_stages";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes positions, Lanes stages) => positions / stages;
    }

    /// <summary>A stage's positions pass s stages of n/s GPUs each.</summary>
    private readonly struct ExpertComputing(Work work) : IFormula3
    {
        private readonly double _perToken = work.PerExpertToken;

        public string Name => "expert_compute";

        public string Unit => "s/token";

        public string Text => $"{FormulaText.Number(_perToken)} × pipeline_stages / (replica_flops × expert_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes stages, Lanes flops, Lanes efficiency) => _perToken * stages / (flops * efficiency);
    }

    private readonly struct ExpertBytesOfAStep(MemoryFootprint memory) : IFormula2
    {
        private const double BitsPerByte = 8;

        private readonly double _experts = memory.ExpertWeights;

        public string Name => "expert_bytes";

        public string Unit => "B";

        public string Text => $"{FormulaText.Number(_experts)} × expert_bits / 8 × pipeline_stages";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes bits, Lanes stages) => _experts * bits / BitsPerByte * stages;
    }

    private readonly struct ExpertReading : IFormula4
    {
        public string Name => "expert_memory";

        public string Unit => "s";

        public string Text => "expert_bytes / (replica_bandwidth × bandwidth_efficiency × expert_read_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes bytes, Lanes bandwidth, Lanes efficiency, Lanes ofExperts) => bytes / (bandwidth * efficiency * ofExperts);
    }

    private readonly struct Step : IFormula6
    {
        public string Name => "step";

        public string Unit => "s";

        public string Text =>
            "(max(batch × linear_compute, linear_memory) + batch × step_per_sequence + step_fixed) × drafting";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch, Lanes computing, Lanes reading, Lanes perSequence, Lanes other, Lanes drafting) =>
            (Vector.MaxNative(batch * computing, reading) + batch * perSequence + other) * drafting;
    }

    private readonly struct StepWithExperts(ExpertRouting routing) : IFormula10
    {
        public string Name => "step";

        public string Unit => "s";

        public string Text =>
            $"(max(batch × linear_compute, linear_memory) + {routing.TimeFor("batch × stage_positions")} "
            + "+ batch × step_per_sequence + step_fixed) × drafting";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes batch, Lanes computing, Lanes reading, Lanes positions, Lanes expertComputing, Lanes expertReading, Lanes padding,
            Lanes perSequence, Lanes other, Lanes drafting) =>
            (Vector.MaxNative(batch * computing, reading) + routing.Time(batch * positions, expertComputing, expertReading, padding)
                + batch * perSequence + other) * drafting;
    }

    private readonly struct ExpertsAlone(ExpertRouting routing) : IFormula5
    {
        public string Name => "expert_time";

        public string Unit => "s";

        public string Text => routing.TimeFor("batch × stage_positions");

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch, Lanes positions, Lanes computing, Lanes reading, Lanes padding) =>
            routing.Time(batch * positions, computing, reading, padding);
    }

    /// <summary>Both limits of max(B·computing, reading) + B·growth.</summary>
    private readonly struct Largest : IFormula4
    {
        public string Name => "latency_batch";

        public string Unit => "sequence";

        public string Text => "min((step_room − linear_memory) / batch_growth, step_room / (linear_compute + batch_growth))";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes room, Lanes growth, Lanes computing, Lanes reading) =>
            Vector.MinNative((room - reading) / growth, room / (computing + growth));
    }

    /// <summary>
    /// Newton's steps from the left for each pair of what may bind. Each of the four sums is concave in B, so that a step never passes its
    /// root, and the shortest of the four never passes the root of their largest. A lane that has arrived stays where it is: its value
    /// does not depend on the lanes beside it.
    /// </summary>
    private readonly struct LargestWithExperts(ExpertRouting routing) : IFormula8
    {
        private const int MostSteps = 60;
        private const double Precision = 1e-14;

        public string Name => "latency_batch";

        public string Unit => "sequence";

        public string Text
        {
            get
            {
                string experts = routing.TimeFor("b × stage_positions");
                return $"largest(b, max(b × linear_compute, linear_memory) + {experts} + b × batch_growth <= step_room)";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes room, Lanes growth, Lanes computing, Lanes reading, Lanes positions, Lanes expertComputing, Lanes expertReading,
            Lanes padding)
        {
            var padded = padding * routing.PerActive * expertComputing;
            var perSequence = positions * expertComputing;
            var decay = positions * -routing.LogUntouched;
            var (slopeA, slopeB) = (computing + growth, growth);
            // All experts touched: no batch left of this one breaks the limit.
            var start = Vector.MinNative(
                Vector.MinNative(
                    (room - padded) / (slopeA + perSequence), (room - reading - padded) / (slopeB + perSequence)),
                Vector.MinNative((room - expertReading) / slopeA, (room - reading - expertReading) / slopeB));
            var batch = Vector.MaxNative(Lanes.Zero, start);
            var isMoving = Vector.LessThan(batch, new Lanes(double.MaxValue));
            for (int step = 0; step < MostSteps && Vector.GreaterThanAny(Vector.ConditionalSelect(isMoving, Lanes.One, Lanes.Zero),
                Lanes.Zero); step++)
            {
                var untouched = VectorMath.Exp(-(decay * batch));
                var touched = Lanes.One - untouched;
                var rate = decay * untouched;
                var left = room - batch * growth;
                var byComputing = batch * perSequence + padded * touched;
                var byReading = expertReading * touched;
                var computingRate = perSequence + padded * rate;
                var readingRate = expertReading * rate;
                var shortest = Vector.MinNative(
                    Vector.MinNative(
                        (left - batch * computing - byComputing) / (slopeA + computingRate),
                        (left - reading - byComputing) / (slopeB + computingRate)),
                    Vector.MinNative(
                        (left - batch * computing - byReading) / (slopeA + readingRate),
                        (left - reading - byReading) / (slopeB + readingRate)));
                var next = Vector.MaxNative(Lanes.Zero, batch + shortest);
                var hasArrived = Vector.LessThanOrEqual(Vector.Abs(next - batch), batch * Precision);
                batch = Vector.ConditionalSelect(isMoving, next, batch);
                isMoving = Vector.AndNot(isMoving, hasArrived);
            }
            return batch;
        }
    }
}
