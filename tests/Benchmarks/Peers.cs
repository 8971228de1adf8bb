using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RbmTheory.Benchmarks;

/// <summary>What a peer needed: one line of the peer script.</summary>
/// <param name="Problem">ring or pde.</param>
/// <param name="Method">The integrator.</param>
/// <param name="Error">Its error at the middle time.</param>
/// <param name="Milliseconds">Its median time.</param>
internal sealed record PeerTime(string Problem, string Method, double Error, double Milliseconds);

/// <summary>
/// scipy's integrators with numba right-hand sides, timed by a Python script in the same run. The script prints a line a
/// method and tolerance: <c>ring odeint rtol=1e-06 error=9.5e-08 calls=2396 median_ms=4.40</c>.
/// </summary>
internal static partial class Peers
{
    /// <summary>Runs the script; empty where there is none.</summary>
    /// <param name="script">Path of the script, or null.</param>
    public static IReadOnlyList<PeerTime> Measure(string? script)
    {
        if (script is null)
            return [];
        using Process process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [script]) { RedirectStandardOutput = true })!;
        List<PeerTime> times = [];
        while (process.StandardOutput.ReadLine() is { } line)
        {
            Console.WriteLine(line);
            Match match = Line().Match(line);
            if (match.Success)
            {
                times.Add(new(match.Groups[1].Value, $"{match.Groups[2].Value} rtol={match.Groups[3].Value}",
                    Number(match.Groups[4]), Number(match.Groups[5])));
            }
        }

        process.WaitForExit();
        return times;
    }

    /// <summary>The fastest peer whose error is within a bound; null where none is.</summary>
    public static PeerTime? Best(IEnumerable<PeerTime> times, string problem, double error)
        => times.Where(t => t.Problem == problem && t.Error <= error).MinBy(t => t.Milliseconds);

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\S+)\s+(\S+)\s+rtol=(\S+)\s+error=(\S+)\s+calls=\S+\s+median_ms=(\S+)")]
    private static partial Regex Line();
}
