namespace CostSim.Sampling;

/// <summary>A way to place the trials in the unit cube.</summary>
public sealed record SamplingMethod
{
    private readonly Func<ulong, SamplingDesign, Sampler> _create;

    private SamplingMethod(
        string name, string title, string meaning, int replicates, int mostDimensions, Func<ulong, SamplingDesign, Sampler> create)
    {
        Name = name;
        Title = title;
        Meaning = meaning;
        Replicates = replicates;
        MostDimensions = mostDimensions;
        _create = create;
    }

    /// <summary>Every method a run can name, the default first.</summary>
    public static readonly IReadOnlyList<SamplingMethod> All =
    [
        new("mc", "plain draws", "independent trials", 1, int.MaxValue, (seed, design) => new PlainSampler(seed, design)),
        new("lhs", "Latin hypercubes", "Latin hypercubes: every input's range is covered evenly", 16, int.MaxValue,
            (seed, design) => new LatinHypercubeSampler(seed, design)),
        new("sobol", "Sobol points", "scrambled Sobol sequence: pairs of inputs are covered evenly too", 16, SobolSampler.MostDimensions,
            (seed, design) => new SobolSampler(seed, design)),
    ];

    /// <summary>The word of the option <c>--sampling</c>.</summary>
    public string Name { get; }

    /// <summary>What the points are called.</summary>
    public string Title { get; }

    /// <summary>What it does, in one line.</summary>
    public string Meaning { get; }

    /// <summary>Independent replicates whose spread tells the error; 1 where trials are independent and tell it themselves.</summary>
    public int Replicates { get; internal init; }

    /// <summary>The most uncertain inputs it can serve.</summary>
    public int MostDimensions { get; }

    /// <summary>Independent trials, the default.</summary>
    public static SamplingMethod Independent => All[0];

    /// <summary>Whether every trial tells by itself how far the estimate may be off.</summary>
    public bool AreTrialsIndependent => Replicates == 1;

    /// <summary>The method of this name, or null.</summary>
    public static SamplingMethod? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    /// <summary>The sampler of a run.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="trials">Number of trials, from 1 to <see cref="SamplingDesign.MostTrials"/>.</param>
    internal Sampler For(ulong seed, long trials) => Create(seed, new(trials, Replicates));

    /// <summary>The sampler of a run of this design.</summary>
    internal Sampler Create(ulong seed, SamplingDesign design) => _create(seed, design);
}
