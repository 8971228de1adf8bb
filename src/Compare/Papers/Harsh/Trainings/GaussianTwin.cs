using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Gaussian data of the covariance of a ring, and the top eigenvalue and eigenvector of their sample covariance: what
/// Figs. 12 and 13 would measure, had the data no cumulant above the second. What differs between the twin and a law
/// of large N is finite N; what differs between the data and the twin is not Gaussian.
/// </summary>
public sealed class GaussianTwin
{
    /// <summary>The series of a run's result with the mean top eigenvalue.</summary>
    public const string Top = "top";

    /// <summary>The series with the mean share of the uniform vector; Ising ring.</summary>
    public const string Uniform = "uniform";

    /// <summary>The series with that of the two waves of length N; Ising ring.</summary>
    public const string Wave = "wave";

    /// <summary>The series with that of the cosine and the sine of the states, uniform over sites; Potts ring.</summary>
    public const string Plane = "plane";

    private readonly double[] _eigenvalues;
    private readonly (string Name, int[] Modes)[] _shares;

    private GaussianTwin(double[] eigenvalues, params (string Name, int[] Modes)[] shares)
    {
        // Modes of eigenvalue 0, such as the sums over the states, are in no data.
        int[] kept = [.. Enumerable.Range(0, eigenvalues.Length).Where(a => eigenvalues[a] > 0)];
        _eigenvalues = [.. kept.Select(a => eigenvalues[a])];
        _shares = [.. shares.Select(s => (s.Name, s.Modes.Select(a => Array.IndexOf(kept, a)).ToArray()))];
    }

    /// <summary>The twin of an Ising ring.</summary>
    /// <param name="ring">N and β.</param>
    public static GaussianTwin Of(IsingRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return new(ring.Spectrum(), (Uniform, [0]), (Wave, [1, ring.Sites - 1]));
    }

    /// <summary>The twin of a Potts ring, in the normalisation (28); at least 3 states.</summary>
    /// <param name="ring">N, P, β and the kernel.</param>
    /// <exception cref="ArgumentException">There are 2 states, which have no plane.</exception>
    public static GaussianTwin Of(PottsRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return new(ring.Spectrum(), (Plane, [1, Require.AtLeast(ring.States, 3) - 1]));
    }

    /// <summary>
    /// Means over independent growing sets. The error of them comes from several runs of different seeds, as that of
    /// the data does.
    /// </summary>
    /// <param name="sizes">S, ascending, each at least 1.</param>
    /// <param name="sets">How many, at least 1.</param>
    /// <param name="seed">Seed of the run; set i has stream i, whatever thread draws it.</param>
    /// <param name="stop">Stops the run.</param>
    /// <returns>A series of each name above, one number for every S.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public RunResult Sample(IReadOnlyList<int> sizes, int sets, ulong seed, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        Dictionary<string, double[]> series = new() { [Top] = new double[sizes.Count] };
        foreach ((string name, _) in _shares)
            series[name] = new double[sizes.Count];
        for (int set = 0; set < Require.AtLeast(sets, 1); set++)
        {
            RandomStream stream = new(seed, StreamPurpose.Other, (ulong)set);
            GaussianCovariance covariance = new(_eigenvalues);
            for (int i = 0; i < sizes.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                covariance.Add(ref stream, sizes[i] - (int)covariance.Rows);
                LeadingEigenpair pair = new(covariance.Matrix());
                series[Top][i] += pair.Value / sets;
                foreach ((string name, int[] modes) in _shares)
                    series[name][i] += modes.Sum(a => pair.Vector[a] * pair.Vector[a]) / sets;
            }
        }

        return new(new Dictionary<string, double>(), series);
    }
}
