using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Machines;

/// <summary>
/// The machine of the paper: N visible and M hidden spins v_i, h_μ = ±1, zero fields, and energy (2)
/// E(v, h) = −Σ_{iμ} w_iμ v_i h_μ, so that p(v, h) = e^{−E(v, h)} / Z.
/// </summary>
public sealed class SpinRbm
{
    /// <summary>A machine whose weights are all zero.</summary>
    /// <param name="sites">Number of visible spins N, at least 1.</param>
    /// <param name="hidden">Number of hidden spins M, at least 1; N × M must fit one array.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public SpinRbm(int sites, int hidden)
    {
        Sites = Require.AtLeast(sites, 1);
        Hidden = Require.InRange(hidden, 1, Array.MaxLength / sites);
        Weights = new float[sites * hidden];
    }

    /// <summary>Number of visible spins N.</summary>
    public int Sites { get; }

    /// <summary>Number of hidden spins M.</summary>
    public int Hidden { get; }

    /// <summary>
    /// The weights, hidden-major and without padding: w_iμ is at [μ × N + i], so the receptive field of a hidden unit
    /// is contiguous. Length N × M. The array is the machine's own: training writes into it.
    /// </summary>
    public float[] Weights { get; }

    /// <summary>Independent Gaussian weights of mean 0; the field of unit μ does not depend on M.</summary>
    /// <param name="sites">Number of visible spins N, at least 1.</param>
    /// <param name="hidden">Number of hidden spins M, at least 1.</param>
    /// <param name="standardDeviation">Of each weight, finite and ≥ 0.</param>
    /// <param name="seed">Seed, purpose <see cref="StreamPurpose.Weights"/>, one stream a hidden unit.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static SpinRbm Random(int sites, int hidden, double standardDeviation, ulong seed)
    {
        Require.NonNegative(standardDeviation);
        var machine = new SpinRbm(sites, hidden);
        for (int mu = 0; mu < hidden; mu++)
        {
            var stream = new RandomStream(seed, StreamPurpose.Weights, (ulong)mu);
            foreach (ref float weight in machine.FieldOf(mu))
                weight = (float)(standardDeviation * stream.NextGaussian());
        }

        return machine;
    }

    /// <summary>The receptive field (w_0μ … w_{N−1}μ) of one hidden unit, length N, writable in place.</summary>
    /// <param name="mu">The hidden unit, in [0, M).</param>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public Span<float> FieldOf(int mu) => Weights.AsSpan(Require.InRange(mu, 0, Hidden - 1) * Sites, Sites);

    /// <summary>A machine with a copy of the weights.</summary>
    public SpinRbm Clone()
    {
        var copy = new SpinRbm(Sites, Hidden);
        Weights.CopyTo(copy.Weights, 0);
        return copy;
    }
}
