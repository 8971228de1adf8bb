using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The top eigenvalue of the covariance of S samples at finite N and S: El Karoui's scaling (proved for real data by
/// Lee and Schnelli). With the population's own N eigenvalues in <see cref="SampleSpectrumEdge"/>, r = N/S,
/// <code>
/// λ_top ≈ Λ_edge + σ S^(−2/3) χ,   σ³ = z″(m_c)/2,   χ ~ Tracy–Widom, β = 1
/// </code>
/// Stated for Gaussian samples; those of a ring are not, but the sum over many correlation lengths that a mode is
/// nearly is. What is left out, measured on the Ising ring: within 3 % at N = 400 for β ≤ 1 and r ≤ 2.
/// </summary>
public sealed class TopSampleEigenvalue
{
    /// <summary>The prediction for a population of given eigenvalues.</summary>
    /// <param name="population">The eigenvalues of the population covariance.</param>
    /// <param name="dimension">N, the size of the covariance matrix; at least 1.</param>
    /// <param name="samples">S, the number of independent samples; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public TopSampleEigenvalue(PopulationSpectrum population, int dimension, int samples)
    {
        ArgumentNullException.ThrowIfNull(population);
        Dimension = Require.AtLeast(dimension, 1);
        Samples = Require.AtLeast(samples, 1);
        Edge = SampleSpectrumEdge.Of(population, (double)dimension / samples);
        Scale = Edge.Scale * Math.Pow(samples, -2.0 / 3);
    }

    /// <summary>N, the size of the covariance matrix; NP for Potts variables.</summary>
    public int Dimension { get; }

    /// <summary>S, the number of samples.</summary>
    public int Samples { get; }

    /// <summary>The edge that the top eigenvalue tends to as N and S grow together.</summary>
    public SpectralEdge Edge { get; }

    /// <summary>σ S^(−2/3), the unit of the fluctuations.</summary>
    public double Scale { get; }

    /// <summary>⟨λ_top⟩ = Λ_edge + σ S^(−2/3) ⟨χ⟩, below the edge since ⟨χ⟩ &lt; 0.</summary>
    public double Mean => Edge.Location + (Scale * TracyWidom.Mean);

    /// <summary>The standard deviation of λ_top from one data set to another.</summary>
    public double StandardDeviation => Scale * TracyWidom.StandardDeviation;

    /// <summary>The prediction for an Ising ring.</summary>
    /// <param name="ring">The population.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is out of its range.</exception>
    public static TopSampleEigenvalue Of(IsingRing ring, int samples)
        => new(PopulationSpectrum.Of(ring), ring.Sites, samples);

    /// <summary>The prediction for a Potts ring, of covariance normalised as in (28).</summary>
    /// <param name="ring">The population.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is out of its range.</exception>
    public static TopSampleEigenvalue Of(PottsRing ring, int samples)
        => new(PopulationSpectrum.Of(ring), ring.Sites * ring.States, samples);

    /// <summary>The probability that λ_top is at most x.</summary>
    /// <param name="x">Any number.</param>
    public double Cumulative(double x) => TracyWidom.Cumulative((x - Edge.Location) / Scale);
}
