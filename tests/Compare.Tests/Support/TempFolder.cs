namespace RbmTheory.Compare.Tests.Support;

/// <summary>A folder of one test, or of one class, removed at its end.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("rbm-test-").FullName;

    /// <summary>A path below it.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Every file below the folder, relative to it, in order.</summary>
    public IReadOnlyList<string> Files()
        => [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Path, f)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
