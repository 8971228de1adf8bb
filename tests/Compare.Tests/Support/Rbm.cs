using System.Diagnostics;
using RbmTheory.Compare.Commands;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>What a command line left: its exit code and the two streams.</summary>
internal sealed record Reply(int Code, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The program, in this process or as one of its own.</summary>
internal static class Rbm
{
    /// <summary>The program that stands beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "rbm.dll");

    /// <summary>Runs a command line in this process.</summary>
    public static Reply Run(params string[] arguments) => Run(arguments, CancellationToken.None);

    public static Reply Run(string[] arguments, CancellationToken cancellation)
    {
        using StringWriter output = new(), errors = new();
        int code = CommandLine.Run(arguments, output, errors, isInteractive: false, cancellation);
        return new(code, output.ToString(), errors.ToString());
    }

    /// <summary>Starts the program as a process.</summary>
    public static Process Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is string host && Path.GetFileNameWithoutExtension(host) == "dotnet"
            ? host : "dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for a process and reads what it said.</summary>
    public static Reply Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new(process.ExitCode, output.Result, errors.Result);
    }
}
