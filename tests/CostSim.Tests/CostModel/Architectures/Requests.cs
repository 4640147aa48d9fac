using System.Numerics;
using CostSim.CostModel;

namespace CostSim.Tests.CostModel.Architectures;

/// <summary>FLOP of single requests.</summary>
internal static class Requests
{
    public static double Prefill(this Work work, double prompt, double cached = 0) =>
        work.Prefill(new Vector<double>(prompt), new Vector<double>(cached))[0];

    public static double PrefillWithImages(this Work work, double prompt, double images) =>
        work.Prefill(new Vector<double>(prompt + work.TokensPerPromptImage * images), Vector<double>.Zero, new Vector<double>(images))[0];

    public static double Decode(this Work work, double prompt, double response) =>
        work.Decode(new Vector<double>(prompt), new Vector<double>(response))[0];

    public static double Images(this Work work, double images, double steps = 50, double guidance = 2, double resolution = 1) =>
        work.Images(new Vector<double>(images), new Vector<double>(steps), new Vector<double>(guidance), new Vector<double>(resolution))[0];

    /// <summary>The forward pass as profilers count it: every token attends to all, and all of them pass the LM head.</summary>
    public static double FullForward(this Work work, double tokens) =>
        (work.PerPromptToken + work.PerPrompt + work.PerPromptPosition * tokens) * tokens;

    /// <summary>The FLOP of one named component.</summary>
    public static Work Component(this Architecture model, string name) => model.Components.Single(component => component.Name == name).Work;
}
