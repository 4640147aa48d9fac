using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.CostModel;

public sealed class ConversationTurnsTests
{
    private const double Turns = 12, First = 3000, Growth = 900, Response = 250;

    /// <summary>Turn i reads s + (i-1)·g tokens: all of them n·(s + (n-1)/2·g).</summary>
    [Fact]
    public void A_conversation_reads_its_context_again_in_every_turn()
    {
        double read = Enumerable.Range(0, (int)Turns).Sum(turn => First + turn * Growth);

        Assert.Equal(1e6 * (read + Turns * Response), Of(OutputCatalogue.TokensPerDay, again: 0.3), 1e-3);
    }

    /// <summary>Where all that is read again is in the cache, each token is worked on once: s + (n-1)·g of them.</summary>
    [Theory]
    [InlineData(1, First + (Turns - 1) * Growth)]
    [InlineData(0, Turns * (First + (Turns - 1) / 2 * Growth))]
    public void What_is_read_again_and_cached_takes_no_work(double again, double worked)
    {
        double flop = 2 * 175e9 * (worked + Turns * Response);

        Assert.Equal(flop, Of(OutputCatalogue.FlopPerQuery, again), flop * 1e-12);
    }

    [Fact]
    public void One_turn_is_a_query_without_turns() => Assert.Equal(
        Of(OutputCatalogue.DailyCost, again: 0.5, turns: 1),
        Value(OutputCatalogue.DailyCost, Rows().Made()), 1e-6);

    private static double Of(OutputDefinition output, double again, double turns = Turns) => Value(output, Rows()
        .With("chat", InputCatalogue.Turns, turns).With("chat", InputCatalogue.TurnTokens, Growth)
        .With("chat", InputCatalogue.TurnCachedShare, again).Made());

    private static ScenarioBuilder Rows() => SampleScenarios.ReferenceRows()
        .With("chat", InputCatalogue.DailyUsers, 1e6).With("chat", InputCatalogue.QueriesPerUser, 1)
        .With("chat", InputCatalogue.PromptTokens, First).With("chat", InputCatalogue.ResponseTokens, Response)
        .With("chat", InputCatalogue.Utilisation, 0.3).With("chat", InputCatalogue.GpuPrice, 2);

    private static double Value(OutputDefinition output, Scenario scenario) => new Simulator(scenario)
        .Run(new(16, 1, [output]), 1, cancellation: TestContext.Current.CancellationToken).Find(Scenario.Total, output)!.Moments.Mean;
}
