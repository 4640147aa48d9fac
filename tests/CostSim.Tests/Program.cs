using CostSim.Tests.Simulation;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace CostSim.Tests;

/// <summary>Runs the tests, for a person or for <c>dotnet test</c>, or the part of a test that needs a process of its own.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [VectorWidthTests.PrintDigest])
        {
            Console.Write(VectorWidthTests.LanesAndDigest());
            return 0;
        }
        return args.Contains("--server")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
