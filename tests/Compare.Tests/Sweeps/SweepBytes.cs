using System.Text.Json.Nodes;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary>Compares what sweeps left: all bytes but the time that a run took, and the processor.</summary>
internal static class SweepBytes
{
    /// <summary>Compares the runs of two sweeps.</summary>
    public static void AreEqual(string one, string other, int runs)
    {
        string[] folders = Folders(one);
        Assert.Equal(runs, folders.Length);
        Assert.Equal(folders, Folders(other));
        foreach (string folder in folders)
            RunsAreEqual(Path.Combine(one, "runs", folder), Path.Combine(other, "runs", folder), Names(Path.Combine(one, "runs", folder)));
    }

    /// <summary>Compares two runs by their results.</summary>
    public static void RunsAreEqual(string one, string other)
        => RunsAreEqual(one, other, ["plan.json", "result.json", "result.npz", "snapshots.npz"]);

    private static void RunsAreEqual(string one, string other, string[] names)
    {
        foreach (string name in names)
        {
            string first = Path.Combine(one, name), second = Path.Combine(other, name);
            if (name == "result.json")
                Assert.Equal(Numbers(first), Numbers(second));
            else
                Assert.True(File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)), $"{second} differs");
        }
    }

    private static string[] Folders(string sweep)
        => [.. Directory.GetDirectories(Path.Combine(sweep, "runs"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(sweep, "runs"), path))
            .Where(path => path.Contains(Path.DirectorySeparatorChar)).Order(StringComparer.Ordinal)];

    private static string[] Names(string folder)
        => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Numbers(string path)
    {
        JsonObject record = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(record.Remove("seconds") && record.Remove("machine"));
        return record.ToJsonString();
    }
}
