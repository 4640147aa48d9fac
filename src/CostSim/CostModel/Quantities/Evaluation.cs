namespace CostSim.CostModel.Quantities;

/// <summary>
/// Computes quantities and whatever they follow from, each after what it reads and none that nobody asked for. What an earlier evaluation
/// computes is taken as given.
/// </summary>
internal sealed class Evaluation
{
    private readonly Quantity[] _varying;

    /// <summary>Prepares the evaluation; nothing is allocated afterwards.</summary>
    public Evaluation(IEnumerable<Quantity> wanted)
    {
        Quantity[] roots = [.. wanted];
        var readers = new Dictionary<Quantity, List<Quantity>>();
        foreach (var root in roots)
        {
            Collect(root, readers);
        }
        var varying = new List<Quantity>();
        foreach (var root in roots)
        {
            Order(root, varying, quantity => quantity.Pass is not null && quantity.Between.All(between =>
                !roots.Contains(between)
                && readers.GetValueOrDefault(between, []).All(reader => reader == quantity || quantity.Between.Contains(reader))));
        }
        _varying = [.. varying];
    }

    /// <summary>Computes the values of the current block.</summary>
    public void Run()
    {
        for (int start = 0; start < Column.BlockLength; start += Column.TileLength)
        {
            foreach (var quantity in _varying)
            {
                quantity.Compute(start);
            }
        }
    }

    /// <summary>Who reads what, among everything that is still to be computed.</summary>
    private static void Collect(Quantity quantity, Dictionary<Quantity, List<Quantity>> readers)
    {
        if (quantity.Values.Exists || !readers.TryAdd(quantity, []))
        {
            return;
        }
        foreach (var read in quantity.Reads)
        {
            Collect(read, readers);
            readers.GetValueOrDefault(read)?.Add(quantity);
        }
    }

    private static void Order(Quantity quantity, List<Quantity> varying, Func<Quantity, bool> takesPass)
    {
        if (quantity.Values.Exists)
        {
            return;
        }
        if (takesPass(quantity))
        {
            Order(quantity.Pass!, varying, takesPass);
            quantity.TakeFrom(quantity.Pass!);
            return;
        }
        foreach (var read in quantity.Reads)
        {
            Order(read, varying, takesPass);
        }
        quantity.Prepare();
        if (!quantity.IsFixed && quantity.IsComputed)
        {
            varying.Add(quantity);
        }
    }
}
