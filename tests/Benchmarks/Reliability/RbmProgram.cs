using System.Diagnostics;
using Rbm = RbmTheory.Compare.Commands.CommandLine;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>What a command line left: its exit code, and the lines of its errors.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Errors">The lines on standard error.</param>
internal sealed record Reply(int Code, string[] Errors)
{
    /// <summary>The code and the lines in one.</summary>
    public string Text => $"exit code {Code}{string.Concat(Errors.Select(line => $"; {line}"))}";
}

/// <summary>The built program that stands beside the benchmarks, as a process or within this one.</summary>
internal static class RbmProgram
{
    /// <summary>The code of a process that SIGKILL ended.</summary>
    public const int Killed = 128 + 9;

    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "rbm.dll");

    /// <summary>Starts it.</summary>
    /// <param name="words">Its command line.</param>
    public static Process Start(params string[] words) => Process.Start(new ProcessStartInfo("dotnet", [Path, .. words])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Starts it with the full device as its standard output.</summary>
    /// <param name="words">Its command line.</param>
    public static Reply IntoFullDevice(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/full", "dotnet", Path, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return Finish(process);
    }

    /// <summary>Waits for a process.</summary>
    /// <param name="process">The process; it has said little until now, and does not wait for a reader.</param>
    public static Reply Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        _ = output.Result;
        return new(process.ExitCode, Lines(errors.Result));
    }

    /// <summary>Runs a command line as a process.</summary>
    /// <param name="words">Its words.</param>
    public static Reply Run(params string[] words)
    {
        using Process process = Start(words);
        return Finish(process);
    }

    /// <summary>Runs a command line in this process, which is faster.</summary>
    /// <param name="words">Its words.</param>
    public static Reply RunHere(params string[] words)
    {
        using StringWriter output = new(), errors = new();
        int code = Rbm.Run(words, output, errors, isInteractive: false, CancellationToken.None);
        return new(code, Lines(errors.ToString()));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
