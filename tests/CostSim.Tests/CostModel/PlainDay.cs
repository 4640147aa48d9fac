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

    public double Queries, Tokens, GpuSeconds, PaidGpus, PeakGpus, Cost, Flop, PeakFlop, EnergyWh, CarbonGrams, WaterLitres;
    public double Unfit, Late, Minimum;
    public double Told, ToldSeconds, FirstTokens, Decoded, TokenTimes, Replicas, Sequences, InFlight, Generated;
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
        double In(InputDefinition input) => workload[input] is { } row ? Of(row) : input.Default ?? double.NaN;
        double OnGpu(InputDefinition input, int gpu) => Of(workload.PerGpu.TryGetValue((input, gpu), out var own) ? own : workload[input]);
        double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
        string Option(InputDefinition input) => workload[input] is { Law: Choice choice }
            ? choice.Options[(int)In(input)].Name : input.DefaultText;

        // §1: demand
        var model = workload.Models[(int)In(InputCatalogue.Model)];
        double queries = In(InputCatalogue.DailyUsers) * In(InputCatalogue.QueriesPerUser);

        // §2 and §3, on every accelerator by itself
        var request = PlainRequest.Of(model, In);
        double pue = In(InputCatalogue.Pue), load = In(InputCatalogue.PowerLoad);
        var members = workload.Gpus.Select((gpu, number) =>
        {
            double peak = PlainServing.Peak(gpu, PlainServing.Bits(In));
            var served = PlainServing.Of(Option(InputCatalogue.Serving), model, gpu, request, In, Option);
            return (Peak: peak, Served: served, Number: number, Watts: Or(OnGpu(InputCatalogue.GpuPower, number), gpu.SystemPower));
        }).ToArray();

        // The one drawn, or all of them by their shares; of requests each answers as many as its share of the GPUs can.
        double[] shares = workload.FleetShares is { } mix ? [.. mix]
            : [.. workload.Gpus.Select((_, number) => number == (int)In(InputCatalogue.Gpu) ? 1.0 : 0.0)];
        var inUse = members.Zip(shares, (member, share) => (Member: member, Share: share)).Where(each => each.Share > 0).ToArray();
        double Mean(Func<(double Peak, PlainServing Served, int Number, double Watts), double> figure) =>
            inUse.Sum(each => each.Share * figure(each.Member));
        double Seconds(Func<PlainServing, double> phase)
        {
            double Rate((double Peak, PlainServing Served, int Number, double Watts) member) =>
                inUse.Length == 1 ? 1 : 1 / Math.Max(1e-100, member.Served.Prefill + member.Served.Decode);
            return inUse.Sum(each => each.Share * Rate(each.Member) * phase(each.Member.Served)) / inUse.Sum(
                each => each.Share * Rate(each.Member));
        }
        double prefill = Seconds(served => served.Prefill), decode = Seconds(served => served.Decode),
            peakFlops = Mean(member => member.Peak);

        // Fleet. Every hour pays for its need and for its share of the busiest hour's, in whole steps, and for the least.
        double calls = queries * Or(In(InputCatalogue.Turns), 1);
        double busy = calls * (prefill + decode), needed = busy / 86400 / In(InputCatalogue.LoadFactor);
        double replica = inUse.Max(each => each.Member.Served.ReplicaGpus);
        double fleetStep = Or(In(InputCatalogue.FleetStep), replica), floor = In(InputCatalogue.FleetFloor);
        double committed = Option(InputCatalogue.Pricing) == "rent" ? Or(In(InputCatalogue.ReservedGpus), 0) : 0;
        double least = Math.Max(Or(In(InputCatalogue.FleetMinimum), replica), committed);
        double Whole(double need) => fleetStep == 0 ? need : Math.Ceiling(need / fleetStep - 1e-9) * fleetStep;
        double peakLoad = workload.LoadProfile?.Max() ?? In(InputCatalogue.PeakToMean);
        double[] byHour = workload.LoadProfile is { } loads
            ? [.. loads.Select(hour => Math.Max(least, Whole(needed * Math.Max(hour, floor * peakLoad))))]
            : [.. Enumerable.Repeat(Math.Max(least, Whole(needed * (floor * peakLoad + 1 - floor))), 24)];
        double paid = workload.LoadProfile is null ? byHour[0] : byHour.Average(), hours = 24 * paid;
        double peakGpus = Math.Max(least, Whole(needed * peakLoad));

        // Price and energy; a commitment is a share of what is paid.
        var prices = inUse.Select(each => (each.Share, Price: Option(InputCatalogue.Pricing) == "rent"
            ? Rented(input => OnGpu(input, each.Member.Number), committed, paid)
            : Owned(input => OnGpu(input, each.Member.Number), kilowatts: pue * load))).ToArray();
        double PriceOf(Func<PlainPrice, double> kind) => prices.Sum(each => each.Share * kind(each.Price));
        double rent = PriceOf(each => each.Rent), capital = PriceOf(each => each.Capital);
        double colocation = PriceOf(each => each.Colocation), power = PriceOf(each => each.Power);
        bool isTold = inUse.All(each => each.Member.Served.IsOfReplicas);
        double OfRequests(Func<PlainServing, double> figure) => isTold ? Seconds(figure) : 0;
        double replicas = isTold ? peakGpus / replica : 0;
        double price = rent + capital + colocation + power, overhead = In(InputCatalogue.OverheadShare);
        double energy = hours * Mean(member => member.Watts) * load * pue;
        return new()
        {
            Queries = queries,
            Tokens = calls * (request.Asked + request.Response),
            GpuSeconds = busy,
            PaidGpus = paid,
            PeakGpus = peakGpus,
            Late = Mean(member => member.Served.Late),
            Minimum = needed * peakLoad < least ? 1 : 0,
            Told = isTold ? calls : 0,
            ToldSeconds = isTold ? busy : 0,
            FirstTokens = calls * OfRequests(served => served.FirstToken),
            Decoded = calls * OfRequests(served => served.Decoded),
            TokenTimes = calls * OfRequests(served => served.Decoded) * OfRequests(served => served.TimePerToken),
            Replicas = replicas,
            Sequences = replicas * OfRequests(served => served.Batch),
            InFlight = calls / 86400 * peakLoad * OfRequests(served => served.RequestSeconds),
            Generated = isTold ? calls * request.Response : 0,
            GpusByHour = byHour,
            Unfit = Mean(member => member.Served.Unfit),
            Cost = hours * price * (1 + overhead),
            Flop = calls * (request.PrefillFlop + request.DecodeFlop),
            PeakFlop = busy * peakFlops,
            EnergyWh = energy,
            CarbonGrams = energy / 1000 * In(InputCatalogue.CarbonIntensity)
                + paid * In(InputCatalogue.EmbodiedCarbon) * 1000 / (365 * In(InputCatalogue.GpuLife)),
            WaterLitres = energy / pue / 1000 * In(InputCatalogue.WaterIntensity),
            Prefill = calls * prefill / 3600 * price,
            Decode = calls * decode / 3600 * price,
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
            "late_share" => Sum(day => day.Late),
            "minimum_share" => Sum(day => day.Minimum),
            "time_to_first_token" => Ratio(Sum(day => day.FirstTokens), Sum(day => day.Told)),
            "time_per_output_token" => Ratio(Sum(day => day.TokenTimes), Sum(day => day.Decoded)),
            "batch" => Ratio(Sum(day => day.Sequences), Sum(day => day.Replicas)),
            "replicas" => Sum(day => day.Replicas),
            "requests_in_flight" => Sum(day => day.InFlight),
            "response_tokens_per_gpu_second" => Ratio(Sum(day => day.Generated), Sum(day => day.ToldSeconds)),
            _ when output.Name.StartsWith(Hour, StringComparison.Ordinal) => Sum(
                day => day.GpusByHour[int.Parse(output.Name[Hour.Length..], CultureInfo.InvariantCulture)]),
            _ => throw new ArgumentException(output.Name),
        };
    }

    private static PlainPrice Rented(Func<InputDefinition, double> input, double committed, double paid)
    {
        double stated = input(InputCatalogue.ReservedShare);
        double share = committed > 0 ? committed / Math.Max(committed, paid) : double.IsNaN(stated) ? 0 : stated;
        double reserved = input(InputCatalogue.ReservedPrice),
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
