using CostSim.CostModel;

namespace CostSim.Cli.Inputs;

/// <summary>What the names in a scenario can stand for.</summary>
internal sealed record Catalogues(Catalogue<Architecture> Models, Catalogue<Accelerator> Gpus)
{
    /// <summary>The catalogues inside the program.</summary>
    public static Catalogues Shipped() => new(CatalogueReader.ShippedModels(), CatalogueReader.ShippedGpus());

    /// <summary>The options of an input whose rows name options.</summary>
    public IReadOnlyList<string> OptionsOf(InputDefinition input) =>
        input == InputCatalogue.Model ? Models.Names
        : input == InputCatalogue.Gpu || input == InputCatalogue.FleetMix ? Gpus.Names
        : input.Options ?? [];
}
