using System.Numerics;
using CostSim.CostModel;
using Xunit;

namespace CostSim.Tests.CostModel;

public sealed class WorkTests
{
    private static readonly (int Prompt, int Cached)[] Prompts =
        [(0, 0), (1, 0), (1, 1), (5, 0), (8, 2), (128, 64), (129, 128), (1000, 250), (2048, 1536)];

    [Fact]
    public void Prefill_counts_the_positions_that_each_uncached_token_attends_to()
    {
        var work = new Work { PerPromptPosition = 3, PerPromptToken = 5 };
        foreach (var (prompt, cached) in Prompts)
        {
            double expected = 0;
            for (int token = cached + 1; token <= prompt; token++)
            {
                expected += 5 + (3.0 * token);
            }
            Assert.Equal(expected, Prefill(work, prompt, cached));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(128)]
    [InlineData(100_000)]
    public void Prefill_counts_no_position_before_the_window(int window)
    {
        var work = new Work { PerPromptWindowPosition = 3, Window = window };
        foreach (var (prompt, cached) in Prompts)
        {
            double expected = 0;
            for (int token = cached + 1; token <= prompt; token++)
            {
                expected += 3.0 * Math.Min(token, window);
            }
            Assert.Equal(expected, Prefill(work, prompt, cached));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(128)]
    [InlineData(100_000)]
    public void Within_chunks_no_position_before_the_own_chunk_is_counted(int chunk)
    {
        var work = new Work { PerPromptWindowPosition = 3, PerResponseWindowPosition = 3, Window = chunk, IsChunked = true };
        foreach (var (prompt, cached) in Prompts)
        {
            double expected = 0;
            for (int token = cached; token < prompt; token++)
            {
                expected += 3.0 * (token % chunk + 1);
            }
            Assert.Equal(expected, Prefill(work, prompt, cached));
            Assert.Equal(expected, Decode(work, cached, prompt - cached));
        }
    }

    [Fact]
    public void Decode_counts_the_positions_that_each_generated_token_attends_to()
    {
        var work = new Work { PerResponseToken = 5, PerResponsePromptPair = 3, PerResponsePosition = 3 };
        foreach (int prompt in new[] { 0, 1, 10, 2048 })
        {
            foreach (int response in new[] { 0, 1, 7, 500 })
            {
                double expected = 0;
                for (int token = prompt + 1; token <= prompt + response; token++)
                {
                    expected += 5 + (3.0 * token);
                }
                Assert.Equal(expected, Decode(work, prompt, response));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(100_000)]
    public void Decode_counts_no_position_before_the_window(int window)
    {
        var work = new Work { PerResponseWindowPosition = 3, Window = window };
        foreach (int prompt in new[] { 0, 1, 100, 128, 2048 })
        {
            foreach (int response in new[] { 0, 1, 7, 28, 29, 500 })
            {
                double expected = 0;
                for (int token = prompt + 1; token <= prompt + response; token++)
                {
                    expected += 3.0 * Math.Min(token, window);
                }
                Assert.Equal(expected, Decode(work, prompt, response));
            }
        }
    }

    [Fact]
    public void Reading_and_then_generating_is_as_much_attention_as_reading_everything()
    {
        var work = new Work
        {
            PerPromptPosition = 2,
            PerResponsePosition = 2,
            PerResponsePromptPair = 2,
            PerPromptWindowPosition = 1,
            PerResponseWindowPosition = 1,
            Window = 60,
        };
        foreach (int split in new[] { 0, 1, 59, 60, 61, 399, 400 })
        {
            Assert.Equal(Prefill(work, 400, 0), Prefill(work, split, 0) + Decode(work, split, 400 - split));
        }
    }

    [Fact]
    public void A_request_without_prompt_pays_no_head_for_it_and_one_without_response_generates_nothing()
    {
        var work = new Work
        {
            PerPrompt = 7,
            PerPromptToken = 5,
            PerPromptPosition = 3,
            PerResponseToken = 2,
            PerResponsePosition = 2,
            PerResponsePromptPair = 9,
        };
        Assert.Equal(0, Prefill(work, 0, 0));
        Assert.Equal(7 + 5 + 3, Prefill(work, 1, 0));
        Assert.Equal(7, Prefill(work, 100, 100));
        Assert.Equal(0, Decode(work, 1000, 0));
    }

    [Fact]
    public void Each_trial_of_a_vector_has_its_own_lengths()
    {
        var work = new Work
        {
            PerPromptToken = 5,
            PerPromptPosition = 3,
            PerPromptWindowPosition = 2,
            PerResponseWindowPosition = 4,
            PerResponseToken = 1,
            Window = 3,
        };
        double[] prompts = [.. Enumerable.Range(0, Vector<double>.Count).Select(lane => lane * 2.0)], responses = [.. prompts.Reverse()];
        var prefill = work.Prefill(new(prompts), Vector<double>.Zero);
        var decode = work.Decode(new(prompts), new(responses));
        for (int lane = 0; lane < prompts.Length; lane++)
        {
            Assert.Equal(Prefill(work, (int)prompts[lane], 0), prefill[lane]);
            Assert.Equal(Decode(work, (int)prompts[lane], (int)responses[lane]), decode[lane]);
        }
    }

    [Fact]
    public void The_work_of_two_parts_is_their_sum()
    {
        Work a = new() { PerPromptToken = 1, PerPromptPosition = 2, PerPrompt = 4, PerResponseToken = 5 };
        Work b = new()
        {
            PerPromptWindowPosition = 3,
            PerResponsePromptPair = 6,
            PerResponsePosition = 7,
            PerResponseWindowPosition = 8,
            Window = 9,
            PerPrompt = 10,
        };
        Assert.Equal(Prefill(a, 100, 20) + Prefill(b, 100, 20), Prefill(a + b, 100, 20));
        Assert.Equal(Decode(a, 100, 20) + Decode(b, 100, 20), Decode(a + b, 100, 20));
        Assert.Equal(a, a + default(Work));
    }

    /// <summary>Rounded: the share of a prompt is seldom exact in binary.</summary>
    private static double Prefill(in Work work, int prompt, int cached) =>
        Math.Round(work.Prefill(new Vector<double>(prompt), new Vector<double>(prompt == 0 ? 0 : (double)cached / prompt))[0], 6);

    private static double Decode(in Work work, int prompt, int response) =>
        work.Decode(new Vector<double>(prompt), new Vector<double>(response))[0];
}
