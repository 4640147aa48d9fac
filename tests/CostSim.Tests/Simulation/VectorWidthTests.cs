using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using CostSim.CostModel;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Simulation;

/// <summary>The vector width is fixed when a process starts: each one gets a process of its own.</summary>
public sealed class VectorWidthTests
{
    /// <summary>What the test program is told to print the digest under its own vector width instead of running tests.</summary>
    public const string PrintDigest = "print-digest";

    [Fact]
    public async Task Results_have_the_same_bits_at_every_vector_width()
    {
        string program = Path.ChangeExtension(typeof(VectorWidthTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        Assert.SkipUnless(File.Exists(program), "the test program is not a file of its own here");
        string expected = Digest();
        var widths = new HashSet<string> { $"{Vector<double>.Count}" };
        // Widths in bits. Without AVX2 there is no fused multiply-add instruction either.
        foreach (string setting in new[] { "MaxVectorTBitWidth=512", "MaxVectorTBitWidth=128", "EnableAVX512=0", "EnableAVX2=0" })
        {
            string[] told = (await DigestUnder(program, setting)).Split(' ');
            widths.Add(told[0]);
            Assert.Equal((setting, expected), (setting, told[1]));
        }
        // Other processors than these may have one width.
        Assert.True(widths.Count > 1 || !Avx2.IsSupported);
    }

    private static async Task<string> DigestUnder(string program, string setting)
    {
        string[] variable = setting.Split('=');
        var start = new ProcessStartInfo(program, [PrintDigest]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_" + variable[0]] = variable[1];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string digest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return digest;
    }

    /// <summary>Lanes of a vector, and a hash of the moments and counts of every output.</summary>
    public static string LanesAndDigest() => $"{Vector<double>.Count} {Digest()}";

    private static string Digest()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var scenario in new[] { SampleScenarios.Reference(), SampleScenarios.EverythingMixed(),
            SampleScenarios.Roofline(Hardware.Mixtral) })
        {
            foreach (var output in new Simulator(scenario)
                .Simulate(new(10_001, 5, [.. OutputCatalogue.All, .. OutputCatalogue.Parts]), 1).Outputs)
            {
                var (count, mean, m2, m3, m4, minimum, maximum) = output.Moments;
                foreach (double figure in new[] { count, mean, m2, m3, m4, minimum, maximum })
                {
                    writer.Write(figure);
                }
                foreach (var bin in output.Histogram.Bins())
                {
                    writer.Write(bin.Lower);
                    writer.Write(bin.Count);
                }
            }
        }
        return Convert.ToHexString(SHA256.HashData(stream.ToArray()));
    }
}
