using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Gaussian data of the covariance of a ring, and the top eigenvalue and eigenvector of their sample covariance: what
/// Figs. 12 and 13 would measure, had the data no cumulant above the second. What differs between the twin and a law
/// of large N is finite N; what differs between the data and the twin is not Gaussian.
/// </summary>
internal static class GaussianTwin
{
    /// <summary>
    /// Means over independent growing sets. The error of them comes from several runs of different seeds, as that of
    /// the data does.
    /// </summary>
    /// <param name="settings">An Ising ring and the sets.</param>
    /// <param name="run">Seed of the run: set i has stream i, whatever thread draws it; stops between spectra.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static IsingTwinMeans Sample(IsingTwin settings, RunContext run)
    {
        double[] spectrum = new IsingRing(settings.Sites, settings.Beta).Spectrum();
        double[][] means = Sample(spectrum, [[0], [1, settings.Sites - 1]], settings.Sizes, settings.Sets, run);
        return new(means[0], means[1], means[2]);
    }

    /// <summary>The mean top eigenvalue where the Gaussian rows are brought to the length of a row of spins, at every
    /// S.</summary>
    /// <param name="settings">An Ising ring and the sets.</param>
    /// <param name="run">Seed of the run: set i has stream i; stops between spectra.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static TopMeans SampleOfFixedLength(IsingTwin settings, RunContext run)
    {
        double[] variances = FixedLength.Variances(new IsingRing(settings.Sites, settings.Beta).Spectrum());
        double[] means = new double[settings.Sizes.Count];
        for (int set = 0; set < Require.AtLeast(settings.Sets, 1); set++)
        {
            RandomStream stream = new(run.Seed, StreamPurpose.Other, (ulong)set);
            FixedLengthCovariance covariance = new(variances);
            for (int i = 0; i < means.Length; i++)
            {
                run.Stop.ThrowIfCancellationRequested();
                covariance.Add(ref stream, settings.Sizes[i] - (int)covariance.Rows);
                means[i] += new LeadingEigenpair(covariance.Matrix()).Value / settings.Sets;
            }

            run.Progress.Report((set + 1.0) / settings.Sets);
        }

        return new(means);
    }

    /// <summary>As <see cref="Sample(IsingTwin, RunContext)"/>, for an XY ring in the normalisation (28).</summary>
    /// <param name="settings">The ring, of at least 3 states as 2 have no plane, and the sets.</param>
    /// <param name="run">Seed of the run; stops between spectra.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static XyTwinMeans Sample(XyTwin settings, RunContext run)
    {
        int states = Require.AtLeast(settings.States, 3);
        double[] spectrum = PottsRing.Xy(settings.Sites, states, settings.Beta).Spectrum();
        double[][] means = Sample(spectrum, [[1, states - 1]], settings.Sizes, settings.Sets, run);
        return new(means[0], means[1]);
    }

    /// <summary>The mean top eigenvalue, then the mean share of each group of modes, at every S.</summary>
    private static double[][] Sample(
        double[] spectrum, int[][] groups, IReadOnlyList<int> sizes, int sets, RunContext run)
    {
        // Modes of eigenvalue 0, such as the sums over the states, are in no data.
        int[] kept = [.. Enumerable.Range(0, spectrum.Length).Where(a => spectrum[a] > 0)];
        double[] eigenvalues = [.. kept.Select(a => spectrum[a])];
        int[][] modes = [.. groups.Select(g => g.Select(a => Array.IndexOf(kept, a)).ToArray())];
        double[][] means = [.. Enumerable.Range(0, 1 + groups.Length).Select(_ => new double[sizes.Count])];
        for (int set = 0; set < Require.AtLeast(sets, 1); set++)
        {
            RandomStream stream = new(run.Seed, StreamPurpose.Other, (ulong)set);
            GaussianCovariance covariance = new(eigenvalues);
            for (int i = 0; i < sizes.Count; i++)
            {
                run.Stop.ThrowIfCancellationRequested();
                covariance.Add(ref stream, sizes[i] - (int)covariance.Rows);
                LeadingEigenpair pair = new(covariance.Matrix());
                means[0][i] += pair.Value / sets;
                for (int g = 0; g < modes.Length; g++)
                    means[g + 1][i] += modes[g].Sum(a => pair.Vector[a] * pair.Vector[a]) / sets;
            }

            run.Progress.Report((set + 1.0) / sets);
        }

        return means;
    }
}

/// <summary>Growing sets of Gaussian data of an Ising ring's covariance.</summary>
internal sealed record IsingTwin
{
    /// <summary>N.</summary>
    public required int Sites { get; init; }

    /// <summary>β.</summary>
    public required double Beta { get; init; }

    /// <summary>S, ascending, each at least 1.</summary>
    [JsonPropertyName("samples")]
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>How many sets, at least 1.</summary>
    public required int Sets { get; init; }
}

/// <summary>Growing sets of Gaussian data of an XY ring's covariance.</summary>
internal sealed record XyTwin
{
    /// <summary>N.</summary>
    public required int Sites { get; init; }

    /// <summary>P.</summary>
    public required int States { get; init; }

    /// <summary>β.</summary>
    public required double Beta { get; init; }

    /// <summary>S, ascending, each at least 1.</summary>
    [JsonPropertyName("samples")]
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>How many sets, at least 1.</summary>
    public required int Sets { get; init; }
}

/// <summary>Means over the sets, at each S.</summary>
/// <param name="Top">Of the top eigenvalue.</param>
/// <param name="Uniform">Of the share of the uniform vector in its eigenvector.</param>
/// <param name="Wave">Of that of the two waves of length N.</param>
internal sealed record IsingTwinMeans(double[] Top, double[] Uniform, double[] Wave);

/// <summary>Means over growing sets, at each S.</summary>
/// <param name="Top">Of the top eigenvalue.</param>
internal sealed record TopMeans(double[] Top);

/// <summary>Means over the sets, at each S.</summary>
/// <param name="Top">Of the top eigenvalue.</param>
/// <param name="Plane">Of the share of the cosine and the sine of the states, uniform over sites.</param>
internal sealed record XyTwinMeans(double[] Top, double[] Plane);
