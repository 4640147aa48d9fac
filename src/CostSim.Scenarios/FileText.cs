using System.Buffers;
using System.Text.Unicode;

namespace CostSim.Scenarios;

/// <summary>Reads text files: UTF-8, with or without a byte order mark.</summary>
internal static class FileText
{
    private const long LongestFile = 256L << 20;

    /// <summary>The text of a file, or null after reporting why there is none.</summary>
    public static SourceText? Read(string path, Diagnostics diagnostics)
    {
        if (Bytes(path, out string why) is { } bytes)
        {
            return Decode(Shown(path), bytes, diagnostics);
        }
        CannotRead(path, why, diagnostics);
        return null;
    }

    /// <summary>A file that is too long to be read whole, open for reading; null after reporting why it cannot be.</summary>
    public static FileStream? Open(string path, Diagnostics diagnostics)
    {
        var stream = Reach(path, () => File.OpenRead(path), out string why);
        if (stream is null)
        {
            CannotRead(path, why, diagnostics);
        }
        return stream;
    }

    /// <summary>The bytes of a file; null, and why, when they cannot be had.</summary>
    public static byte[]? Bytes(string path, out string why) => Reach(
        path, () => new FileInfo(path).Length > LongestFile
            ? throw new IOException("it is longer than 256 MiB")
            : File.ReadAllBytes(path), out why);

    private static T? Reach<T>(string path, Func<T> read, out string why) where T : class
    {
        why = "it is a folder";
        try
        {
            return Directory.Exists(path) ? null : read();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            why = "there is no such file";
        }
        catch (UnauthorizedAccessException)
        {
            why = "access is denied";
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            why = exception.Message;
        }
        return null;
    }

    private static void CannotRead(string path, string why, Diagnostics diagnostics) => diagnostics.Error(
        DiagnosticCode.CannotRead, SourceText.OfFile(Shown(path), "").Whole, "", $"cannot read the file: {why}",
        "give the path of a CSV file, or of a scenario folder, which holds inputs.csv");

    /// <summary>The path as users see it: theirs, with forward slashes.</summary>
    public static string Shown(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The text that the bytes hold, or null after reporting that they hold none.</summary>
    public static SourceText? Decode(string name, ReadOnlySpan<byte> bytes, Diagnostics diagnostics)
    {
        var whole = SourceText.OfFile(name, "").Whole;
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]) || LooksLikeUtf16(bytes))
        {
            diagnostics.Error(DiagnosticCode.NotText, whole, "", "the file is UTF-16 text", "save it as UTF-8 (in Excel: CSV UTF-8)");
            return null;
        }
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }
        char[] characters = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, characters, out int read, out int written, replaceInvalidSequences: false);
        string text = new string(characters, 0, written);
        if (status != OperationStatus.Done)
        {
            var place = SourceText.OfFile(name, text).Locate(text.Length, 1);
            diagnostics.Error(
                DiagnosticCode.NotText, place, "",
                FormattableString.Invariant($"the file is not UTF-8 text: byte 0x{bytes[read]:X2} stands here"),
                "save it as UTF-8 (in Excel: CSV UTF-8)");
            return null;
        }
        return SourceText.OfFile(name, text);
    }

    /// <summary>True for UTF-16 without a mark: Latin text has a zero in every second byte.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Length % 2 != 0)
        {
            return false;
        }
        var head = bytes[..Math.Min(bytes.Length, 64)];
        int even = 0, odd = 0;
        for (int i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        return Math.Max(even, odd) > head.Length / 3 && Math.Min(even, odd) == 0;
    }
}
