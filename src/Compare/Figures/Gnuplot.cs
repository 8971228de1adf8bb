using System.ComponentModel;
using System.Diagnostics;

namespace RbmTheory.Compare.Figures;

/// <summary>The gnuplot program, run as a process on a script.</summary>
public static class Gnuplot
{
    /// <summary>What to tell a user whose machine has no gnuplot.</summary>
    public const string HowToInstall =
        "gnuplot 5.4 or later is not on the PATH, so no picture was drawn; install it (Debian and Ubuntu: "
        + "apt-get install gnuplot-nox; macOS: brew install gnuplot; Windows: winget install gnuplot.gnuplot) and run "
        + "this again";

    /// <summary>
    /// The version it reports, for example <c>gnuplot 5.4 patchlevel 4</c>; null where there is none.
    /// </summary>
    public static string? Version()
    {
        try
        {
            return Run(".", "--version").Output.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs a script.</summary>
    /// <param name="folder">Working folder: where the script stands.</param>
    /// <param name="script">File name of the script.</param>
    /// <exception cref="InvalidOperationException">gnuplot refused the script; the message holds its words.</exception>
    public static void Draw(string folder, string script)
    {
        (int code, _, string errors) = Run(folder, script);
        if (code != 0 || errors.Contains("warning", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"gnuplot refused {Path.Combine(folder, script)}: {errors.Trim()}");
    }

    private static (int Code, string Output, string Errors) Run(string folder, string argument)
    {
        ProcessStartInfo start = new("gnuplot", [argument])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
