using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// A mode of Gaussian units that is trained by Rdm-k: the chains of every update start anew, with variance V₀, and make
/// k sweeps, by <see cref="GaussianMode.VarianceAfter"/>,
/// <code>
/// V_t(x) = x^{2t} V₀ + σ_v² (1 − x^{2t})/(1 − x),    dw/dt = w σ_h² (C − V_k(x)),
/// </code>
/// and training ends at the x_k of V_k(x_k) = C: the machine has the variance of the data after exactly k sweeps from
/// such a start, and after no other number. V_k grows with x, from σ_v² at x = 0, with V_k(1) = V₀ + 2kσ_v². So x_k ≥ 1
/// as soon as C ≥ V₀ + 2kσ_v²: the machine has no equilibrium then, and is as good as ever after k sweeps.
/// </summary>
public sealed class ShortRunMode
{
    /// <summary>A training of a mode.</summary>
    /// <param name="mode">C, σ_v² and σ_h².</param>
    /// <param name="sweeps">k, at least 1.</param>
    /// <param name="startVariance">V₀ of the chains' start, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ShortRunMode(GaussianMode mode, int sweeps, double startVariance = 1)
    {
        ArgumentNullException.ThrowIfNull(mode);
        Mode = mode;
        Sweeps = Require.AtLeast(sweeps, 1);
        StartVariance = Require.NonNegative(startVariance);
        SquaredGain = Solve();
    }

    /// <summary>The mode and its data.</summary>
    public GaussianMode Mode { get; }

    /// <summary>k.</summary>
    public int Sweeps { get; }

    /// <summary>V₀.</summary>
    public double StartVariance { get; }

    /// <summary>x_k; 0 where C ≤ σ_v², as the mode fades.</summary>
    public double SquaredGain { get; }

    /// <summary>Whether chains of the trained machine come to rest: x_k &lt; 1.</summary>
    public bool HasEquilibrium => SquaredGain < 1;

    /// <summary>V₀ + 2kσ_v²: no C from here on leaves the machine an equilibrium.</summary>
    public double LargestSignal => StartVariance + (2 * Sweeps * Mode.VisibleVariance);

    /// <summary>V_t of the trained machine.</summary>
    /// <param name="sweeps">t, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="sweeps"/> is out of its range.</exception>
    public double Variance(double sweeps)
        => Mode.VarianceAfter(SquaredGain, StartVariance, sweeps);

    /// <summary>(V_t − C)², the error of what the trained machine generates after t sweeps: 0 at t = k alone.</summary>
    /// <param name="sweeps">t, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="sweeps"/> is out of its range.</exception>
    public double Error(double sweeps) => Math.Pow(Variance(sweeps) - Mode.Signal, 2);

    // V_k ≥ σ_v²(1 + x), as its sum 1 + x + … + x^{2k − 1} has these two terms.
    private double Solve()
        => Mode.Ratio <= 1 ? 0
            : Bisection.Find(
                x => Mode.VarianceAfter(x, StartVariance, Sweeps) - Mode.Signal, 0, Mode.Ratio - 1);
}
