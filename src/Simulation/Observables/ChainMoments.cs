using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Sums over series x_s, s = 0, …, T − 1, of some chains, from which follow their moments about their own mean, and
/// their mean products at any distance in time: with m the mean of all,
/// <code>Σ_s (x_s − m)(x_{s+t} − m) = Σ_s x_s x_{s+t} − m (Σ_{s &lt; T−t} x_s + Σ_{s ≥ t} x_s) + (T − t) m²</code>
/// The first sums of all t are one Fourier transform of a chain, and one back.
/// </summary>
internal sealed class ChainMoments
{
    private readonly double[] _products, _ends;
    private readonly double[] _powers;
    private readonly int _chains;

    private ChainMoments(double[] products, double[] ends, double[] powers, int chains)
        => (_products, _ends, _powers, _chains) = (products, ends, powers, chains);

    /// <summary>⟨δ⁴⟩/⟨δ²⟩²; NaN where all numbers are the same.</summary>
    public double Kurtosis
    {
        get
        {
            double numbers = (double)_chains * _products.Length, m = _powers[0] / numbers;
            double square = _powers[1] / numbers - m * m;
            double fourth = (_powers[3] - 4 * m * _powers[2] + 6 * m * m * _powers[1]) / numbers - 3 * m * m * m * m;
            return fourth / (square * square);
        }
    }

    /// <summary>The sums of some chains.</summary>
    /// <param name="chains">Series of one length T, about a mean that is nearly theirs.</param>
    /// <param name="stop">Stops it.</param>
    public static ChainMoments Of(IReadOnlyList<double[]> chains, CancellationToken stop)
    {
        int length = chains[0].Length;
        // Zeros behind, so that the ends do not meet.
        int padded = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * length));
        double[] spectrum = new double[padded], ends = new double[length], powers = new double[4];
        foreach (double[] chain in chains)
        {
            stop.ThrowIfCancellationRequested();
            Complex[] transformed = new Complex[padded];
            double head = 0;
            for (int s = 0; s < length; s++)
            {
                double x = chain[s];
                transformed[s] = x;
                // Σ_{s < T−t} x_s at t = T − s − 1, and Σ_{s ≥ t} x_s is the whole but for what stands before t.
                ends[s] -= head;
                head += x;
                ends[length - s - 1] += head;
                powers[0] += x;
                powers[1] += x * x;
                powers[2] += x * x * x;
                powers[3] += x * x * (x * x);
            }

            for (int t = 0; t < length; t++)
                ends[t] += head;
            Fourier.Forward(transformed, FourierOptions.AsymmetricScaling);
            for (int f = 0; f < padded; f++)
                spectrum[f] += transformed[f].Real * transformed[f].Real + transformed[f].Imaginary * transformed[f].Imaginary;
        }

        Complex[] products = Array.ConvertAll(spectrum, power => new Complex(power, 0));
        Fourier.Inverse(products, FourierOptions.AsymmetricScaling);
        return new([.. products.Take(length).Select(z => z.Real)], ends, powers, chains.Count);
    }

    /// <summary>The sums of several groups of chains together.</summary>
    /// <param name="groups">The groups.</param>
    public static ChainMoments Sum(IReadOnlyList<ChainMoments> groups)
    {
        double[] Added(Func<ChainMoments, double[]> of)
            => [.. Enumerable.Range(0, of(groups[0]).Length).Select(t => groups.Sum(group => of(group)[t]))];
        return new(Added(g => g._products), Added(g => g._ends), Added(g => g._powers), groups.Sum(g => g._chains));
    }

    /// <summary>The mean of (x_s − m)(x_{s+t} − m) over chains and s.</summary>
    /// <param name="distance">t, in [0, T).</param>
    public double Covariance(int distance)
    {
        int length = _products.Length, times = length - distance;
        double m = _powers[0] / ((double)_chains * length);
        return (_products[distance] - m * _ends[distance]) / ((double)_chains * times) + m * m;
    }
}
