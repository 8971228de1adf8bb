using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RbmTheory.Benchmarks;

/// <summary>What an integrator of others needed: one line of the peer script.</summary>
/// <param name="Problem">ring or pde.</param>
/// <param name="Method">The integrator.</param>
/// <param name="Error">Its error at the middle time.</param>
/// <param name="Milliseconds">Its median time.</param>
internal sealed record PeerTime(string Problem, string Method, double Error, double Milliseconds);

/// <summary>What a training program of others needed: one line of the peer script.</summary>
/// <param name="Peer">The program.</param>
/// <param name="Workload">What it trained.</param>
/// <param name="Milliseconds">Per gradient update.</param>
internal sealed record PeerTraining(string Peer, string Workload, double Milliseconds);

/// <summary>
/// Programs of others, timed by a Python script in the same run. A script prints a line a measurement:
/// <c>ring odeint rtol=1e-06 error=9.5e-08 calls=2396 median_ms=4.40</c> for integrators,
/// <c>rbms mnist 784x500 b100 k5  54.2 ms/update  7.2 Mspin/s</c> for trainings.
/// </summary>
internal static partial class Peers
{
    /// <summary>Runs a script that times integrators; empty where there is none.</summary>
    /// <param name="script">Path of the script, or null.</param>
    public static IReadOnlyList<PeerTime> Integrators(string? script)
        => [.. from match in Run(script, Integrator())
               select new PeerTime(match.Groups[1].Value, $"{match.Groups[2].Value} rtol={match.Groups[3].Value}",
                   Number(match.Groups[4]), Number(match.Groups[5]))];

    /// <summary>Runs a script that times trainings; empty where there is none.</summary>
    /// <param name="script">Path of the script, or null.</param>
    public static IReadOnlyList<PeerTraining> Trainings(string? script)
        => [.. from match in Run(script, Training())
               select new PeerTraining(match.Groups[1].Value, match.Groups[2].Value, Number(match.Groups[3]))];

    /// <summary>The fastest peer whose error is within a bound; null where none is.</summary>
    public static PeerTime? Best(IEnumerable<PeerTime> times, string problem, double error)
        => times.Where(t => t.Problem == problem && t.Error <= error).MinBy(t => t.Milliseconds);

    /// <summary>Passes on what the script prints, and returns the lines that tell a time.</summary>
    private static List<Match> Run(string? script, Regex line)
    {
        if (script is null)
            return [];
        using Process process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [script]) { RedirectStandardOutput = true })!;
        List<Match> matches = [];
        while (process.StandardOutput.ReadLine() is { } text)
        {
            Console.WriteLine(text);
            if (line.Match(text) is { Success: true } match)
                matches.Add(match);
        }

        process.WaitForExit();
        return matches;
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\S+)\s+(\S+)\s+rtol=(\S+)\s+error=(\S+)\s+calls=\S+\s+median_ms=(\S+)")]
    private static partial Regex Integrator();

    [GeneratedRegex(@"^(\S+)\s+(.+?)\s+(\S+) ms/update")]
    private static partial Regex Training();
}
