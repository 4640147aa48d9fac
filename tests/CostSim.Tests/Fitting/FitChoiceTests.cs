using CostSim.Distributions;
using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

public sealed class FitChoiceTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void A_known_mixture_is_not_passed_off_as_a_single_law(int count)
    {
        var (choice, laws) = FittingData.Choose(FittingData.Draws(FittingData.TwoHumps(), count, 1));

        Assert.Equal(FitVerdict.Mixture, choice.Verdict);
        Assert.DoesNotContain(laws, FitChoice.Holds);
        double[] medians = [.. choice.Law!.Stated.Select(part => part.Parameters[0].Value)];
        Assert.InRange(medians[0], 30, 50);
        Assert.InRange(medians[1], 540, 660);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_lognormal_sample_is_a_lognormal(ulong stream)
    {
        var (choice, _) = FittingData.Choose(FittingData.Draws(new LogNormal(200, 0.8), 1000, stream));

        Assert.Equal(FitVerdict.Law, choice.Verdict);
        Assert.Equal("lognormal", choice.Law!.Name);
    }

    [Fact]
    public void Whole_numbers_are_recognised_for_the_law_they_were_rounded_from()
    {
        var (choice, _) = FittingData.Choose(
            FittingData.Draws(new LogNormal(60, 0.8), 20_000, 4).Select(value => Math.Max(1, Math.Round(value))));

        Assert.Equal("lognormal", choice.Law?.Name);
    }

    [Fact]
    public void Three_humps_are_left_to_the_data()
    {
        var law = Mixture.Of([new(1, new Normal(10, 1)), new(1, new Normal(20, 0.5)), new(1, new Normal(50, 2))]).Value!;

        var (choice, _) = FittingData.Choose(FittingData.Draws(law, 1000, 5));

        Assert.Equal(FitVerdict.Empirical, choice.Verdict);
        Assert.Null(choice.Law);
        Assert.NotNull(choice.Nearest);
    }

    [Fact]
    public void Two_normal_humps_around_zero_are_a_mixture_of_normals()
    {
        var law = Mixture.Of([new(0.3, new Normal(-10, 1)), new(0.7, new Normal(5, 2))]).Value!;

        var (choice, _) = FittingData.Choose(FittingData.Draws(law, 500, 6));

        Assert.Equal(FitVerdict.Mixture, choice.Verdict);
        Assert.All(choice.Law!.Stated, part => Assert.Equal("normal", part.Law));
        Assert.InRange(choice.Law.Stated[0].Weight, 0.24, 0.36);
    }

    [Fact]
    public void The_lowest_aic_of_the_laws_that_hold_is_chosen()
    {
        var fit = FittingData.Fit("gamma", FittingData.Lengths);
        LawFit rejected = fit with { P = new(0.5, 0.01) }, held = fit with { LogLikelihood = fit.LogLikelihood - 1, P = new(0.5, 0.4) };

        Assert.Same(held, FitChoice.Of([rejected, held], null).Law);
        Assert.Equal(FitVerdict.Empirical, FitChoice.Of([rejected], null).Verdict);
    }

    [Fact]
    public void A_mixture_takes_the_place_of_a_law_that_holds_only_when_clearly_better()
    {
        var held = FittingData.Fit("gamma", FittingData.Lengths) with { P = new(0.5, 0.4) };
        LawFit slightly = held with { LogLikelihood = held.LogLikelihood + 4 },
            clearly = held with { LogLikelihood = held.LogLikelihood + 6 };

        Assert.False(FitChoice.IsOffered([held], slightly));
        Assert.True(FitChoice.IsOffered([held], clearly));
        Assert.Same(held, FitChoice.Of([held], slightly).Law);
        Assert.Same(clearly, FitChoice.Of([held], clearly).Law);
    }
}
