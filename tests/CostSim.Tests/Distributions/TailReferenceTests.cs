using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

/// <summary>
/// Quantiles far out in both tails, from mpmath 1.3.0 with 60 digits: bisection on log(tail) of gammainc, betainc and erfc,
/// at the doubles nearest to the probabilities written here.
/// </summary>
public sealed class TailReferenceTests
{
    private static readonly (Distribution Law, double P, double Quantile, double UpperQuantile)[] ReferenceRows =
    [
        (new Gamma(0.05, 1), 1e-300, double.NaN, 681.60702731455832),
        (new Gamma(0.05, 1), 1e-100, double.NaN, 222.15218724493326),
        (new Gamma(0.05, 1), 1e-16, double.NaN, 30.593068348440019),
        (new Gamma(0.05, 1), 1e-5, 5.844632057286584e-101, 6.6271607975227742),
        (new Gamma(0.05, 1), 0.3, 2.0378971887326644e-11, 0.00046656368489525909),
        (new Gamma(0.5, 1), 1e-300, double.NaN, 686.93631561119707),
        (new Gamma(0.5, 1), 1e-100, 7.8539816339744834e-201, 226.97154111939948),
        (new Gamma(0.5, 1), 1e-16, 7.8539816339744828e-33, 34.484730479258287),
        (new Gamma(0.5, 1), 1e-5, 7.8539816343857179e-11, 9.7557104823287862),
        (new Gamma(0.5, 1), 0.3, 0.074235930916272719, 0.53709708542879269),
        (new Gamma(3.7, 1), 1e-300, 1.7382395876452073e-81, 707.06631207829694),
        (new Gamma(3.7, 1), 1e-100, 1.9686281486423726e-27, 243.68034754697362),
        (new Gamma(3.7, 1), 1e-16, 9.9283154484189551e-5, 45.798123264906105),
        (new Gamma(3.7, 1), 1e-5, 0.095196303314261419, 18.048125352262704),
        (new Gamma(3.7, 1), 0.3, 2.506226143686672, 4.4205281985240355),
        (new Gamma(11.5, 1), 1e-300, 4.1738918836973421e-26, 743.92306794820952),
        (new Gamma(11.5, 1), 1e-100, 1.0276507499959845e-8, 272.90124771826099),
        (new Gamma(11.5, 1), 1e-16, 0.21062337648443071, 64.468550878408018),
        (new Gamma(11.5, 1), 1e-5, 2.2382946154386896, 31.983762095077014),
        (new Gamma(11.5, 1), 0.3, 9.5105435789244499, 13.00918256670883),
        (new Gamma(15, 1), 1e-300, 6.4234247497797611e-20, 758.44061600273479),
        (new Gamma(15, 1), 1e-100, 1.3838850306695946e-6, 284.21378522456003),
        (new Gamma(15, 1), 1e-16, 0.57092662453666982, 71.673038673729688),
        (new Gamma(15, 1), 1e-5, 3.7656558716125218, 37.51171621943507),
        (new Gamma(15, 1), 0.3, 12.753879276940147, 16.76511646327967),
        (new Gamma(200, 1), 1e-300, 2.3969741867329538, 1252.4538463661647),
        (new Gamma(200, 1), 1e-100, 27.103449719881083, 666.62044579982827),
        (new Gamma(200, 1), 1e-16, 104.85301385400154, 339.37448799494993),
        (new Gamma(200, 1), 1e-5, 145.3142722127413, 266.131623156618),
        (new Gamma(200, 1), 0.3, 192.34920303497698, 207.16763215577144),
        (new Beta(0.5, 0.5, 0, 1), 1e-100, 2.4674011002723397e-200, 1.0),
        (new Beta(0.5, 0.5, 0, 1), 1e-16, 2.4674011002723395e-32, 1.0),
        (new Beta(0.5, 0.5, 0, 1), 1e-5, 2.4674011000694044e-10, 0.99999999975325989),
        (new Beta(0.5, 0.5, 0, 1), 0.3, 0.20610737385376342, 0.79389262614623658),
        (new Beta(0.05, 3, 0, 1), 1e-300, double.NaN, 1.0),
        (new Beta(0.05, 3, 0, 1), 1e-100, double.NaN, 1.0),
        (new Beta(0.05, 3, 0, 1), 1e-16, double.NaN, 0.99998226855212421),
        (new Beta(0.05, 3, 0, 1), 1e-5, 2.3000470006648623e-101, 0.91931525420684032),
        (new Beta(0.05, 3, 0, 1), 0.3, 8.0197680036074755e-12, 0.00018359014974709187),
        (new Beta(2, 5, 0, 1), 1e-300, 2.5819888974716113e-151, 1.0),
        (new Beta(2, 5, 0, 1), 1e-100, 2.5819888974716113e-51, 1.0),
        (new Beta(2, 5, 0, 1), 1e-16, 2.5819889063605002e-9, 0.99955903748413445),
        (new Beta(2, 5, 0, 1), 1e-5, 0.00081738707602752995, 0.92926294355677809),
        (new Beta(2, 5, 0, 1), 0.3, 0.18180347131894916, 0.36035769038002026),
        (new Beta(4, 4, 0, 1), 1e-300, 4.1113361690051972e-76, 1.0),
        (new Beta(4, 4, 0, 1), 1e-100, 4.1113361690051972e-26, 1.0),
        (new Beta(4, 4, 0, 1), 1e-16, 4.1114375927976713e-5, 0.99995888562407202),
        (new Beta(4, 4, 0, 1), 1e-5, 0.023450204963798293, 0.97654979503620171),
        (new Beta(4, 4, 0, 1), 0.3, 0.40524064400745803, 0.59475935599254197),
        (new Beta(30, 200, 0, 1), 1e-300, 5.6197301694003448e-12, 0.97920814086088211),
        (new Beta(30, 200, 0, 1), 1e-100, 2.6088845670994795e-5, 0.7853630789001407),
        (new Beta(30, 200, 0, 1), 1e-16, 0.018555665377538871, 0.37144569991416264),
        (new Beta(30, 200, 0, 1), 1e-5, 0.054811070035199851, 0.24199976019899609),
        (new Beta(30, 200, 0, 1), 0.3, 0.11805048978760983, 0.14126757778699921),
        (new Beta(600, 600, 0, 1), 1e-300, 0.087231237589701997, 0.912768762410298),
        (new Beta(600, 600, 0, 1), 1e-100, 0.21969673858841715, 0.78030326141158285),
        (new Beta(600, 600, 0, 1), 1e-16, 0.38295283534895376, 0.61704716465104624),
        (new Beta(600, 600, 0, 1), 1e-5, 0.43866147555263799, 0.561338524447362),
        (new Beta(600, 600, 0, 1), 0.3, 0.49242978743572684, 0.50757021256427316),
        (new Normal(0, 1), 1e-300, -37.047096299361199, double.NaN),
        (new LogNormal(1, 2), 1e-300, double.NaN, 1.5090338670590221e+32),
        (new Exponential(3), 1e-300, 3.0000000000000001e-300, 2072.3265836946411),
        (new Weibull(0.5, 2), 1e-300, double.NaN, 954341.65988611164),
        (new Weibull(4, 2), 1e-300, 2.0e-75, double.NaN),
        (new Normal(0, 1), 1e-100, -21.273453560965324, double.NaN),
        (new LogNormal(1, 2), 1e-100, double.NaN, 3.0052941439473968e+18),
        (new Exponential(3), 1e-100, 3.0000000000000001e-100, 690.7755278982137),
        (new Weibull(0.5, 2), 1e-100, double.NaN, 106037.96220956796),
        (new Weibull(4, 2), 1e-100, 2.0e-25, double.NaN),
        (new Normal(0, 1), 1e-16, -8.2220822161304356, double.NaN),
        (new LogNormal(1, 2), 1e-16, double.NaN, 13855106.628236139),
        (new Exponential(3), 1e-16, 3.0000000000000001e-16, 110.52408446371419),
        (new Weibull(0.5, 2), 1e-16, double.NaN, 2714.5718325649398),
        (new Weibull(4, 2), 1e-16, 0.0002, double.NaN),
        (new Normal(0, 1), 1e-5, -4.2648907939228246, double.NaN),
        (new LogNormal(1, 2), 1e-5, double.NaN, 5063.339819082372),
        (new Exponential(3), 1e-5, 3.000015000100001e-5, 34.538776394910685),
        (new Weibull(0.5, 2), 1e-5, double.NaN, 265.0949055239199),
        (new Weibull(4, 2), 1e-5, 0.11246840562407476, double.NaN),
        (new Normal(0, 1), 0.3, -0.52440051270804082, double.NaN),
        (new LogNormal(1, 2), 0.3, double.NaN, 2.8542269201762203),
        (new Exponential(3), 0.3, 1.0700248318161971, 3.6119184129778081),
        (new Weibull(0.5, 2), 0.3, double.NaN, 2.8991010271129173),
        (new Weibull(4, 2), 0.3, 1.5456036905790414, double.NaN),
        (new StudentT(0, 1, 0.3), 1e-16, -6.4787854258308803e+51, 6.4787854258308803e+51),
        (new StudentT(0, 1, 0.3), 1e-5, -1395812007068299.0, 1395812007068299.0),
        (new StudentT(0, 1, 0.3), 0.3, -1.6126582577896126, 1.6126582577896126),
        (new StudentT(0, 1, 1), 1e-300, -3.1830988618379066e+299, 3.1830988618379066e+299),
        (new StudentT(0, 1, 1), 0.3, -0.72654252800536094, 0.72654252800536094),
        (new StudentT(0, 1, 2.5), 1e-300, -8.7654378822799919e+119, 8.7654378822799919e+119),
        (new StudentT(0, 1, 2.5), 1e-16, -2201778.4482734764, 2201778.4482734764),
        (new StudentT(0, 1, 2.5), 1e-5, -87.643286856661871, 87.643286856661871),
        (new StudentT(0, 1, 7), 1e-300, -1.4457941326481904e+43, 1.4457941326481904e+43),
        (new StudentT(0, 1, 7), 1e-100, -387862584049539.85, 387862584049539.85),
        (new StudentT(0, 1, 7), 1e-5, -10.102684252967579, 10.102684252967579),
        (new StudentT(0, 1, 7), 0.3, -0.54910965794728505, 0.54910965794728505),
        (new StudentT(0, 1, 40), 1e-300, -186620412.89710914, 186620412.89710914),
        (new StudentT(0, 1, 40), 1e-16, -13.445742314945223, 13.445742314945223),
        (new StudentT(0, 1, 40), 0.3, -0.52860567955089589, 0.52860567955089589),
        (new StudentT(0, 1, 1000), 1e-300, -54.291388553051743, 54.291388553051743),
        (new StudentT(0, 1, 1000), 1e-100, -23.930617087826443, 23.930617087826443),
        (new StudentT(0, 1, 1000), 1e-5, -4.2854376826529578, 4.2854376826529578),
        (new StudentT(0, 1, 1000), 0.3, -0.52456770730922693, 0.52456770730922693),
    ];

