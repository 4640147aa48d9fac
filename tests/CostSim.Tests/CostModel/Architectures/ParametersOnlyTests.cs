using System.Numerics;
using CostSim.CostModel.Architectures;
using CostSim.Tests.Scenarios;
using CostSim.Tests.Simulation;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class ParametersOnlyTests
{
    [Fact]
    public void Every_token_costs_two_flop_per_active_parameter()
    {
        Assert.Equal(2 * 175e9 * 150, Hardware.Dense175.Work.Prefill(new Vector<double>(200), new Vector<double>(0.25))[0]);
        Assert.Equal(2 * 175e9 * 300, Hardware.Dense175.Work.Decode(new Vector<double>(200), new Vector<double>(300))[0]);
    }

    [Fact]
    public void Only_the_active_parameters_of_a_sparse_model_cost_flop()
    {
        var sparse = Hardware.Model("parameters", "sparse", ("active", 13e9), ("total", 47e9));
        Assert.Equal(47e9, sparse.Parameters);
        Assert.Equal(2 * 13e9, sparse.Work.Decode(new Vector<double>(9), Vector<double>.One)[0]);
    }

    [Fact]
    public void A_total_below_the_active_parameters_is_a_problem()
    {
        var outcome = ParametersOnly.Family.Create("wrong", new Dictionary<string, double> { ["active"] = 2e9, ["total"] = 1e9 });
        Assert.Equal("total", Assert.Single(outcome.Problems).Parameter);
    }
}
