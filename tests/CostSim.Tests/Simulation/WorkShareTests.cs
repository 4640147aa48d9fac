using CostSim.Simulation;
using Xunit;

namespace CostSim.Tests.Simulation;

public sealed class WorkShareTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Results_come_back_in_the_order_of_the_pieces(int threads) =>
        Assert.Equal(
            [.. Enumerable.Range(0, 50).Select(i => i * i)],
            WorkShare.Do(50, threads, () => 0, (_, piece) => piece * piece, CancellationToken.None));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(70)]
    public void Pieces_of_a_range_are_each_done_once_with_the_tools_of_one_thread(int threads)
    {
        List<long>[] done = [.. Enumerable.Range(0, threads).Select(_ => new List<long>())];

        WorkShare.Do(1L << 40, (1L << 40) + 50, done, (own, piece) => own.Add(piece), CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (1L << 40) + i), done.SelectMany(own => own).Order());
        Assert.All(done, own => Assert.Equal(own.Order(), own));
    }

    [Fact]
    public void Every_thread_has_tools_of_its_own()
    {
        int made = 0;

        int[] tools = WorkShare.Do(100, 3, () => Interlocked.Increment(ref made), (tool, _) => tool, CancellationToken.None);

        Assert.InRange(made, 1, 3);
        Assert.All(tools, tool => Assert.InRange(tool, 1, made));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_several_failures_the_first_piece_counts(int threads)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => WorkShare.Do(
            40, threads, () => 0,
            (_, piece) => piece % 10 == 7 ? throw new InvalidOperationException($"piece {piece}") : piece,
            CancellationToken.None));

        Assert.Equal("piece 7", failure.Message);
    }

    [Fact]
    public void Work_that_is_cancelled_ends_before_the_next_piece()
    {
        using var source = new CancellationTokenSource();
        int done = 0;

        Assert.Throws<OperationCanceledException>(() => WorkShare.Do(
            1000, 1, () => 0,
            (_, _) =>
            {
                source.Cancel();
                return ++done;
            },
            source.Token));

        Assert.Equal(1, done);
    }

    [Fact]
    public void No_pieces_give_no_results() => Assert.Empty(WorkShare.Do(0, 2, () => 0, (_, piece) => piece, CancellationToken.None));
}
