namespace CostSim.Cli.Files;

/// <summary>
/// An output folder that is complete or absent, never half: files are written to a folder beside it, the manifest last, and the finished
/// folder takes the place of the old one by renaming.
/// </summary>
internal static class OutputFolder
{
    /// <summary>The file that marks a folder as finished and as ours.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>
    /// Why the folder cannot be written to, or null. An existing folder is replaced only if a run made it and nothing was added since:
    /// its manifest is this program's and lists every file in it.
    /// </summary>
    public static string? Obstacle(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            return "the output folder has no name";
        }
        if (File.Exists(folder))
        {
            return $"{folder} is a file";
        }
        if (Directory.Exists(folder) && Foreign(folder) is { } foreign)
        {
            return $"{folder} holds {foreign}, which no run wrote";
        }
        try
        {
            // What cannot be written is better known before the simulation than after it.
            var (target, parent) = Places(folder);
            Directory.CreateDirectory(parent);
            string probe = Path.Join(parent, $".{Path.GetFileName(target)}.{Environment.ProcessId}.new");
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{folder} cannot be written";
        }
    }

    /// <summary>Writes the files and then the manifest; on any failure or cancellation the old folder is as it was.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk refused.</exception>
    public static void Write(string folder, IReadOnlyList<OutputFile> files, OutputFile manifest, CancellationToken cancellation)
    {
        var (target, parent) = Places(folder);
        Directory.CreateDirectory(parent);
        string fresh = Path.Join(parent, $".{Path.GetFileName(target)}.{Environment.ProcessId}.new");
        string old = Path.Join(parent, $".{Path.GetFileName(target)}.{Environment.ProcessId}.old");
        try
        {
            Directory.CreateDirectory(fresh);
            foreach (var file in files.Append(manifest))
            {
                cancellation.ThrowIfCancellationRequested();
                WriteThrough(Path.Join(fresh, file.Name), file.Bytes);
            }
            cancellation.ThrowIfCancellationRequested();
            if (Directory.Exists(target))
            {
                Directory.Move(target, old);
            }
            Directory.Move(fresh, target);
        }
        catch when (Directory.Exists(old) && !Directory.Exists(target))
        {
            Directory.Move(old, target);
            throw;
        }
        finally
        {
            Delete(fresh);
            Delete(old);
        }
    }

    /// <summary>The folder itself, behind any link, and the one it lies in.</summary>
    private static (string Target, string Parent) Places(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string target = (Directory.Exists(full) ? Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName : null) ?? full;
        return (target, Path.GetDirectoryName(target) ?? throw new IOException($"{folder} is the root of a disk"));
    }

    /// <summary>The name of something in the folder that no run wrote; null when there is none.</summary>
    private static string? Foreign(string folder)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!)];
        if (names.Length == 0)
        {
            return null;
        }
        var ours = Manifest.FilesListedIn(Path.Join(folder, ManifestName));
        return Array.Find(names, name => name != ManifestName && !ours.Contains(name)) ?? (ours.Count == 0 ? ManifestName : null);
    }

    private static void WriteThrough(string path, byte[] bytes)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
