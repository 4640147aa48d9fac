namespace CostSim.Sampling;

/// <summary>A way to place the trials in the unit cube.</summary>
/// <param name="Name">The word of the option <c>--sampling</c>.</param>
/// <param name="Title">What the points are called.</param>
/// <param name="Meaning">What it does, in one line.</param>
/// <param name="Replicates">Independent replicates whose spread tells the error; 1 where trials are independent and tell it themselves.</param>
/// <param name="MostDimensions">The most uncertain inputs it can serve.</param>
/// <param name="Create">Makes the sampler of a seed and a design.</param>
public sealed record SamplingMethod(
    string Name, string Title, string Meaning, int Replicates, int MostDimensions, Func<ulong, SamplingDesign, Sampler> Create)
{
    /// <summary>Every method a run can name, the default first.</summary>
    public static readonly IReadOnlyList<SamplingMethod> All =
    [
        new("mc", "plain draws", "independent trials", 1, int.MaxValue, (seed, design) => new PlainSampler(seed, design)),
        new("lhs", "Latin hypercubes", "Latin hypercubes: every input's range is covered evenly", 16, int.MaxValue,
            (seed, design) => new LatinHypercubeSampler(seed, design)),
        new("sobol", "Sobol points", "scrambled Sobol sequence: pairs of inputs are covered evenly too", 16, SobolSampler.MostDimensions,
            (seed, design) => new SobolSampler(seed, design)),
    ];

    /// <summary>Independent trials, the default.</summary>
    public static SamplingMethod Independent => All[0];

    /// <summary>Whether every trial tells by itself how far the estimate may be off.</summary>
    public bool AreTrialsIndependent => Replicates == 1;

    /// <summary>The method of this name, or null.</summary>
    public static SamplingMethod? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    /// <summary>The sampler of a run.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="trials">Number of trials, from 1 to <see cref="SamplingDesign.MostTrials"/>.</param>
    public Sampler For(ulong seed, long trials) => Create(seed, new SamplingDesign(trials, Replicates));
}
