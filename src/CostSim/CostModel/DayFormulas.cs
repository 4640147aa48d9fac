using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel;

/// <summary>The formulas of a day: demand, busy and needed GPUs, cost with its parts, energy.</summary>
internal static class DayFormulas
{
    private const double SecondsPerHour = 3600;
    private const double SecondsPerDay = 86400;
    private const double HoursPerDay = 24;
    private const double WattsPerKilowatt = 1000;

    public readonly struct QueriesPerDay : IFormula2
    {
        public string Name => "queries_per_day";

        public string Unit => "query/day";

        public string Text => "daily_users × queries_per_user";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes users, Lanes perUser) => users * perUser;
    }

    public readonly struct TokensPerDay : IFormula3
    {
        public string Name => "tokens_per_day";

        public string Unit => "token/day";

        public string Text => "queries_per_day × (prompt_tokens + response_tokens)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes prompt, Lanes response) => queries * (prompt + response);
    }

    /// <summary>For models whose response has no tokens.</summary>
    public readonly struct PromptTokensPerDay : IFormula2
    {
        public string Name => "tokens_per_day";

        public string Unit => "token/day";

        public string Text => "queries_per_day × prompt_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes prompt) => queries * prompt;
    }

    public readonly struct FlopPerDay : IFormula3
    {
        public string Name => "flop";

        public string Unit => "FLOP/day";

        public string Text => "queries_per_day × (prefill_flop + decode_flop)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes prefill, Lanes decode) => queries * (prefill + decode);
    }

    public readonly struct GpuSecondsPerDay : IFormula3
    {
        public string Name => "gpu_seconds";

        public string Unit => "GPU-s/day";

        public string Text => "queries_per_day × (prefill_gpu_seconds + decode_gpu_seconds)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes prefill, Lanes decode) => queries * (prefill + decode);
    }

    /// <summary>What the busy GPUs could have done at their peak.</summary>
    public readonly struct PeakFlopPerDay : IFormula2
    {
        public string Name => "peak_flop";

        public string Unit => "FLOP/day";

        public string Text => "gpu_seconds × peak_flops";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpuSeconds, Lanes peak) => gpuSeconds * peak;
    }

    public readonly struct BusyGpus : IFormula1
    {
        public string Name => "busy_gpus";

        public string Unit => "GPU";

        public string Text => "gpu_seconds / 86400";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpuSeconds) => gpuSeconds / SecondsPerDay;
    }

    public readonly struct DailyCost : IFormula3
    {
        public string Name => "daily_cost";

        public string Unit => "USD/day";

        public string Text => "paid_gpus × 24 × gpu_hour_price × (1 + overhead_share)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes paidGpus, Lanes price, Lanes overhead) => paidGpus * HoursPerDay * price * (Lanes.One + overhead);
    }

    public readonly struct EnergyPerDay : IFormula4
    {
        public string Name => "energy";

        public string Unit => "Wh/day";

        public string Text => "paid_gpus × 24 × power_per_gpu × power_load × pue";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes paidGpus, Lanes power, Lanes load, Lanes pue) => paidGpus * HoursPerDay * power * load * pue;
    }

    /// <summary>Of the electricity, and of making the GPUs, spread over the days of their life.</summary>
    public readonly struct CarbonPerDay : IFormula5
    {
        private const double GramsPerKilogram = 1000;
        private const double DaysPerYear = 365;

        public string Name => "carbon";

        public string Unit => "g CO2e/day";

        public string Text => "energy / 1000 × carbon_intensity + paid_gpus × embodied_carbon × 1000 / (365 × gpu_life)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes energy, Lanes intensity, Lanes paidGpus, Lanes embodied, Lanes life) =>
            energy / WattsPerKilowatt * intensity + paidGpus * embodied * GramsPerKilogram / (DaysPerYear * life);
    }

    /// <summary>Water is counted per kWh of the servers' energy, without the facility's share.</summary>
    public readonly struct WaterPerDay : IFormula3
    {
        public string Name => "water";

        public string Unit => "L/day";

        public string Text => "energy / pue / 1000 × water_intensity";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes energy, Lanes pue, Lanes intensity) => energy / pue / WattsPerKilowatt * intensity;
    }

    /// <summary>Cost by use: GPUs while they read prompts.</summary>
    public readonly struct PrefillCost : IFormula3
    {
        public string Name => "prefill";

        public string Unit => "USD/day";

        public string Text => "queries_per_day × prefill_gpu_seconds × (gpu_hour_price / 3600)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes seconds, Lanes price) => queries * seconds * (price / SecondsPerHour);
    }

    /// <summary>Cost by use: GPUs while they generate.</summary>
    public readonly struct DecodeCost : IFormula3
    {
        public string Name => "decode";

        public string Unit => "USD/day";

        public string Text => "queries_per_day × decode_gpu_seconds × (gpu_hour_price / 3600)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes queries, Lanes seconds, Lanes price) => queries * seconds * (price / SecondsPerHour);
    }

    /// <summary>Cost by use: GPUs paid for but not busy. At full load rounding must not leave a trace of idle time.</summary>
    public readonly struct IdleCost : IFormula3
    {
        private const double NegligibleShare = 1e-12;

        public string Name => "idle";

        public string Unit => "USD/day";

        public string Text =>
            "(paid_gpus × 24 − gpu_seconds / 3600 > 1e-12 × paid_gpus × 24) × (paid_gpus × 24 − gpu_seconds / 3600) × gpu_hour_price";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes paidGpus, Lanes gpuSeconds, Lanes price)
        {
            var hours = paidGpus * HoursPerDay;
            var idleHours = hours - gpuSeconds / SecondsPerHour;
            var isIdle = Vector.GreaterThan(idleHours, hours * NegligibleShare);
            return Vector.ConditionalSelect(isIdle, idleHours, Lanes.Zero) * price;
        }
    }

    /// <summary>Cost by use and by kind: what comes on top of the GPUs.</summary>
    public readonly struct OverheadCost : IFormula3
    {
        public string Name => "overhead";

        public string Unit => "USD/day";

        public string Text => "paid_gpus × 24 × gpu_hour_price × overhead_share";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes paidGpus, Lanes price, Lanes overhead) => paidGpus * HoursPerDay * price * overhead;
    }

    /// <summary>Cost by kind.</summary>
    public readonly struct CostOfKind(PriceKind kind, string price) : IFormula2
    {
        public string Name => kind.Name;

        public string Unit => "USD/day";

        public string Text => $"paid_gpus × 24 × {price}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes paidGpus, Lanes price) => paidGpus * HoursPerDay * price;
    }
}
