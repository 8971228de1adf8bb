using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>
/// The files below a folder and what is in them, but for what differs from run to run by its nature: the seconds that a
/// run took and the processor that made it (<c>seconds</c> and <c>machine</c> of records, <c>curve.seconds</c> of a
/// checkpoint), and which update <c>checkpoint.previous.npz</c> is of, which depends on where a run was stopped.
/// </summary>
internal sealed class FolderContent
{
    private const string PreviousName = "checkpoint.previous.npz", SecondsEntry = "curve.seconds.npy";

    private static readonly string[] OfTheClock = ["seconds", "machine"];

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    private FolderContent()
    {
    }

    /// <summary>How many files there are.</summary>
    public int Count => _files.Count;

    /// <summary>The names of the files, relative to the folder.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isRead">Whether the content of a file counts, and not its name alone; of all where null.</param>
    public static FolderContent Of(string folder, Func<string, bool>? isRead = null)
    {
        FolderContent content = new();
        if (!Directory.Exists(folder))
            return content;
        foreach (string path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, path);
            content._files[name] = isRead?.Invoke(name) == false ? "" : DigestOf(path);
        }

        // A folder without files is something that was left, too.
        foreach (string path in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories))
        {
            if (!Directory.EnumerateFileSystemEntries(path).Any())
                content._files[Path.GetRelativePath(folder, path) + Path.DirectorySeparatorChar] = "";
        }

        return content;
    }

    /// <summary>In what this folder differs from one that should be the same, a line a file.</summary>
    /// <param name="expected">What should be there.</param>
    public IEnumerable<string> DifferencesFrom(FolderContent expected)
    {
        foreach (string name in expected._files.Keys.Where(name => !_files.ContainsKey(name)))
            yield return $"{name} is missing";
        foreach ((string name, string digest) in _files)
        {
            if (!expected._files.TryGetValue(name, out string? other))
                yield return $"{name} is left";
            else if (digest != other)
                yield return $"{name} differs{(digest.StartsWith('!') ? $" ({digest[1..]})" : "")}";
        }
    }

    /// <summary>The files that cannot be read to their end, though they have the name of a whole one.</summary>
    public IEnumerable<string> Broken => _files.Where(file => file.Value.StartsWith('!'))
        .Select(file => $"{file.Key} is broken ({file.Value[1..]})");

    /// <summary>Sets back, by two hours, the times of all that should not be there, as if a later run found it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="expected">What should be there.</param>
    /// <returns>Whether there is anything.</returns>
    public static bool AgeLeftovers(string folder, FolderContent expected)
    {
        string[] left = [.. Of(folder, _ => false).Names.Where(name => !expected._files.ContainsKey(name))];
        DateTime then = DateTime.UtcNow.AddHours(-2);
        foreach (string name in left)
        {
            for (string path = Path.Combine(folder, name); path.Length > folder.Length; path = Path.GetDirectoryName(path)!)
            {
                if (File.Exists(path))
                    File.SetLastWriteTimeUtc(path, then);
                else if (Directory.Exists(path))
                    Directory.SetLastWriteTimeUtc(path, then);
            }
        }

        return left.Length > 0;
    }

    private static string DigestOf(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            if (name.EndsWith(".tmp", StringComparison.Ordinal))
                return "";
            return name.EndsWith(".npz", StringComparison.Ordinal) ? OfArrays(path, name)
                : name.EndsWith(".jsonl", StringComparison.Ordinal) ? Hash(string.Join('\n', File.ReadAllLines(path).Select(OfRecord)))
                : name.EndsWith(".json", StringComparison.Ordinal) ? Hash(OfRecord(File.ReadAllText(path)))
                : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            return $"!{error.Message}";
        }
    }

    private static string OfArrays(string path, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        StringBuilder all = new();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            // Read to the end, where the check sum is compared.
            using Stream stream = entry.Open();
            string digest = Convert.ToHexString(SHA256.HashData(stream));
            if (name != PreviousName && entry.FullName != SecondsEntry)
                all.Append(entry.FullName).Append(' ').Append(digest).Append('\n');
        }

        return Hash(all.ToString());
    }

    private static string OfRecord(string text)
    {
        JsonNode record = JsonNode.Parse(text)!;
        if (record is JsonObject parts)
        {
            foreach (string name in OfTheClock)
                parts.Remove(name);
        }

        return record.ToJsonString();
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
