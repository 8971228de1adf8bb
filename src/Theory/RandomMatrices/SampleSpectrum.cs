namespace RbmTheory.Theory.RandomMatrices;

/// <summary>One band of the support of a sample spectrum.</summary>
/// <param name="Lower">Its left edge.</param>
/// <param name="Upper">Its right edge.</param>
/// <param name="Mass">The share of the eigenvalues in it: that of the population eigenvalues it comes from.</param>
public sealed record SpectralBand(double Lower, double Upper, double Mass);

/// <summary>
/// The whole spectrum of the covariance of S samples of a population of spectrum H, as N and S grow at fixed r = N/S:
/// Silverstein's equation, solved on the real axis. With y = −1/m = |y|e^{iφ} at the sample eigenvalue x,
/// <code>
/// ρ(x) = Im m/(πr) = Im y / (πr |y|²)
/// F(x) = Σ_j w_j (1 − arg(y − τ_j)/π) + [φ + (x Im y/|y|² − φ)/r]/π       (τ_j = 0 included, with its weight)
/// </code>
/// F follows from ∫ m dz = zm + log m − r Σ w log(1 + τm), whose imaginary part over π counts the Gram eigenvalues.
/// With all τ_j equal this is <see cref="MarchenkoPastur"/>.
/// </summary>
public sealed class SampleSpectrum
{
    private readonly SilversteinCurve _curve;
    private readonly List<(double Lower, double Upper)> _intervals;
    private readonly PopulationSpectrum _population;
    private readonly double _zeroWeight;

    /// <summary>The sample spectrum of a population.</summary>
    /// <param name="population">H.</param>
    /// <param name="noiseRatio">r, the dimension of H's matrix over the number of samples; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="noiseRatio"/> is out of its range.</exception>
    public SampleSpectrum(PopulationSpectrum population, double noiseRatio)
    {
        ArgumentNullException.ThrowIfNull(population);
        NoiseRatio = Require.Positive(noiseRatio);
        _population = population;
        _zeroWeight = Math.Max(0, 1 - population.Weights.Sum());
        _curve = new SilversteinCurve(population, noiseRatio);
        _intervals = _curve.Bands();
        Bands = [.. _intervals.Select(x => new SpectralBand(
            _curve.At(x.Lower).X, _curve.At(x.Upper).X, MassBelow(x.Upper) - MassBelow(x.Lower)))];
    }

    /// <summary>r, the dimension over the number of samples.</summary>
    public double NoiseRatio { get; }

    /// <summary>The bands of the continuous part, from the left.</summary>
    public IReadOnlyList<SpectralBand> Bands { get; }

    /// <summary>
    /// The share of the eigenvalues that are zero: that of the population, or 1 − 1/r where the samples are fewer than
    /// its dimensions.
    /// </summary>
    public double MassAtZero => Math.Max(_zeroWeight, 1 - (1 / NoiseRatio));

    /// <summary>ρ(x), per unit of eigenvalue, the atom at 0 apart; 0 outside the bands.</summary>
    /// <param name="x">Any number.</param>
    public double Density(double x)
    {
        for (int i = 0; i < Bands.Count; i++)
        {
            if (x > Bands[i].Lower && x < Bands[i].Upper)
            {
                double u = Coordinate(i, x);
                double v = _curve.At(u).V;
                return v / (Math.PI * NoiseRatio * ((u * u) + (v * v)));
            }
        }

        return 0;
    }

    /// <summary>F(x), the share of the eigenvalues that are at most x, the atom at 0 included.</summary>
    /// <param name="x">Any number.</param>
    public double Cumulative(double x)
    {
        if (x < 0)
            return 0;
        double mass = MassAtZero;
        for (int i = 0; i < Bands.Count && x > Bands[i].Lower; i++)
        {
            if (x < Bands[i].Upper)
                return Counting(Coordinate(i, x));
            mass = MassBelow(_intervals[i].Upper);
        }

        return mass;
    }

    private double Coordinate(int band, double x)
        => Bisection.Find(u => _curve.At(u).X - x, _intervals[band].Lower, _intervals[band].Upper);

    // At an edge y is real: the arguments are 0 or π, φ is 0 or π, and Im y is 0.
    private double MassBelow(double edge)
    {
        double mass = edge > 0 ? _zeroWeight : 1 - (1 / NoiseRatio);
        for (int j = 0; j < _population.Values.Count && _population.Values[j] < edge; j++)
            mass += _population.Weights[j];
        return mass;
    }

    private double Counting(double u)
    {
        (double x, double v) = _curve.At(u);
        double phi = Math.Atan2(v, u);
        double share = _zeroWeight * (Math.PI - phi);
        for (int j = 0; j < _population.Values.Count; j++)
            share += _population.Weights[j] * Math.Atan2(v, _population.Values[j] - u);
        return (share + phi + (((x * v / ((u * u) + (v * v))) - phi) / NoiseRatio)) / Math.PI;
    }
}
