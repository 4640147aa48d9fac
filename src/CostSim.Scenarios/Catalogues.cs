using CostSim.CostModel;

namespace CostSim.Scenarios;

/// <summary>What the names in a scenario can stand for.</summary>
/// <param name="Models">Architectures: models.csv.</param>
/// <param name="Gpus">Accelerators: gpus.csv.</param>
public sealed record Catalogues(Catalogue<Architecture> Models, Catalogue<Accelerator> Gpus)
{
    /// <summary>The published models and accelerators that come with this library.</summary>
    public static Catalogues Shipped() => new(CatalogueReader.ShippedModels(), CatalogueReader.ShippedGpus());

    /// <summary>The options of an input whose rows name options.</summary>
    internal IReadOnlyList<string> OptionsOf(InputDefinition input) => input.Catalogue switch
    {
        CatalogueKind.Models => Models.Names,
        CatalogueKind.Gpus => Gpus.Names,
        _ => input.Options ?? [],
    };

    /// <summary>What to write for one of these options, where there is no room for all of them.</summary>
    public static string WhereToFind(CatalogueKind kind, IEnumerable<string> options) => kind switch
    {
        CatalogueKind.Models => $"a name that `costsim list models` shows, or one of your {CatalogueReader.ModelsFile}",
        CatalogueKind.Gpus => $"a name that `costsim list gpus` shows, or one of your {CatalogueReader.GpusFile}",
        _ => $"one of {string.Join(", ", options)}",
    };
}
