using System.Globalization;

namespace RbmTheory.Benchmarks;

/// <summary>
/// The two problems on which integrators are held against scipy's: their starts, and references made in long double by
/// Taylor series at two step sizes, which agree to 2e-16. A row of a reference is t w_1 … w_n.
/// </summary>
internal static class Problems
{
    /// <summary>(37), N = 100: to t = 2000, its error measured at t = 50.</summary>
    public static readonly Problem Ring = new("ring37_start.txt", "ring37_reference.txt", End: 2000, Middle: 50);

    /// <summary>(38), L = 40, n = 256, second-order differences: to t = 200, its error measured at t = 20.</summary>
    public static readonly Problem Pde = new("pde_start.txt", "pde_fd2_reference.txt", End: 200, Middle: 20);
}

/// <summary>An initial value problem with a reference solution.</summary>
/// <param name="StartFile">File of the start.</param>
/// <param name="ReferenceFile">File of the reference.</param>
/// <param name="End">Time to which the run is timed.</param>
/// <param name="Middle">Time at which its error is measured.</param>
internal sealed record Problem(string StartFile, string ReferenceFile, double End, double Middle)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    public double[] Start { get; } = [.. Rows(StartFile).SelectMany(row => row)];

    public double[] ReferenceAtMiddle { get; } = [.. Rows(ReferenceFile).Single(row => row[0] == Middle).Skip(1)];

    /// <summary>Largest difference of a state at the middle time from the reference.</summary>
    public double Error(double[] state) => state.Zip(ReferenceAtMiddle, (a, b) => Math.Abs(a - b)).Max();

    private static IEnumerable<double[]> Rows(string file)
        => from line in File.ReadLines(Path.Combine(Folder, file))
           where !string.IsNullOrWhiteSpace(line)
           select (double[])[.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               .Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
}
