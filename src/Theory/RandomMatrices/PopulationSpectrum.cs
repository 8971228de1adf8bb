using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The eigenvalues τ_j ≥ 0 of a population covariance, with their weights w_j, Σ w_j = 1: the measure H of
/// Silverstein's equation. Equal eigenvalues, up to rounding, are joined; zeros are kept apart, as the weight they
/// leave.
/// </summary>
public sealed class PopulationSpectrum
{
    private const double SameEigenvalue = 1e-12; // relative; a dozen roundings of the sines behind a ring's eigenvalues

    private readonly double[] _values;
    private readonly double[] _weights;

    /// <summary>Eigenvalues of the same weight, all those of a matrix.</summary>
    /// <param name="eigenvalues">Finite, not negative, not all zero; in any order.</param>
    /// <exception cref="ArgumentException">An eigenvalue is out of its range.</exception>
    public PopulationSpectrum(IReadOnlyList<double> eigenvalues)
        : this(eigenvalues, Equal(eigenvalues))
    {
    }

    /// <summary>Eigenvalues with weights.</summary>
    /// <param name="eigenvalues">Finite, not negative, not all zero; in any order.</param>
    /// <param name="weights">As many, finite and &gt; 0; only their ratios count.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public PopulationSpectrum(IReadOnlyList<double> eigenvalues, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(weights);
        Require.Length(weights.Count, eigenvalues.Count, "weights.Count");
        for (int j = 0; j < weights.Count; j++)
        {
            Require.NonNegative(eigenvalues[j], $"eigenvalues[{j}]");
            Require.Positive(weights[j], $"weights[{j}]");
        }

        double total = weights.Sum();
        var distinct = new List<(double Value, double Weight)>();
        foreach ((double value, double weight) in eigenvalues.Zip(weights)
            .Where(x => x.First > 0).OrderBy(x => x.First))
        {
            if (distinct.Count > 0 && value <= distinct[^1].Value * (1 + SameEigenvalue))
                distinct[^1] = (distinct[^1].Value, distinct[^1].Weight + (weight / total));
            else
                distinct.Add((value, weight / total));
        }

        if (distinct.Count == 0)
            throw Require.Error(nameof(eigenvalues), "all zero", "positive somewhere");
        _values = [.. distinct.Select(x => x.Value)];
        _weights = [.. distinct.Select(x => x.Weight)];
    }

    /// <summary>The distinct eigenvalues that are not zero, in ascending order.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Their weights; their sum is 1 less the weight of the eigenvalue 0.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The largest eigenvalue.</summary>
    public double Top => _values[^1];

    /// <summary>The N eigenvalues of an Ising ring.</summary>
    /// <param name="ring">The population.</param>
    public static PopulationSpectrum Of(IsingRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return new(ring.Spectrum());
    }

    /// <summary>
    /// The NP eigenvalues of a Potts ring, N of them zero. The noise ratio that goes with it is NP/S, the number of
    /// indicators over that of samples.
    /// </summary>
    /// <param name="ring">The population.</param>
    public static PopulationSpectrum Of(PottsRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return new(ring.Spectrum());
    }

    private static double[] Equal(IReadOnlyList<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        return [.. Enumerable.Repeat(1.0, eigenvalues.Count)];
    }
}
