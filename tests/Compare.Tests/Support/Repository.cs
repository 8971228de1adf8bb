namespace RbmTheory.Compare.Tests.Support;

/// <summary>The repository the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The C# sources of a project, without what the build generates.</summary>
    public static IReadOnlyList<string> Sources(string project)
    {
        string folder = Path.Combine(Root, "src", project);
        string[] built = [Path.Combine(folder, "bin"), Path.Combine(folder, "obj")];
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !built.Any(b => f.StartsWith(b + Path.DirectorySeparatorChar, StringComparison.Ordinal)))];
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RbmTheory.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no RbmTheory.sln above the tests");
    }
}
