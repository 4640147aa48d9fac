using CostSim.Cli.Pictures;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class LabelRowTests
{
    [Fact]
    public void Labels_that_have_room_stay_where_they_belong() =>
        Assert.Equal([50f, 200f, 350f], LabelRow.Spread([50, 200, 350], [60, 60, 60], 0, 400, 10));

    [Fact]
    public void Labels_that_would_touch_share_the_way_they_move() =>
        Assert.Equal([65f, 135f], LabelRow.Spread([100, 100], [60, 60], 0, 400, 10));

    [Theory]
    [InlineData(0f, 0f, 0f, 0f)]
    [InlineData(400f, 400f, 400f, 400f)]
    [InlineData(10f, 390f, 12f, 388f)]
    [InlineData(200f, 100f, 200f, 210f)]
    public void Labels_never_touch_nor_leave_their_row_and_keep_their_order(float a, float b, float c, float d)
    {
        float[] wanted = [a, b, c, d], widths = [60, 80, 40, 100];
        var centres = LabelRow.Spread(wanted, widths, 0, 400, 10);
        var order = Enumerable.Range(0, 4).OrderBy(i => centres[i]).ToList();
        Assert.True(centres[order[0]] - widths[order[0]] / 2 >= -0.01f);
        Assert.True(centres[order[3]] + widths[order[3]] / 2 <= 400.01f);
        for (int i = 1; i < 4; i++)
        {
            int left = order[i - 1], right = order[i];
            Assert.True(centres[right] - centres[left] >= (widths[left] + widths[right]) / 2 + 10 - 0.01f);
            Assert.True(wanted[left] <= wanted[right]);
        }
    }
}
