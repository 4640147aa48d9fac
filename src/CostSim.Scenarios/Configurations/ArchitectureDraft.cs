namespace CostSim.Scenarios.Configurations;

/// <summary>A configuration in the words of models.csv, while it is being read.</summary>
/// <param name="Family">The family in models.csv.</param>
internal sealed record ArchitectureDraft(string Family)
{
    private readonly List<KeyValuePair<string, double>> _parameters = [];
    private readonly List<string> _obstacles = [];
    private readonly List<string> _leftOut = [];

    /// <summary>Parameters in the order of the row.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Parameters => _parameters;

    /// <summary>What the families cannot express and no row can do without.</summary>
    public IReadOnlyList<string> Obstacles => _obstacles;

    /// <summary>What the row leaves out.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Adds a parameter, unless it is 0, which is what a parameter left out is.</summary>
    public ArchitectureDraft With(string name, double value)
    {
        if (value != 0)
        {
            _parameters.Add(new(name, value));
        }
        return this;
    }

    /// <summary>Adds a parameter that says yes.</summary>
    public ArchitectureDraft With(string name, bool isSo) => With(name, isSo ? 1 : 0);

    /// <summary>Names what no family can express.</summary>
    public void Refuse(string what) => _obstacles.Add(what);

    /// <summary>Names what the row leaves out.</summary>
    public void LeaveOut(string what) => _leftOut.Add(what);

    /// <summary>The cell <c>architecture</c>.</summary>
    public string Cell => string.Join(' ', _parameters.Select(parameter => $"{parameter.Key}={NumberReader.Write(parameter.Value)}"));
}
