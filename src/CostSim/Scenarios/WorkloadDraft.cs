using CostSim.CostModel;

namespace CostSim.Scenarios;

/// <summary>
/// A workload before it is known to be right: which statements hold in it, what its choices can be, what nobody reads. A statement for an
/// accelerator wins over one without; among equals the workload's own wins over the one for all workloads.
/// </summary>
internal sealed class WorkloadDraft
{
    private readonly StatementTable _rows;
    private readonly Unsettled _unsettled;

    /// <param name="name">Its name.</param>
    /// <param name="rows">The statements of the scenario.</param>
    /// <param name="hasLoadProfile">Whether it has a load profile; null when mistakes leave it open.</param>
    /// <param name="unsettled">What mistakes elsewhere leave open.</param>
    public WorkloadDraft(string name, StatementTable rows, bool? hasLoadProfile, Unsettled unsettled)
    {
        Name = name;
        HasLoadProfile = hasLoadProfile;
        _rows = rows;
        _unsettled = unsettled;
        Possibilities = [.. PossibleChoices()];
        Fleet = this[InputCatalogue.FleetMix] ?? (IsOpen(InputCatalogue.FleetMix) ? null : this[InputCatalogue.Gpu]);
        Gpus = Fleet?.Law is null ? null : Fleet.Options;
    }

    public string Name { get; }

    public bool? HasLoadProfile { get; }

    /// <summary>
    /// What serving, pricing and model can be. One possibility when their statements are right; where one of them has a mistake, every
    /// option that it might have meant is a possibility of its own.
    /// </summary>
    public IReadOnlyList<ModelChoices> Possibilities { get; }

    /// <summary>The statement that names its accelerators; null for none, and when mistakes leave it open.</summary>
    public Statement? Fleet { get; }

    /// <summary>Names of the accelerators that it draws, or that its fleet consists of; null when a mistake leaves them open.</summary>
    public IReadOnlyList<string>? Gpus { get; }

    /// <summary>The statement of an input for all accelerators; null for none.</summary>
    public Statement? this[InputDefinition input] => _rows.Find(Name, input, "");

    /// <summary>The statement of an input for one accelerator; null for none.</summary>
    public Statement? OnGpu(InputDefinition input, string gpu) => _rows.Find(Name, input, gpu);

    /// <summary>
    /// Why nothing in this workload reads an input, or its statement for one accelerator; null when something does, or may.
    /// </summary>
    public Unread? WhyUnread(InputDefinition input, string gpu)
    {
        if (!Possibilities.Any(input.UsedWhen.Holds))
        {
            return new($"it belongs to {input.UsedWhen.Text}", "remove the row, or change the choice");
        }
        if (input.ReplacedBy is { } other && this[other] is { Law: not null })
        {
            return new($"{other.Name} takes its place", $"remove the row, or the rows of {other.Name}");
        }
        if (input.Profile == ProfileRole.Told && HasLoadProfile == true)
        {
            return new($"{LoadProfiles.FileName} tells the peak", "remove the row, or the load profile");
        }
        if (input.BelongsTo.Count > 0 && input.BelongsTo.All(owner => this[owner] is null && !IsOpen(owner)))
        {
            string owners = string.Join(" or ", input.BelongsTo.Select(owner => owner.Name));
            return new($"it belongs to {owners}", $"remove the row, or add one for {owners}");
        }
        if (Gpus is null)
        {
            return null;
        }
        return gpu.Length > 0 && !Gpus.Contains(gpu) ? new($"nothing runs on {gpu}", "remove the row, or name an accelerator in use")
            : gpu.Length == 0 && Gpus.All(each => OnGpu(input, each) is not null)
                ? new("every accelerator has a row of its own", "remove this row, or one of theirs")
            : null;
    }

    /// <summary>
    /// The accelerators without a statement of an input that this workload needs: none when all is there; [""] when nothing states it
    /// at all.
    /// </summary>
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

    /// <summary>True when a statement of an input may be there that mistakes have made unreadable.</summary>
    public bool IsOpen(InputDefinition input) => _unsettled.Leaves(input);

    private bool IsNeeded(InputDefinition input) => Possibilities.All(input.UsedWhen.Holds)
        && (input.NeededWith.Count > 0
            ? input.NeededWith.Any(other => IsAboveZero(other) || other == InputCatalogue.PromptTokens && HasImagesInPrompt)
        : input.IsRequired && (input.ReplacedBy is not { } replacing || this[replacing] is null && !IsOpen(replacing)));

    private bool IsAboveZero(InputDefinition input) => this[input]?.Law is { } law && !(law.IsFixed && law.Minimum == 0);

    /// <summary>True when prompts may have tokens by their images alone.</summary>
    private bool HasImagesInPrompt =>
        Possibilities.Any(InputCatalogue.ImagesPerPrompt.UsedWhen.Holds) && IsAboveZero(InputCatalogue.ImagesPerPrompt);

    private IEnumerable<ModelChoices> PossibleChoices() =>
        from servings in PossibleOptions(InputCatalogue.Serving)
        from pricings in PossibleOptions(InputCatalogue.Pricing)
        from models in PossibleModels()
        select new ModelChoices(servings, pricings, models) { LawOf = input => this[input]?.Law ?? input.LawByDefault };

    private List<IReadOnlyList<string>> PossibleOptions(InputDefinition input)
    {
        var row = this[input];
        bool isUnknown = row is null ? IsOpen(input) : row.Law is null;
        return isUnknown ? [.. input.Options!.Select(option => new[] { option })]
            : [row is null ? [input.DefaultText] : row.Options];
    }

    private List<IReadOnlyList<Architecture>> PossibleModels()
    {
        var known = this[InputCatalogue.Model] is { Law: not null } row ? row.Models : [null];
        return known.Contains(null) ? [.. _unsettled.Models.Select(model => new[] { model })] : [[.. known.OfType<Architecture>()]];
    }
}

/// <summary>Why a statement goes unread, and what to do about it.</summary>
internal sealed record Unread(string Why, string Help);
