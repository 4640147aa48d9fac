using CostSim.CostModel;
using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class StreamNameTests
{
    /// <summary>Python 3.11, whole numbers modulo 2^64, from the published definitions of FNV-1a and of MurmurHash3's finaliser.</summary>
    [Theory]
    [InlineData("", 0x7A6AFFA9ED1CB3B1)]
    [InlineData("daily_users", 0x49EB9ECE10C8A3A7)]
    [InlineData("chat.daily_users", 0x549C2D4D6CD32A47)]
    [InlineData("gpu_price", 0xE9E2C2304FF6CB5C)]
    [InlineData("images.denoising_steps", 0x5BCB0DDC494545D9)]
    [InlineData("Büro.prompt_tokens", 0xACD2375E817D22F8)]
    public void A_name_has_the_same_stream_for_ever(string name, ulong stream) => Assert.Equal(stream, StreamName.Hash(name));

    [Fact]
    public void No_two_inputs_of_twenty_thousand_workloads_share_a_stream()
    {
        var streams = new HashSet<ulong>();
        string[] stems = ["chat", "w", "search-ranking", "Bilder ", "a.b", "图像"];
        int names = 0;
        foreach (var input in InputCatalogue.All)
        {
            Assert.True(streams.Add(StreamName.Hash(input.Name)), input.Name);
            names++;
            for (int number = 0; number < 20_000; number++)
            {
                string name = $"{stems[number % stems.Length]}{number}.{input.Name}";
                Assert.True(streams.Add(StreamName.Hash(name)), name);
                names++;
            }
        }
        Assert.Equal(names, streams.Count);
    }

    [Fact]
    public void Names_that_differ_in_one_letter_have_streams_that_differ_in_half_of_their_bits()
    {
        // 64 000 bits, each different with probability 1/2: mean 32 000, sd 126.5; six of them leave alpha = 2e-9.
        int different = 0;
        for (int number = 0; number < 1000; number++)
        {
            different += System.Numerics.BitOperations.PopCount(
                StreamName.Hash($"w{number}.gpu_pricf") ^ StreamName.Hash($"w{number}.gpu_price"));
        }
        Assert.InRange(different, 32_000 - 759, 32_000 + 759);
    }
}
