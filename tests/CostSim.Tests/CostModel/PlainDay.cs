using System.Globalization;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;

namespace CostSim.Tests.CostModel;

/// <summary>
/// One day of one workload, written down from the formulas one number at a time: nothing is shared with the vectorised chain but the
/// architectures' coefficients, which have tests of their own.
/// </summary>
internal sealed record PlainDay
{
    private const string Hour = "gpus_in_hour_";

    public double Queries, Tokens, GpuSeconds, PaidGpus, PeakGpus, Cost, Flop, PeakFlop, EnergyWh, CarbonGrams, WaterLitres, Unfit;
    public double Prefill, Decode, Idle, Overhead, Rent, Capital, Colocation, Power;

    /// <summary>Paid GPUs in each hour.</summary>
    public double[] GpusByHour = [];

    /// <summary>The day that one trial's draws make.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="draws">Values of the uncertain inputs by their object; others are fixed.</param>
    public static PlainDay Of(Workload workload, IReadOnlyDictionary<ScenarioInput, double> draws)
    {
        double Of(ScenarioInput? row) =>
            row is null ? double.NaN : draws.TryGetValue(row, out double drawn) ? drawn : row.Law.Quantile(0.5);
        double In(InputDefinition input) => Of(workload[input]);
        double OnGpu(InputDefinition input, int gpu) => Of(workload.PerGpu.TryGetValue((input, gpu), out var own) ? own : workload[input]);
        double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
        string Option(InputDefinition input) => ((Choice)workload[input]!.Law).Options[(int)In(input)].Name;

        // §1: demand
        var model = workload.Models[(int)In(InputCatalogue.Model)];
        double queries = In(InputCatalogue.DailyUsers) * In(InputCatalogue.QueriesPerUser);

        // §2 and §3, on every accelerator by itself
        var request = PlainRequest.Of(model, In);
        double bits = Or(In(InputCatalogue.ComputeBits), 16), pue = In(InputCatalogue.Pue), load = In(InputCatalogue.PowerLoad);
        var members = workload.Gpus.Select((gpu, number) =>
        {
            double peak = bits <= 8 ? gpu.Peak8Bit : bits == 16 ? gpu.Peak16Bit : gpu.Peak16Bit / 2;
            var served = PlainServing.Of(Option(InputCatalogue.Serving), model, gpu, peak, request, In);
            var price = Option(InputCatalogue.Pricing) == "rent"
                ? Rented(input => OnGpu(input, number))
                : Owned(input => OnGpu(input, number), kilowatts: pue * load);
            return (Peak: peak, Served: served, Price: price, Watts: Or(OnGpu(InputCatalogue.GpuPower, number), gpu.SystemPower));
        }).ToArray();

        // The one drawn, or all of them by their shares; of requests each answers as many as its share of the GPUs can.
        double[] shares = workload.FleetShares is { } mix ? [.. mix]
            : [.. workload.Gpus.Select((_, number) => number == (int)In(InputCatalogue.Gpu) ? 1.0 : 0.0)];
        var inUse = members.Zip(shares, (member, share) => (Member: member, Share: share)).Where(each => each.Share > 0).ToArray();
        double Mean(Func<(double Peak, PlainServing Served, PlainPrice Price, double Watts), double> figure) =>
            inUse.Sum(each => each.Share * figure(each.Member));
        bool isIdle = inUse.Any(each => each.Member.Served.Prefill + each.Member.Served.Decode == 0);
        double Seconds(Func<PlainServing, double> phase)
        {
            double Rate((double Peak, PlainServing Served, PlainPrice Price, double Watts) member) =>
                inUse.Length == 1 ? 1 : 1 / (member.Served.Prefill + member.Served.Decode);
            return isIdle ? 0 : inUse.Sum(each => each.Share * Rate(each.Member) * phase(each.Member.Served)) / inUse.Sum(
                each => each.Share * Rate(each.Member));
        }
        double prefill = Seconds(served => served.Prefill), decode = Seconds(served => served.Decode),
            peakFlops = Mean(member => member.Peak);

        // §1: fleet. Every hour pays for its need, for its share of the peak hour's, and for the minimum.
        double busy = queries * (prefill + decode), needed = busy / 86400 / In(InputCatalogue.LoadFactor),
            minimum = In(InputCatalogue.FleetMinimum);
        double[] byHour = workload.LoadProfile is { } loads
            ? [.. loads.Select(hour => Math.Max(minimum, needed * Math.Max(hour, In(InputCatalogue.FleetFloor) * loads.Max())))]
            : [.. Enumerable.Repeat(Math.Max(needed, minimum), 24)];
        double paid = byHour.Average(), hours = 24 * paid;

        // §4 and §1: price and energy
        double rent = Mean(member => member.Price.Rent), capital = Mean(member => member.Price.Capital);
        double colocation = Mean(member => member.Price.Colocation), power = Mean(member => member.Price.Power);
        double price = rent + capital + colocation + power, overhead = In(InputCatalogue.OverheadShare);
        double energy = hours * Mean(member => member.Watts) * load * pue;
        return new()
        {
            Queries = queries,
            Tokens = queries * (In(InputCatalogue.PromptTokens) + request.Response),
            GpuSeconds = busy,
            PaidGpus = paid,
            PeakGpus = Math.Max(minimum, needed * (workload.LoadProfile?.Max() ?? In(InputCatalogue.PeakToMean))),
            GpusByHour = byHour,
            Unfit = Mean(member => member.Served.Unfit),
            Cost = hours * price * (1 + overhead),
            Flop = queries * (request.PrefillFlop + request.DecodeFlop),
            PeakFlop = busy * peakFlops,
            EnergyWh = energy,
            CarbonGrams = energy / 1000 * In(InputCatalogue.CarbonIntensity),
            WaterLitres = energy / pue / 1000 * In(InputCatalogue.WaterIntensity),
            Prefill = queries * prefill / 3600 * price,
            Decode = queries * decode / 3600 * price,
            Idle = Math.Max(0, hours - busy / 3600) * price,
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
        static double Ratio(double amount, double per) => per == 0 ? 0 : amount / per;
        double cost = Sum(day => day.Cost), queries = Sum(day => day.Queries);
        return output.Name switch
        {
            "daily_cost" => cost,
            "annual_cost" => 365 * cost,
            "cost_per_query" => Ratio(cost, queries),
            "cost_per_million_tokens" => Ratio(1e6 * cost, Sum(day => day.Tokens)),
            "queries_per_day" => queries,
            "tokens_per_day" => Sum(day => day.Tokens),
            "flop_per_query" => Ratio(Sum(day => day.Flop), queries),
            "gpu_seconds_per_query" => Ratio(Sum(day => day.GpuSeconds), queries),
            "paid_gpus" => Sum(day => day.PaidGpus),
            "peak_gpus" => Sum(day => day.PeakGpus),
            "model_flop_utilisation" => Ratio(Sum(day => day.Flop), Sum(day => day.PeakFlop)),
            "energy_per_query" => Ratio(Sum(day => day.EnergyWh), queries),
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
            "unfit_share" => Sum(day => day.Unfit),
            _ when output.Name.StartsWith(Hour, StringComparison.Ordinal) => Sum(
                day => day.GpusByHour[int.Parse(output.Name[Hour.Length..], CultureInfo.InvariantCulture)]),
            _ => throw new ArgumentException(output.Name),
        };
    }

    private static PlainPrice Rented(Func<InputDefinition, double> input)
    {
        double share = input(InputCatalogue.ReservedShare), reserved = input(InputCatalogue.ReservedPrice),
            onDemand = input(InputCatalogue.GpuPrice);
        return new(double.IsNaN(reserved) ? onDemand : share * reserved + (1 - share) * onDemand, 0, 0, 0);
    }

    private static PlainPrice Owned(Func<InputDefinition, double> input, double kilowatts)
    {
        double gpus = input(InputCatalogue.GpusPerServer), power = input(InputCatalogue.ServerPower);
        double years = input(InputCatalogue.DepreciationYears), interest = input(InputCatalogue.CostOfCapital);
        return new(
            0,
            Annuity(input(InputCatalogue.ServerPrice), years, interest) / 8760 / gpus,
            power * input(InputCatalogue.ColocationPrice) / 730 / gpus,
            power * kilowatts * input(InputCatalogue.ElectricityPrice) / gpus);
    }

    private static double Annuity(double price, double years, double interest)
    {
        double m = interest / 12;
        return interest == 0 ? price / years : 12 * price * m / (1 - Math.Pow(1 + m, -12 * years));
    }
}

/// <summary>An hour of one accelerator by kind of price, USD/GPU-hour.</summary>
internal readonly record struct PlainPrice(double Rent, double Capital, double Colocation, double Power);
