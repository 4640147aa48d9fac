using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Cli.Inputs;

/// <summary>
/// A workload before it is known to be right: which rows hold in it, what its choices can be, what nobody reads. A row for an accelerator
/// wins over one without; among equals the workload's own wins over the one for all workloads.
/// </summary>
internal sealed class WorkloadDraft
{
    private readonly StatedRows _rows;
    private readonly StatedInputs _stated;

    /// <param name="name">Its name.</param>
    /// <param name="rows">The statements of the scenario.</param>
    /// <param name="stated">What the scenario's file leaves open.</param>
    /// <param name="hasLoadProfile">Whether it has a load profile; null when mistakes leave it open.</param>
    /// <param name="catalogues">What names stand for.</param>
    public WorkloadDraft(string name, StatedRows rows, StatedInputs stated, bool? hasLoadProfile, Catalogues catalogues)
    {
        Name = name;
        _rows = rows;
        _stated = stated;
        HasLoadProfile = hasLoadProfile;
        Possibilities = [.. PossibleChoices(catalogues)];
        var fleet = this[InputCatalogue.FleetMix] ?? (IsOpen(InputCatalogue.FleetMix) ? null : this[InputCatalogue.Gpu]);
        Gpus = fleet?.Law is null ? null : OptionsOf(fleet);
    }

    public string Name { get; }

    public bool? HasLoadProfile { get; }

    /// <summary>
    /// What serving, pricing and model can be. One possibility when their rows are right; where one of them has a mistake, every
    /// option that it might have meant is a possibility of its own.
    /// </summary>
    public IReadOnlyList<ModelChoices> Possibilities { get; }

    /// <summary>Names of the accelerators that it draws, or that its fleet consists of; null when a mistake leaves them open.</summary>
    public IReadOnlyList<string>? Gpus { get; }

    /// <summary>The row that states an input for all accelerators; null for none.</summary>
    public InputStatement? this[InputDefinition input] => _rows.Find(Name, input, "");

    /// <summary>The row that states an input for one accelerator; null for none.</summary>
    public InputStatement? OnGpu(InputDefinition input, string gpu) => _rows.Find(Name, input, gpu);

    /// <summary>Names of the options of a row's choice, in its order.</summary>
    public static IReadOnlyList<string> OptionsOf(InputStatement row) => [.. ((Choice)row.Law!).Options.Select(option => option.Name)];

    /// <summary>Why nothing in this workload reads an input, or its row for one accelerator; null when something does, or may.</summary>
    public Unread? WhyUnread(InputDefinition input, string gpu)
    {
        if (!Possibilities.Any(input.UsedWhen.Holds))
        {
            return new($"it belongs to {input.UsedWhen.Text}", "remove the row, or change the choice");
        }
        if (input == InputCatalogue.Gpu && this[InputCatalogue.FleetMix] is { Law: not null })
        {
            return new("fleet_mix takes its place", "remove the row, or the rows of fleet_mix");
        }
        if (input == InputCatalogue.PeakToMean && HasLoadProfile == true)
        {
            return new($"{LoadProfileReader.FileName} tells the peak", "remove the row, or the load profile");
        }
        if (input == InputCatalogue.FleetFloor && HasLoadProfile == false)
        {
            return new($"it belongs to {LoadProfileReader.FileName}", "remove the row, or add a load profile to the scenario's folder");
        }
        if (input == InputCatalogue.ReservedPrice && this[InputCatalogue.ReservedShare] is null && !IsOpen(InputCatalogue.ReservedShare))
        {
            return new("it belongs to reserved_share", "remove the row, or add one for reserved_share");
        }
        if (Gpus is null)
        {
            return null;
        }
        return gpu.Length > 0 && !Gpus.Contains(gpu) ? new($"nothing runs on {gpu}", "remove the row, or name an accelerator in use")
            : gpu.Length == 0 && Gpus.All(each => OnGpu(input, each) is not null) ? new("every accelerator has a row of its own", "remove this row, or one of theirs")
            : null;
    }

