using CostSim.Distributions;
using CostSim.Numerics;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Student's t law: location, scale and degrees of freedom together by Newton's method. Lange, Little and Taylor, Robust statistical
/// modeling using the t distribution, JASA 84 (1989), appendix B.
/// </summary>
internal sealed class StudentTEstimator : LawEstimator
{
    private const double SmallestDof = 0.1, LargestDof = 500;

    /// <summary>Half the interquartile range of a t law of 4 degrees of freedom and scale 1.</summary>
    private const double Quartile = 0.741;

    private const double StartDof = 4;

    public override string Name => StudentT.Law.Name;

    public override int ParameterCount => 3;

    /// <summary>When many numbers are the same, the likelihood rises without end as the scale shrinks around them.</summary>
    internal override string? Obstacle(Sample sample) =>
        sample.Quantile(0.75) > sample.Quantile(0.25) ? null : "half of the values are the same";

    internal override double[] Estimate(Sample sample)
    {
        double middle = sample.Quantile(0.5), unit = (sample.Quantile(0.75) - sample.Quantile(0.25)) / 2;
        return unit > 0 ? Estimate(sample, [middle, unit / Quartile, StartDof], middle, unit) : [middle, sample.Sd, LargestDof];
    }

    internal override double[] EstimateNear(Sample sample, double[] start)
    {
        double unit = (sample.Quantile(0.75) - sample.Quantile(0.25)) / 2;
        return unit > 0 ? Estimate(sample, start, sample.Quantile(0.5), unit) : Estimate(sample);
    }

    internal override string? Degeneracy(double[] parameters) => parameters[2] >= LargestDof / 1.001
        ? "tails no heavier than those of a normal law"
        : parameters[2] > SmallestDof * 1.001 ? null
        : "its tails would be too heavy";

    internal override double LogLikelihood(Sample sample, double[] parameters)
    {
        MeanLogDensity density = new(sample, 0, 1);
        return sample.Count * density.Evaluate(
            [parameters[0], Math.Log(parameters[1]), Math.Log(parameters[2])], new double[3], new double[3, 3]);
    }

    internal override Distribution Make(double[] parameters) => new StudentT(parameters[0], parameters[1], parameters[2]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("location", parameters[0]), new("scale", parameters[1]), new("dof", parameters[2])])];

    /// <summary>In units of half the interquartile range around the median, so that all variables are of size 1.</summary>
    private static double[] Estimate(Sample sample, double[] start, double middle, double unit)
    {
        double[] first = [(start[0] - middle) / unit, Math.Log(start[1] / unit), Math.Log(start[2])];
        double[] found = NewtonAscent.Maximise(
            new MeanLogDensity(sample, middle, unit), first, [-1e3, -20, Math.Log(SmallestDof)], [1e3, 20, Math.Log(LargestDof)]);
        return [middle + (unit * found[0]), unit * Math.Exp(found[1]), Math.Exp(found[2])];
    }

    /// <summary>Mean log density of (x - origin) / unit, as a function of location, log(scale) and log(dof).</summary>
    private sealed class MeanLogDensity(Sample sample, double origin, double unit) : ISmoothFunction
    {
        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, double[,] hessian)
        {
            double location = point[0], scale = Math.Exp(point[1]), dof = Math.Exp(point[2]);
            double logs = 0, slope = 0, pull = 0, slopeOfDof = 0;
            double xx = 0, xs = 0, ss = 0, xd = 0, sd = 0, dd = 0;
            foreach (double value in sample.Values)
            {
                double z = (((value - origin) / unit) - location) / scale, q = z * z, sum = dof + q;
                double weight = (dof + 1) / sum, weightOfDof = (q - 1) / (sum * sum), log = Math.Log(1 + (q / dof));
                logs += log;
                slope += weight * z;
                pull += weight * q;
                slopeOfDof += (weight * q / dof) - log;
                xx -= weight * (dof - q) / sum;
                xs -= weight * z * 2 * dof / sum;
                ss -= 2 * weight * q * dof / sum;
                xd += z * weightOfDof;
                sd += q * weightOfDof;
                dd += (q / (dof * sum)) + (q * ((weightOfDof / dof) - (weight / (dof * dof))));
            }
            double n = sample.Count, half = dof / 2;
            double ofDof = ((PolyGamma.Digamma(half + 0.5) - PolyGamma.Digamma(half) - (1 / dof)) + (slopeOfDof / n)) / 2;
            double ofDofTwice = (((PolyGamma.Trigamma(half + 0.5) - PolyGamma.Trigamma(half)) / 2) + (1 / (dof * dof)) + (dd / n)) / 2;
            gradient[0] = slope / n / scale;
            gradient[1] = (pull / n) - 1;
            gradient[2] = dof * ofDof;
            hessian[0, 0] = xx / n / (scale * scale);
            hessian[0, 1] = hessian[1, 0] = xs / n / scale;
            hessian[1, 1] = ss / n;
            hessian[0, 2] = hessian[2, 0] = dof * xd / n / scale;
            hessian[1, 2] = hessian[2, 1] = dof * sd / n;
            hessian[2, 2] = (dof * dof * ofDofTwice) + (dof * ofDof);
            return GammaFunction.Log(half + 0.5) - GammaFunction.Log(half) - (Math.Log(Math.PI * dof) / 2) - point[1]
                - ((dof + 1) / 2 * logs / n);
        }
    }
}
