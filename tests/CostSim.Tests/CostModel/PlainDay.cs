using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Simulation;

namespace CostSim.Tests.CostModel;

/// <summary>
/// One day of one workload, written down from the formulas one number at a time: nothing is shared with the vectorised chain but the
/// architectures' coefficients, which have tests of their own.
/// </summary>
internal sealed record PlainDay
{
    public double Queries, Tokens, GpuSeconds, PaidGpus, PeakGpus, Cost, Flop, PeakFlop, EnergyWh, CarbonGrams, WaterLitres;
    public double Prefill, Decode, Idle, Overhead, Rent, Capital, Colocation, Power;

    /// <summary>The day that one trial's draws make.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="draws">Values of the uncertain inputs by their object; others are fixed.</param>
    public static PlainDay Of(Workload workload, IReadOnlyDictionary<ScenarioInput, double> draws)
    {
        double In(InputDefinition input) => workload[input] is { } row ? draws.TryGetValue(row, out double drawn) ? drawn : row.Law.Quantile(0.5) : double.NaN;
        double Or(InputDefinition input, double otherwise) => workload[input] is null ? otherwise : In(input);
        string Option(InputDefinition input) => ((Choice)workload[input]!.Law).Options[(int)In(input)].Name;

        double prompt = In(InputCatalogue.PromptTokens), cached = In(InputCatalogue.CachedShare), response = In(InputCatalogue.ResponseTokens);
        var model = workload.Models[(int)In(InputCatalogue.Model)];
        var gpu = workload.Gpus[(int)In(InputCatalogue.Gpu)];
        double queries = In(InputCatalogue.DailyUsers) * In(InputCatalogue.QueriesPerUser);

        // §2
        var work = model.Work;
        double known = cached * prompt;
        double prefillFlop = (work.PerPromptToken * (prompt - known)) + (work.PerPromptPosition * (A(prompt) - A(known)))
            + (work.PerPromptWindowPosition * (A(prompt, work.Window) - A(known, work.Window))) + (prompt > 0 ? work.PerPrompt : 0);
        double decodeFlop = (work.PerResponseToken * response) + (work.PerResponsePosition * (A(prompt + response) - A(prompt)))
            + (work.PerResponseWindowPosition * (A(prompt + response, work.Window) - A(prompt, work.Window)));

        // §3
        double bits = Or(InputCatalogue.ComputeBits, 16), batching = In(InputCatalogue.BatchingEfficiency);
        double peak = bits <= 8 ? gpu.Peak8Bit : bits == 16 ? gpu.Peak16Bit : gpu.Peak16Bit / 2;
        double prefillSeconds, decodeSeconds;
        if (Option(InputCatalogue.Serving) == "utilisation")
        {
            double rate = peak * In(InputCatalogue.Utilisation) * batching;
            (prefillSeconds, decodeSeconds) = (prefillFlop / rate, decodeFlop / rate);
        }
        else
        {
            prefillSeconds = prompt == 0 ? 0 : (1 - cached) * prompt / (In(InputCatalogue.PrefillThroughput) * batching);
            decodeSeconds = response / (In(InputCatalogue.DecodeThroughput) * batching);
        }

        // §1 and §4
        double paid = queries * (prefillSeconds + decodeSeconds) / 86400 / In(InputCatalogue.LoadFactor), hours = 24 * paid;
        double rent = 0, capital = 0, colocation = 0, power = 0, pue = In(InputCatalogue.Pue), load = In(InputCatalogue.PowerLoad);
        if (Option(InputCatalogue.Pricing) == "rent")
        {
            rent = In(InputCatalogue.GpuPrice);
        }
        else
        {
            double perServer = In(InputCatalogue.GpusPerServer), kilowatt = In(InputCatalogue.ServerPower);
            capital = Annuity(In(InputCatalogue.ServerPrice), In(InputCatalogue.DepreciationYears), In(InputCatalogue.CostOfCapital)) / 8760 / perServer;
            colocation = kilowatt * In(InputCatalogue.ColocationPrice) / 730 / perServer;
            power = kilowatt * pue * load * In(InputCatalogue.ElectricityPrice) / perServer;
        }
        double price = rent + capital + colocation + power, overhead = In(InputCatalogue.OverheadShare);
        double energy = hours * Or(InputCatalogue.GpuPower, gpu.SystemPower) * load * pue;
        return new()
        {
            Queries = queries,
            Tokens = queries * (prompt + response),
            GpuSeconds = queries * (prefillSeconds + decodeSeconds),
            PaidGpus = paid,
            PeakGpus = paid * In(InputCatalogue.PeakToMean),
            Cost = hours * price * (1 + overhead),
            Flop = queries * (prefillFlop + decodeFlop),
            PeakFlop = queries * (prefillSeconds + decodeSeconds) * peak,
            EnergyWh = energy,
            CarbonGrams = energy / 1000 * In(InputCatalogue.CarbonIntensity),
            WaterLitres = energy / pue / 1000 * In(InputCatalogue.WaterIntensity),
            Prefill = queries * prefillSeconds / 3600 * price,
            Decode = queries * decodeSeconds / 3600 * price,
            Idle = hours * (1 - In(InputCatalogue.LoadFactor)) * price,
            Overhead = hours * price * overhead,
            Rent = hours * rent,
            Capital = hours * capital,
            Colocation = hours * colocation,
            Power = hours * power,
        };
    }

    /// <summary>An output by its definition: of one day, or of the sums over the days of several workloads.</summary>
    public static double Output(OutputDefinition output, IReadOnlyList<PlainDay> days)
    {
        double Sum(Func<PlainDay, double> quantity) => days.Sum(quantity);
        double cost = Sum(day => day.Cost), queries = Sum(day => day.Queries);
        return output.Name switch
        {
            "daily_cost" => cost,
            "annual_cost" => 365 * cost,
            "cost_per_query" => cost / queries,
            "cost_per_million_tokens" => 1e6 * cost / Sum(day => day.Tokens),
            "queries_per_day" => queries,
            "tokens_per_day" => Sum(day => day.Tokens),
            "flop_per_query" => Sum(day => day.Flop) / queries,
            "gpu_seconds_per_query" => Sum(day => day.GpuSeconds) / queries,
            "paid_gpus" => Sum(day => day.PaidGpus),
            "peak_gpus" => Sum(day => day.PeakGpus),
            "model_flop_utilisation" => Sum(day => day.Flop) / Sum(day => day.PeakFlop),
            "energy_per_query" => Sum(day => day.EnergyWh) / queries,
            "energy_per_day" => Sum(day => day.EnergyWh) / 1e6,
            "co2_per_day" => Sum(day => day.CarbonGrams) / 1e6,
            "water_per_day" => Sum(day => day.WaterLitres) / 1e3,
            "prefill" => Sum(day => day.Prefill),
            "decode" => Sum(day => day.Decode),
            "idle" => Sum(day => day.Idle),
            "overhead" => Sum(day => day.Overhead),
            "rent" => Sum(day => day.Rent),
            "capital" => Sum(day => day.Capital),
            "colocation" => Sum(day => day.Colocation),
            "power" => Sum(day => day.Power),
            _ => throw new ArgumentException(output.Name),
        };
    }

    private static double A(double n, double window = double.PositiveInfinity)
    {
        double m = Math.Min(n, window);
        return (m * (m + 1) / 2) + (n > m ? (n - m) * window : 0);
    }

    private static double Annuity(double price, double years, double interest)
    {
        double m = interest / 12;
        return interest == 0 ? price / years : 12 * price * m / (1 - Math.Pow(1 + m, -12 * years));
    }
}
