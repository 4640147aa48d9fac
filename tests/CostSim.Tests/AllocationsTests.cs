using Xunit;

namespace CostSim.Tests;

public sealed class AllocationsTests
{
    [Fact]
    public void What_is_allocated_every_time_is_counted()
    {
        byte[] kept = [];

        // An array of 1000 bytes: a header, a type and a length of 8 bytes each.
        Assert.Equal(1024, Allocations.Of(() => kept = new byte[1000]));
        Assert.Equal(1000, kept.Length);
    }

    [Fact]
    public void A_collection_meanwhile_is_not_counted()
    {
        int round = 0;
        byte[] kept = [];

        long allocated = Allocations.Of(() =>
        {
            // The collection takes the rest of a buffer of which little is used.
            if (round++ == 1)
            {
                kept = new byte[8];
                GC.Collect(0);
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal(8, kept.Length);
    }
}
