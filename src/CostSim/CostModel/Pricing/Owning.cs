using System.Numerics;

namespace CostSim.CostModel.Pricing;

/// <summary>
/// What an hour of one owned GPU costs:
/// (annuity(server_price, depreciation_years, cost_of_capital)/8760 + server_power·(colocation_price/730 + pue·power_load·electricity_price)) / gpus_per_server.
/// </summary>
internal sealed class Owning
{
    private const double HoursPerYear = 8760;
    private const double HoursPerMonth = 730;
    private const double MonthsPerYear = 12;

    private readonly Column _serverPrice, _years, _interest, _gpusPerServer, _colocationPrice, _serverPower, _pue, _powerLoad, _electricityPrice;

    public Owning(WorkloadInputs inputs, int gpu)
    {
        _serverPrice = inputs.OnGpu(InputCatalogue.ServerPrice, gpu);
        _years = inputs[InputCatalogue.DepreciationYears];
        _interest = inputs[InputCatalogue.CostOfCapital];
        _gpusPerServer = inputs[InputCatalogue.GpusPerServer];
        _colocationPrice = inputs[InputCatalogue.ColocationPrice];
        _serverPower = inputs.OnGpu(InputCatalogue.ServerPower, gpu);
        _pue = inputs[InputCatalogue.Pue];
        _powerLoad = inputs[InputCatalogue.PowerLoad];
        _electricityPrice = inputs[InputCatalogue.ElectricityPrice];
        Capital = Column.Of(_serverPrice, _years, _interest, _gpusPerServer);
        Colocation = Column.Of(_serverPower, _colocationPrice, _gpusPerServer);
        Power = Column.Of(_serverPower, _pue, _powerLoad, _electricityPrice, _gpusPerServer);
    }

    /// <summary>Servers paid off with interest, USD/GPU-hour.</summary>
    public Column Capital { get; }

    /// <summary>Data-centre space, USD/GPU-hour.</summary>
    public Column Colocation { get; }

    /// <summary>Electricity, USD/GPU-hour.</summary>
    public Column Power { get; }

    public void Update()
    {
        Column serverPrice = _serverPrice, years = _years, interest = _interest, gpusPerServer = _gpusPerServer;
        Column capital = Capital, colocation = Colocation, power = Power;
        for (int i = 0; i < capital.Length; i += Vector<double>.Count)
        {
            capital[i] = Annuity(serverPrice[i], years[i], interest[i]) / HoursPerYear / gpusPerServer[i];
        }
        Column serverPower = _serverPower, colocationPrice = _colocationPrice;
        for (int i = 0; i < colocation.Length; i += Vector<double>.Count)
        {
            colocation[i] = serverPower[i] * colocationPrice[i] / HoursPerMonth / gpusPerServer[i];
        }
        Column pue = _pue, powerLoad = _powerLoad, electricityPrice = _electricityPrice;
        for (int i = 0; i < power.Length; i += Vector<double>.Count)
        {
            power[i] = serverPower[i] * pue[i] * powerLoad[i] * electricityPrice[i] / gpusPerServer[i];
        }
    }

    /// <summary>Yearly payments on a price P over n years at i a year, paid monthly: 12·P·m / (1 - (1+m)^(-12n)), m = i/12; P/n at i = 0.</summary>
    internal static Vector<double> Annuity(Vector<double> price, Vector<double> years, Vector<double> interest)
    {
        var monthly = interest / MonthsPerYear;
        var discounted = -VectorMath.ExpM1(-MonthsPerYear * years * VectorMath.Log1P(monthly));
        var isFree = Vector.Equals(monthly, Vector<double>.Zero);
        return Vector.ConditionalSelect(isFree, price / years, MonthsPerYear * price * monthly / discounted);
    }
}
