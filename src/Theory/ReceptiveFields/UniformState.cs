using MathNet.Numerics.RootFinding;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The steady state of one unit whose weights are all equal, and how small waves e^{2πiki/N} on it grow. Of (37), on a
/// ring of N sites:
/// <code>
/// w² = 2/(N−1),   λ_0 = −4,   λ_k = 4/(N−1) − 4 sin²(πk/N)
/// </code>
/// stable iff sin²(π/N) ≥ 1/(N−1), that is up to 8 sites. To a second unit without weights it is never stable:
/// λ_k = 2cos(2πk/N) + w² − N w² δ_k0, zero at k = 0, where the two units mix.
/// </summary>
public static class UniformState
{
    // Beyond it tanh w is 1 in double precision.
    private const double LargestWeight = 20;

    /// <summary>w = √(2/(N−1)), the uniform weight of (37), in units of √β.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <exception cref="ArgumentException"><paramref name="sites"/> is too small.</exception>
    public static double Weight(int sites) => Math.Sqrt(2.0 / (Require.AtLeast(sites, 3) - 1));

    /// <summary>λ_k of (37), in units of νβ.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="mode">k, in 0..N−1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double GrowthRate(int sites, int mode)
    {
        Require.AtLeast(sites, 3);
        Require.InRange(mode, 0, sites - 1);
        double sine = Math.Sin(Math.PI * mode / sites);
        return mode == 0 ? -4 : (4.0 / (sites - 1)) - (4 * sine * sine);
    }

    /// <summary>The uniform weight of the exact flow of one unit, E[v_i tanh(wΣv)] = tanh w, w &gt; 0.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double Weight(int sites, double beta)
    {
        var flow = new PopulationFlow(sites, beta);
        double[] weights = new double[sites], velocity = new double[sites];
        double Velocity(double weight)
        {
            Array.Fill(weights, weight);
            flow.Velocity(0, weights, velocity);
            return velocity[0];
        }

        // The flow leaves w = 0, as the top eigenvalue of the data is above 1, and comes back from where tanh
        // saturates.
        double low = Weight(sites) * Math.Sqrt(beta), high = low;
        while (low > double.Epsilon && Velocity(low) <= 0)
            low *= 0.5;
        while (high < LargestWeight && Velocity(high) >= 0)
            high *= 1.5;
        return Brent.FindRoot(Velocity, low, high, 1e-14, 200);
    }

    /// <summary>λ_k of the uniform state of the exact flow of one unit, in units of ν.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <param name="mode">k, in 0..N−1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double GrowthRate(int sites, double beta, int mode)
    {
        Require.InRange(mode, 0, Require.AtLeast(sites, 3) - 1);
        double[] weights = new double[sites], product = new double[sites];
        Array.Fill(weights, Weight(sites, beta));
        double[] wave = [.. Enumerable.Range(0, sites).Select(i => Math.Cos(2 * Math.PI * mode * i / sites))];
        new PopulationFlow(sites, beta).JacobianProduct(weights, wave, product);
        return product.Zip(wave, (a, b) => a * b).Sum() / wave.Sum(a => a * a);
    }
}
