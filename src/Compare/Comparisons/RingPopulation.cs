using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Comparisons;

/// <summary>The law that the samples of a run come from, Ising or XY ring: its spectrum, the edge of the noise, and how
/// fast small weights grow.</summary>
public sealed class RingPopulation
{
    private readonly IsingRing? _ising;
    private readonly PottsRing? _potts;

    /// <summary>A ring of one coupling.</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="colours">P of the XY ring, at least 2; 0 for the Ising ring.</param>
    /// <param name="beta">β, coupling included; &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public RingPopulation(int sites, int colours, double beta)
    {
        Beta = beta;
        if (colours == 0)
            _ising = new(sites, beta);
        else
            _potts = PottsRing.Xy(sites, colours, beta);
        Signal = _ising?.TopEigenvalue ?? _potts!.TopEigenvalue;
    }

    /// <summary>β, coupling included.</summary>
    public double Beta { get; }

    /// <summary>ξ, in sites.</summary>
    public double CorrelationLength => _ising?.CorrelationLength ?? _potts!.CorrelationLength;

    /// <summary>Λ, the top eigenvalue of the covariance at this N: (26), (30).</summary>
    public double Signal { get; }

    /// <summary>The r at which the signal crosses the edge of the noise: (27), or its like for colours.</summary>
    public double CriticalNoiseRatio
        => _potts is null
            ? RetardedLearning.CriticalNoiseRatio(Beta)
            : RetardedLearning.PottsCriticalNoiseRatio(_potts);

    /// <summary>The same with (31) as printed; null where there is none, and for the Ising ring.</summary>
    public double? CriticalNoiseRatioAsPrinted
        => _potts is null ? null : RetardedLearning.PottsCriticalNoiseRatioAsPrinted(_potts);

    /// <summary>The rate at which the top mode of small weights grows, in units of ν.</summary>
    public double GrowthRate => GrowthRateOf(Signal, _potts?.States ?? 0);

    /// <summary>
    /// The rate at which small weights along an eigenvector of the covariance grow, in units of ν. Spins: Λ − 1,
    /// equation (23). The covariance of colours is that of the indicators over (P−1)/P²; on independent sites it is
    /// P/(P−1), so that the rate is (Λ (P−1)/P − 1)/P. For hidden units of unit variance at zero input: spins,
    /// Gaussians, and double wells of θ = 0.
    /// </summary>
    /// <param name="eigenvalue">Λ of the law or of a sample.</param>
    /// <param name="colours">P; 0 for spins.</param>
    public static double GrowthRateOf(double eigenvalue, int colours)
        => colours == 0 ? eigenvalue - 1 : ((eigenvalue * (colours - 1) / colours) - 1) / colours;

    /// <summary>The edge of the sample spectrum as N and S grow together.</summary>
    /// <param name="noiseRatio">r = N/S &gt; 0.</param>
    public double SampleEdge(double noiseRatio) => _potts is null
        ? SampleSpectrumEdge.Ising(Beta, noiseRatio).Location
        : SampleSpectrumEdge.Potts(_potts, noiseRatio).Location;

    /// <summary>The top eigenvalue of S samples at this N.</summary>
    /// <param name="samples">S, at least 1.</param>
    public TopSampleEigenvalue Top(int samples)
        => _potts is null ? TopSampleEigenvalue.Of(_ising!, samples) : TopSampleEigenvalue.Of(_potts, samples);
}