    /// <summary>The accelerators without a row that states an input this workload needs: none when all is there; [""] when no row states it at all.</summary>
    public IReadOnlyList<string> Lacking(InputDefinition input)
    {
        if (this[input] is not null || !IsNeeded(input))
        {
            return [];
        }
        if (!input.IsPerGpu || !_rows.AnyForGpu(Name, input))
        {
            return [""];
        }
        var lacking = Gpus?.Where(gpu => OnGpu(input, gpu) is null).ToList() ?? [];
        return lacking.Count > 0 && lacking.Count == Gpus!.Count ? [""] : lacking;
    }

    /// <summary>What, besides its own condition, makes this workload need an input; empty for nothing.</summary>
    public static string NeededBy(InputDefinition input) =>
        input == InputCatalogue.PrefillThroughput ? InputCatalogue.PromptTokens.Name
        : input == InputCatalogue.ReservedPrice ? InputCatalogue.ReservedShare.Name
        : "";

    private bool IsNeeded(InputDefinition input) => Possibilities.All(input.UsedWhen.Holds)
        && (input == InputCatalogue.PrefillThroughput ? IsAboveZero(InputCatalogue.PromptTokens)
        : input == InputCatalogue.ReservedPrice ? IsAboveZero(InputCatalogue.ReservedShare)
        : input == InputCatalogue.Gpu ? this[InputCatalogue.FleetMix] is null && !IsOpen(InputCatalogue.FleetMix)
        : input.IsRequired);

    private bool IsAboveZero(InputDefinition input) => this[input]?.Law is { } law && !(law.IsFixed && law.Minimum == 0);

    /// <summary>True when a row may state it that mistakes have made unreadable.</summary>
    public bool IsOpen(InputDefinition input) => _stated.Meant.Contains(input) || !_stated.IsWhole;

    private IEnumerable<ModelChoices> PossibleChoices(Catalogues catalogues) =>
        from servings in PossibleOptions(InputCatalogue.Serving, catalogues)
        from pricings in PossibleOptions(InputCatalogue.Pricing, catalogues)
        from models in PossibleModels(catalogues)
        select new ModelChoices(servings, pricings, models);

    private List<IReadOnlyList<string>> PossibleOptions(InputDefinition input, Catalogues catalogues)
    {
        var row = this[input];
        bool isUnknown = row is null ? IsOpen(input) : row.Law is null;
        return isUnknown ? [.. catalogues.OptionsOf(input).Select(option => new[] { option })]
            : [row is null ? [input.DefaultText] : OptionsOf(row)];
    }

    private List<IReadOnlyList<Architecture>> PossibleModels(Catalogues catalogues)
    {
        var known = this[InputCatalogue.Model] is { Law: not null } row ? OptionsOf(row).Select(catalogues.Models.Find).ToList() : [null];
        return known.Contains(null) ? [.. catalogues.Models.Entries.Select(model => new[] { model })] : [[.. known.OfType<Architecture>()]];
    }
}

/// <summary>Why a row goes unread, and what to do about it.</summary>
internal sealed record Unread(string Why, string Help);

/// <summary>The statements of a scenario, by workload, input and accelerator.</summary>
internal sealed class StatedRows
{
    private readonly Dictionary<(string Workload, int Input, string Gpu), InputStatement> _rows = [];
    private readonly HashSet<(string Workload, int Input)> _forGpus = [];

    public StatedRows(IEnumerable<InputStatement> statements)
    {
        foreach (var statement in statements)
        {
            _rows[(statement.Workload, statement.Definition.Index, statement.Gpu)] = statement;
            if (statement.Gpu.Length > 0)
            {
                _forGpus.Add((statement.Workload, statement.Definition.Index));
            }
        }
    }

    /// <summary>The statement that holds in a workload: its own, else the one for all.</summary>
    public InputStatement? Find(string workload, InputDefinition input, string gpu) =>
        _rows.TryGetValue((workload, input.Index, gpu), out var own) ? own : _rows.GetValueOrDefault(("", input.Index, gpu));

    /// <summary>True when some accelerator has a statement of its own.</summary>
    public bool AnyForGpu(string workload, InputDefinition input) => _forGpus.Contains((workload, input.Index)) || _forGpus.Contains(("", input.Index));
}
