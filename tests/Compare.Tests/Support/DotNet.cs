using System.Diagnostics;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>The <c>dotnet</c> command as a process of its own, with its output in files of a folder.</summary>
internal static class DotNet
{
    /// <summary>This only ends a process that hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command to its end, which has to be a success.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="name">What it is called here: its output goes to files of that name.</param>
    /// <param name="environment">Variables set for it.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The lines it printed.</returns>
    public static string[] Run(TempFolder folder, string name, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string output = folder[name + ".out"], errors = folder[name + ".err"];
        // Into files, not pipes: a compiler server that stays would hold on to what it inherited from this process.
        const string Script = "out=$1 err=$2; shift 2; exec dotnet \"$@\" >\"$out\" 2>\"$err\"";
        ProcessStartInfo start = new("bash", ["-c", Script, "run", output, errors, .. arguments]) { WorkingDirectory = folder.Path };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string key, string value) in environment)
            start.Environment[key] = value;
        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Assert.Fail($"{name} took more than {Limit.TotalMinutes} minutes");
        }

        string[] lines = File.ReadAllLines(output);
        Assert.True(process.ExitCode == 0, $"{name} exits with {process.ExitCode}:\n{string.Join('\n', lines)}\n{File.ReadAllText(errors)}");
        return lines;
    }
}
