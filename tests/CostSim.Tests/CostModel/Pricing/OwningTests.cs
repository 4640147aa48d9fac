using System.Numerics;
using CostSim.CostModel.Pricing;
using Xunit;

namespace CostSim.Tests.CostModel.Pricing;

public sealed class OwningTests
{
    /// <summary>
    /// Python 3.11, decimal with 40 digits: 12 P m / (1 - (1 + m)^(-12 n)), m = i/12. The second is the textbook loan of
    /// 100 000 over 30 years at 6 %: 599.55 a month.
    /// </summary>
    [Theory]
    [MemberData(nameof(Annuities))]
    public void The_annuity_is_the_standard_closed_form(double price, double years, double interest, double expected) =>
        Assert.Equal(expected, Annuity(price, years, interest), 1e-14 * expected);

    [Fact]
    public void The_textbook_loan_costs_599_55_a_month() => Assert.Equal(599.55, Annuity(100_000, 30, 0.06) / 12, 0.005);

    [Fact]
    public void Without_interest_the_price_is_spread_evenly()
    {
        Assert.Equal(250_000 / 4.0, Annuity(250_000, 4, 0));
        Assert.Equal(250_000 / 2.5, Annuity(250_000, 2.5, 0));
    }

    [Fact]
    public void Almost_no_interest_costs_almost_what_none_does()
    {
        foreach (double interest in new[] { 1e-300, 1e-100, 1e-20, 1e-16, 1e-12, 1e-8 })
        {
            // To first order (1 + i (12 n + 1) / 24).
            Assert.Equal(250_000 / 4.0 * (1 + (interest * 49 / 24)), Annuity(250_000, 4, interest), 1e-10);
        }
    }

    /// <summary>Over a very long time, or at a rate typed as 8 for 8 %, only interest is paid: P i a year.</summary>
    [Theory]
    [InlineData(1000, 1)]
    [InlineData(150, 8)]
    [InlineData(1e6, 0.05)]
    [InlineData(1e12, 20)]
    public void A_debt_that_is_never_paid_off_costs_its_interest(double years, double interest) =>
        Assert.Equal(1000 * interest, Annuity(1000, years, interest), 1e-11 * interest);

    public static TheoryData<double, double, double, double> Annuities => new()
    {
        { 250_000, 4, 0.08, 73238.76702450744 },
        { 100_000, 30, 0.06, 7194.606301833029 },
        { 199_000, 5, 0.13, 54334.338429606956 },
        { 250_000, 3.7, 0.001, 67695.45992388703 },
        { 1, 0.5, 0.5, 2.3015784975687743 },
        { 400_000, 6, 1e-06, 66666.8694446444 },
        { 250_000, 4, 0.05, 69087.88071193954 },
    };

    private static double Annuity(double price, double years, double interest) =>
        Owning.Annuity(new Vector<double>(price), new Vector<double>(years), new Vector<double>(interest))[0];
}
