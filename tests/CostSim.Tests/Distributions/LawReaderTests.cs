using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class LawReaderTests
{
    [Fact]
    public void A_value_out_of_range_is_named_with_what_was_given()
    {
        var problem = Assert.Single(Problems("lognormal", ("median", 3), ("sigma", -1)));
        Assert.Equal(("sigma", "sigma must not be below 0, but is -1"), (problem.Parameter, problem.What));
        Assert.Equal("shape must be above 0, but is 0", Assert.Single(Problems("weibull", ("shape", 0), ("scale", 1))).What);
    }

    [Fact]
    public void Every_value_out_of_range_is_reported_at_once() =>
        Assert.Equal(["alpha", "beta", "min"],
            Problems("beta", ("alpha", 0), ("beta", -2), ("min", 3), ("max", 1)).Select(problem => problem.Parameter));

    [Fact]
    public void An_unknown_parameter_brings_the_nearest_name_and_is_not_also_missing()
    {
        var problem = Assert.Single(Problems("lognormal", ("median", 3), ("sigm", 1)));
        Assert.Equal(
            ("sigm", "sigm is not a parameter of lognormal", "did you mean sigma?"), (problem.Parameter, problem.What, problem.Help));
        Assert.Equal("did you mean at_least?", Assert.Single(Problems("normal", ("mean", 3), ("sd", 1), ("atleast", 0))).Help);
        Assert.Equal("did you mean mean?", Assert.Single(Problems("normal", ("maen", 3), ("sd", 1))).Help);
    }

    [Fact]
    public void An_unknown_parameter_is_reported_together_with_a_wrong_value() =>
        Assert.Equal(["colour", "sd"], Problems("normal", ("mean", 3), ("sd", -1), ("colour", 1)).Select(problem => problem.Parameter));

    [Fact]
    public void A_missing_parameter_brings_every_form_of_the_law()
    {
        var problem = Assert.Single(Problems("lognormal", ("mean", 15)));
        Assert.Equal("lognormal with mean also needs cv, or sd", problem.What);
        Assert.Equal("write lognormal with median= sigma=, or mean= cv=, or mean= sd=, or mu= sigma=, or any two pNN=", problem.Help);
        Assert.Equal("max", Assert.Single(Problems("pert", ("min", 1), ("mode", 2))).Parameter);
        Assert.Equal("gamma has no parameters", Assert.Single(Problems("gamma")).What);
        Assert.Equal("normal with p10 also needs a second pNN", Assert.Single(Problems("normal", ("p10", 1))).What);
        Assert.Equal("pareto with min also needs alpha, or a pNN", Assert.Single(Problems("pareto", ("min", 1))).What);
    }

    [Fact]
    public void Parameters_of_two_forms_do_not_mix()
    {
        Assert.Equal("cv, mean and sd do not go together in lognormal",
            Assert.Single(Problems("lognormal", ("mean", 1), ("cv", 1), ("sd", 1))).What);
        Assert.Equal("mean and p90 do not go together in normal", Assert.Single(Problems("normal", ("mean", 1), ("p90", 2))).What);
        Assert.Equal("normal takes two quantiles, but 3 are given: median, p10 and p90",
            Assert.Single(Problems("normal", ("p10", 1), ("median", 2), ("p90", 3))).What);
    }

    [Fact]
    public void Quantiles_must_rise()
    {
        var problem = Assert.Single(Problems("lognormal", ("p90", 1), ("p10", 2)));
        Assert.Equal(("p90", "p90 must be above p10, but 1 is not above 2", "exchange p10 and p90"),
            (problem.Parameter, problem.What, problem.Help));
        Assert.Equal("for a known number write fixed value=2", Assert.Single(Problems("gamma", ("p90", 2), ("p10", 2))).Help);
        Assert.Equal("median and p50 are the same quantile", Assert.Single(Problems("normal", ("p50", 1), ("median", 2))).What
            .Replace("p50 and median", "median and p50", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pareto_quantile_lies_above_its_least_value()
    {
        Assert.Equal("p90 must be above min, but 1 is not above 2", Assert.Single(Problems("pareto", ("min", 2), ("p90", 1))).What);
        Assert.Equal("pareto takes one quantile, but 2 are given: p10 and p90",
            Assert.Single(Problems("pareto", ("min", 2), ("p10", 3), ("p90", 4))).What);
    }

    [Theory]
    [InlineData("p0"), InlineData("p100"), InlineData("p-5"), InlineData("p1.2.3"), InlineData("p5."), InlineData("p.5")]
    [InlineData("p1000")]
    public void A_quantile_outside_0_to_100_is_not_one(string name)
    {
        Problem problem = Assert.Single(Problems("normal", (name, 1), ("p90", 2)), problem => problem.Parameter == name);
        Assert.Equal($"{name} is not a quantile", problem.What);
    }

    [Fact]
    public void Laws_without_quantile_forms_say_so() =>
        Assert.Contains(
            Problems("beta", ("p10", 0.1), ("p90", 0.5)), problem => problem.What == "beta cannot be given by quantiles such as p10");

    [Theory]
    [InlineData("lognormal"), InlineData("loguniform"), InlineData("gamma"), InlineData("weibull")]
    public void Quantiles_of_positive_laws_must_be_above_0(string law) =>
        Assert.Equal("p10 must be above 0, but is -1", Problems(law, ("p10", -1), ("p90", 2))[0].What);

    [Fact]
    public void Two_quantiles_that_no_gamma_law_has_are_a_problem()
    {
        Assert.Contains("too far apart", Assert.Single(Problems("gamma", ("p10", 1e-300), ("p11", 1e300))).What, StringComparison.Ordinal);
        Assert.Contains(
            "too close together", Assert.Single(Problems("gamma", ("p10", 1), ("p90", 1.00000001))).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_beyond_what_can_be_computed_are_problems()
    {
        Assert.Equal(
            "alpha must lie between 0.001 and 100000, but is 1000000", Assert.Single(Problems("beta", ("alpha", 1e6), ("beta", 2))).What);
        Assert.Equal("shape", Assert.Single(Problems("gamma", ("shape", 1e-9), ("scale", 2))).Parameter);
        Assert.Equal(
            "cv must be 0 or lie between 0.0001 and 31.6, but is 40", Assert.Single(Problems("gamma", ("mean", 1), ("cv", 40))).What);
        Assert.Equal("lambda", Assert.Single(Problems("pert", ("min", 0), ("mode", 1), ("max", 2), ("lambda", 1e9))).Parameter);
    }

    [Fact]
    public void A_law_whose_draws_overflow_is_a_problem() =>
        Assert.StartsWith(
            "draws of lognormal", Assert.Single(Problems("lognormal", ("median", 1e10), ("sigma", 200))).What, StringComparison.Ordinal);

    [Fact]
    public void Ends_and_modes_must_be_in_order()
    {
        Assert.Equal("min must not exceed max, but 3 is above 2", Assert.Single(Problems("uniform", ("min", 3), ("max", 2))).What);
        Assert.Equal("mode must lie between min and max, but 5 is outside 1 to 4",
            Assert.Single(Problems("pert", ("min", 1), ("mode", 5), ("max", 4))).What);
        Assert.Equal("min", Assert.Single(Problems("triangular", ("min", 4), ("mode", 2), ("max", 1))).Parameter);
    }

    [Theory]
    [InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity)]
    public void Values_that_are_not_finite_are_problems(double value)
    {
        foreach (var member in LawMember.All.Where(member => member.Make is null))
        {
            foreach (string name in member.Arguments.Keys)
            {
                Dictionary<string, double> arguments = new(member.Arguments) { [name] = value };
                Assert.Contains(LawCatalogue.Find(member.Law)!.Create(arguments).Problems, problem => problem.Parameter == name);
            }
        }
    }

    [Fact]
    public void Bounds_must_be_in_order() =>
        Assert.Equal("at_least must not exceed at_most, but 3 is above 2",
            Assert.Single(Problems("normal", ("mean", 0), ("sd", 1), ("at_least", 3), ("at_most", 2))).What);

    [Fact]
    public void Fixed_numbers_have_no_bounds() =>
        Assert.Equal("fixed cannot be truncated", Assert.Single(Problems("fixed", ("value", 1), ("at_least", 0))).What);

    [Theory]
    [InlineData(9), InlineData(-9)]
    public void Bounds_that_leave_almost_nothing_are_a_problem(double outside)
    {
        var problem = Assert.Single(Problems("normal", ("mean", 0), ("sd", 1), (outside > 0 ? "at_least" : "at_most", outside)));
        Assert.StartsWith(outside > 0 ? "at_least=9 leaves almost nothing of normal" : "at_most=-9 leaves almost nothing of normal",
            problem.What, StringComparison.Ordinal);
        Assert.Contains("half of it above 0", problem.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_outside_the_support_are_a_problem() =>
        Assert.Equal("at_most", Assert.Single(Problems("uniform", ("min", 1), ("max", 2), ("at_most", 0.5))).Parameter);

    private static IReadOnlyList<Problem> Problems(string law, params (string Name, double Value)[] arguments)
    {
        var outcome = LawCatalogue.Find(law)!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value));
        Assert.Null(outcome.Value);
        Assert.NotEmpty(outcome.Problems);
        Assert.All(outcome.Problems, problem => Assert.True(problem.What.Length > 0 && problem.Help.Length > 0));
        return outcome.Problems;
    }
}
