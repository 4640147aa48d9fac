namespace CostSim.CostModel.Architectures;

/// <summary>Every family of architectures that models.csv can name.</summary>
public static class ArchitectureFamilies
{
    /// <summary>Every family, in the order of help texts.</summary>
    public static readonly IReadOnlyList<ArchitectureFamily> All =
        [DecoderOnly.Family, EncoderOnly.Family, XlNet.Family, EncoderDecoder.Family, VisionEncoder.Family, DallE.Family,
            Diffusion.Family, DiffusionTransformer.Family, ParametersOnly.Family];

    /// <summary>The family of this name, or null.</summary>
    public static ArchitectureFamily? Find(string name) => All.FirstOrDefault(family => family.Name == name);
}
