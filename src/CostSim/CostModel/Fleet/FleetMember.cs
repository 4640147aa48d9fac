using System.Numerics;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel.Fleet;

/// <summary>One accelerator of a fleet: how long it takes for a request, what an hour of it costs, what power it draws.</summary>
public sealed class FleetMember
{
    private readonly Accelerator _gpu;
    private readonly Column _bits, _serving;
    private readonly ServingModel[] _models;

    public FleetMember(WorkloadInputs inputs, int gpu, Column prefillFlop, Column decodeFlop)
    {
        _gpu = inputs.Gpus[gpu];
        _bits = inputs.OrDefault(InputCatalogue.ComputeBits);
        _serving = inputs[InputCatalogue.Serving];
        PeakFlops = Column.Of(_bits);
        var context = new ServingContext(inputs, prefillFlop, decodeFlop, _gpu, PeakFlops);
        _models = [.. inputs.Servings.Select(name => ServingModels.All[name](context))];
        bool isOne = _models.Length == 1;
        PrefillSeconds = isOne ? _models[0].PrefillSeconds : Column.Varying();
        DecodeSeconds = isOne ? _models[0].DecodeSeconds : Column.Varying();
        Unfit = isOne ? _models[0].Unfit : Column.Varying();
        Price = new HourlyPrice(inputs, gpu);
        Power = inputs.OnGpu(InputCatalogue.GpuPower, gpu) is { Exists: true } stated ? stated : Column.Fixed(_gpu.SystemPower);
    }

    /// <summary>The serving models that <c>serving</c> chooses between, on this accelerator.</summary>
    public IReadOnlyList<ServingModel> Servings => _models;

    /// <summary>Dense peak at the arithmetic's precision, FLOP/s.</summary>
    public Column PeakFlops { get; }

    /// <summary>Busy time of reading a prompt, GPU-s/query.</summary>
    public Column PrefillSeconds { get; }

    /// <summary>Busy time of generating a response, GPU-s/query.</summary>
    public Column DecodeSeconds { get; }

    /// <summary>1 in the trials in which the model does not fit, else 0.</summary>
    public Column Unfit { get; }

    /// <summary>Hourly price by kind.</summary>
    public HourlyPrice Price { get; }

    /// <summary>Rated power with its share of the server, W.</summary>
    public Column Power { get; }

    /// <summary>Fills the columns for the current block.</summary>
    public void Run()
    {
        ComputePeak();
        for (int option = 0; option < _models.Length; option++)
        {
            var model = _models[option];
            model.Serve();
            if (_models.Length > 1)
            {
                Options.Select(_serving, option, model.PrefillSeconds, PrefillSeconds);
                Options.Select(_serving, option, model.DecodeSeconds, DecodeSeconds);
                Options.Select(_serving, option, model.Unfit, Unfit);
            }
        }
        Price.Update();
    }

    /// <summary>32-bit arithmetic runs at half the 16-bit rate, 4-bit no faster than 8-bit.</summary>
    private void ComputePeak()
    {
        Column bits = _bits, peak = PeakFlops;
        var (eight, sixteen) = (new Vector<double>(8), new Vector<double>(16));
        var (peak8, peak16, peak32) = (new Vector<double>(_gpu.Peak8Bit), new Vector<double>(_gpu.Peak16Bit), new Vector<double>(0.5 * _gpu.Peak16Bit));
        for (int i = 0; i < peak.Length; i += Vector<double>.Count)
        {
            var wide = Vector.ConditionalSelect(Vector.GreaterThan(bits[i], sixteen), peak32, peak16);
            peak[i] = Vector.ConditionalSelect(Vector.LessThanOrEqual(bits[i], eight), peak8, wide);
        }
    }
}
