using System.ComponentModel;
using System.Diagnostics;

namespace RbmTheory.Compare.Records;

/// <summary>Which source a run was computed from, as git tells it.</summary>
/// <param name="Commit">The commit that was checked out, all its digits.</param>
/// <param name="Dirty">What the program is built from differed from that commit.</param>
public sealed record SourceState(string Commit, bool Dirty)
{
    private const int Patience = 5000; // milliseconds

    /// <summary>What the program is built from: figures and records that change are no change of the source.</summary>
    private static readonly string[] Sources =
        ["src", "Directory.Build.props", "Directory.Packages.props", "global.json"];

    /// <summary>Set by git for the programs it calls: they would lead to the repository of the caller.</summary>
    private static readonly string[] Misleading = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

    private static readonly Lazy<SourceState?> Read = new(() => Of(AppContext.BaseDirectory));

    /// <summary>That of this program, asked of git once; null where it does not stand in a clone or git is missing.</summary>
    public static SourceState? Current => Read.Value;

    /// <summary>The state of the clone that a folder is in.</summary>
    /// <param name="folder">A folder.</param>
    /// <returns>Null where it is in no clone of this repository, or where git is missing or silent.</returns>
    public static SourceState? Of(string folder)
    {
        if (Git(folder, "rev-parse", "--show-toplevel", "HEAD")?.Split('\n') is not [string root, string commit, ..])
            return null;
        // A program unpacked within somebody else's repository has nothing to do with its commits.
        if (!File.Exists(Path.Combine(root.Trim(), "RbmTheory.sln")))
            return null;
        return Git(root.Trim(), ["status", "--porcelain", "--", .. Sources]) is string changes
            ? new(commit.Trim(), changes.Length > 0)
            : null;
    }

    private static string? Git(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", folder, "--no-optional-locks", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in Misleading)
            start.Environment.Remove(name);
        try
        {
            using Process git = Process.Start(start)!;
            Task<string> output = git.StandardOutput.ReadToEndAsync(), errors = git.StandardError.ReadToEndAsync();
            if (!Task.WaitAll([output, errors], Patience))
            {
                git.Kill();
                return null;
            }

            git.WaitForExit();
            return git.ExitCode == 0 ? output.Result : null;
        }
        catch (Exception error) when (error is Win32Exception or IOException or AggregateException)
        {
            return null;
        }
    }
}
