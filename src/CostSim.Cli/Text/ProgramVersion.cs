using System.Reflection;

namespace CostSim.Cli.Text;

/// <summary>The program's version, as files and footers show it.</summary>
internal static class ProgramVersion
{
    public static readonly string Text =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