    public static TheoryData<int> References => [.. Enumerable.Range(0, ReferenceRows.Length)];

    [Theory, MemberData(nameof(References))]
    public void Quantiles_agree_with_mpmath_in_both_tails(int index)
    {
        (var law, double p, double quantile, double upperQuantile) = ReferenceRows[index];
        if (!double.IsNaN(quantile))
        {
            Assert.Equal(1, law.Quantile(p) / quantile, 1e-13);
        }

        if (!double.IsNaN(upperQuantile))
        {
            Assert.Equal(1, law.UpperQuantile(p) / upperQuantile, 1e-13);
        }
    }

    [Theory, MemberData(nameof(References))]
    public void Tail_probabilities_agree_with_mpmath(int index)
    {
        // The relative error of a tail is that of the value it is asked at, times how fast the tail's logarithm falls there.
        (var law, double p, double quantile, double upperQuantile) = ReferenceRows[index];
        if (!double.IsNaN(quantile))
        {
            Assert.Equal(1, law.Cdf(quantile) / p, 1e-12);
        }

        if (!double.IsNaN(upperQuantile) && !(law is Beta && upperQuantile > 0.9))
        {
            Assert.Equal(1, law.Survival(upperQuantile) / p, 1e-12);
        }
    }

    [Fact]
    public void Tails_go_on_falling_where_they_underflow()
    {
        foreach (var law in new Distribution[] { new Gamma(14, 2.5), new Gamma(0.7, 1), new Gamma(200, 1), new StudentT(0, 1, 300),
            new StudentT(0, 1, 1e6), new Beta(40, 300, 0, 1) })
        {
            double first = law.UpperQuantile(1e-290), last = law.UpperQuantile(1e-304), above = 1;
            for (double x = first; x < Math.Min(first + (3 * (last - first)), law.Maximum); x += (last - first) / 500)
            {
                double survival = law.Survival(x);
                Assert.InRange(survival, 0, Math.Min(above, 1.0000001e-290));
                above = survival * (1 + 1e-11);
            }
        }
    }
}
