using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Follows the centre of one receptive field along a training and unwraps it across the ring, as in Figs. 5 and 6: from
/// one observed centre to the next it is taken to have moved the shorter way round,
/// <code>
/// x_n = x_{n−1} + d,   d = c_n − c_{n−1} modulo N,   |d| ≤ N/2.
/// </code>
/// </summary>
/// <remarks>
/// Observe so often that the peak moves by much less than N/2 in between: with diffusion constant D and a time τ
/// between observations the wrong way is taken with probability erfc(N/(4√(Dτ))), 1e−6 for √(2Dτ) = N/9.8. While no
/// field has formed the centre jumps anywhere on the ring: drop those observations, as the paper drops the first 20
/// epochs. One observation is O(N) and allocates nothing.
/// </remarks>
public sealed class PeakTracker
{
    /// <summary>A tracker without observations.</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <exception cref="ArgumentException"><paramref name="sites"/> is below 3.</exception>
    public PeakTracker(int sites) => Sites = Require.AtLeast(sites, 3);

    /// <summary>N, the length of the ring.</summary>
    public int Sites { get; }

    /// <summary>
    /// The unwrapped position x in sites, any real number; in [0, N) at the first observation, NaN before.
    /// </summary>
    public double Position { get; private set; } = double.NaN;

    /// <summary>The centre on the ring, in [0, N) sites; NaN before the first observation.</summary>
    public double Centre => RingCentre.Wrap(Position, Sites);

    /// <summary>
    /// R in [0, 1] of the last field observed, see <see cref="RingCentre"/>; NaN if only a centre was given.
    /// </summary>
    public double Concentration { get; private set; } = double.NaN;

    /// <summary>Adds the field at the next time; its centre is the centre of mass of w²,
    /// <see cref="RingCentre.OfSquares"/>.</summary>
    /// <param name="weights">w_i, N finite numbers. A field without a centre leaves the position as it was.</param>
    /// <returns>The unwrapped position.</returns>
    /// <exception cref="ArgumentException">The length is not N, or a weight is not finite.</exception>
    public double Add<T>(ReadOnlySpan<T> weights)
        where T : struct, IFloatingPoint<T>
    {
        Require.Length(weights.Length, Sites);
        var (centre, concentration) = RingCentre.OfSquares(weights);
        if (!double.IsNaN(centre))
            Add(centre);
        Concentration = concentration;
        return Position;
    }

    /// <summary>Adds a centre found in another way, such as <see cref="ReceptiveField.Centre"/>.</summary>
    /// <param name="centre">A position on the ring in sites, finite.</param>
    /// <returns>The unwrapped position.</returns>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public double Add(double centre)
    {
        double wrapped = RingCentre.Wrap(Require.Finite(centre), Sites);
        Position = double.IsNaN(Position)
            ? wrapped
            : Position + RingCentre.Displacement(Position, wrapped, Sites);
        Concentration = double.NaN;
        return Position;
    }
}
