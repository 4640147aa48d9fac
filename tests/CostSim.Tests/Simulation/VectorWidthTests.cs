using System.Diagnostics;
using System.Numerics;
using System.Security.Cryptography;
using CostSim.CostModel;
using CostSim.Simulation;
using Xunit;

namespace CostSim.Tests.Simulation;

/// <summary>The vector width is fixed when a process starts: each one gets a process of its own.</summary>
public sealed class VectorWidthTests
{
    private const string DigestFile = "COSTSIM_DIGEST_FILE";

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
        Assert.SkipWhen(widths.Count == 1, "this processor has one vector width");
    }

    /// <summary>The part of a process that the test above starts.</summary>
    [Fact(Explicit = true)]
    public void Write_the_digest() => File.WriteAllText(Environment.GetEnvironmentVariable(DigestFile)!, $"{Vector<double>.Count} {Digest()}");

    private static async Task<string> DigestUnder(string program, string setting)
    {
        string file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add("-explicit");
            start.ArgumentList.Add("only");
            start.ArgumentList.Add("-method");
            start.ArgumentList.Add($"{typeof(VectorWidthTests).FullName}.{nameof(Write_the_digest)}");
            string[] variable = setting.Split('=');
            start.Environment["DOTNET_" + variable[0]] = variable[1];
            start.Environment[DigestFile] = file;
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, said);
            return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A hash of the moments and counts of every output.</summary>
    private static string Digest()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var scenario in new[] { Scenarios.Reference(), Scenarios.EverythingMixed(), Scenarios.Roofline(Hardware.Mixtral) })
        {
            foreach (var output in new Simulator(scenario).Simulate(new(10_001, 5, [.. OutputCatalogue.All, .. OutputCatalogue.Parts]), 1).Outputs)
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
