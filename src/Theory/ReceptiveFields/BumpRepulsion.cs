using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// How the bumps of two hidden units push each other apart in (52)–(53), one bump a unit (the canonical frame of the
/// O(2) symmetry), a distance d apart on a long ring:
/// <code>
/// dd/dt = 24√2 κ e^{−2κd},   κ = 2 − √2;   e^{2κd(t)} = e^{2κd(0)} + 48√2 κ² t
/// </code>
/// to leading order in e^{−κd}: the repulsion never ends, and the distance grows as a logarithm of the time. Lengths
/// are in sites, times in units of 1/(νβ). On a lattice the bumps are pinned instead, from some six sites on.
/// </summary>
public static class BumpRepulsion
{
    private static readonly double Kappa = SechProfile.Stable.Kappa;

    /// <summary>dd/dt = 24√2 κ e^{−2κd}, in sites a unit of time.</summary>
    /// <param name="separation">
    /// d, in sites; finite and &gt; 0, large compared to 1/κ = 1.7 for the formula to hold.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="separation"/> is out of its range.</exception>
    public static double Rate(double separation)
        => 24 * Math.Sqrt(2) * Kappa * Math.Exp(-2 * Kappa * Require.Positive(separation));

    /// <summary>d(t) = d(0) + ln(1 + 48√2 κ² t e^{−2κd(0)})/(2κ).</summary>
    /// <param name="separation">d(0), in sites; finite and &gt; 0.</param>
    /// <param name="time">t ≥ 0, finite.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double Separation(double separation, double time)
        => separation + (Math.Log(1 + (2 * Kappa * Require.NonNegative(time) * Rate(separation))) / (2 * Kappa));

    /// <summary>
    /// Two bumps (44) a distance apart, one a unit and centred between the points 0 and L, mirror images.
    /// </summary>
    /// <param name="flow">The flow of two units.</param>
    /// <param name="separation">d, in sites; in (0, L).</param>
    /// <returns>The weights, of length 2n.</returns>
    /// <exception cref="ArgumentException">The flow has not two units, or the distance is out of its range.</exception>
    public static double[] Pair(ReactionDiffusion flow, double separation)
    {
        ArgumentNullException.ThrowIfNull(flow);
        Require.InRange(flow.Hidden, 2, 2);
        if (!(separation > 0 && separation < flow.Length))
            throw Require.Error(nameof(separation), separation, $"in (0, {flow.Length})");
        double middle = 0.5 * flow.Length;
        return
        [
            .. flow.Sample(SechProfile.Stable.Value, middle - (0.5 * separation)),
            .. flow.Sample(SechProfile.Stable.Value, middle + (0.5 * separation)),
        ];
    }

    /// <summary>
    /// ∫x w_2²dx/b_2 − ∫x w_1²dx/b_1, x in [0, L): the distance of two units' bumps, both far from x = 0.
    /// </summary>
    /// <param name="flow">The flow of two units.</param>
    /// <param name="state">The weights, of length 2n.</param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public static double Distance(ReactionDiffusion flow, ReadOnlySpan<double> state)
    {
        ArgumentNullException.ThrowIfNull(flow);
        Require.InRange(flow.Hidden, 2, 2);
        Require.Length(state.Length, flow.Dimension);
        Span<double> moments = stackalloc double[2];
        for (int k = 0; k < state.Length; k++)
            moments[k / flow.Points] += k % flow.Points * state[k] * state[k];
        double spacing = flow.Spacing * flow.Spacing;
        return spacing * ((moments[1] / flow.Overlap(state, 1, 1)) - (moments[0] / flow.Overlap(state, 0, 0)));
    }

    /// <summary>
    /// Integrates (52) from two bumps and measures their repulsion, after a time in which their shapes adjust, over a
    /// time in which e^{2κd} grows by its rate: the ratio to the formula is 1 + O(e^{−2κd}) times a power of d.
    /// </summary>
    /// <param name="separation">d at the start, in sites; in (0, L).</param>
    /// <param name="length">L, in sites; at least three times d, for the images of the ring to be far.</param>
    /// <param name="points">n, a power of two.</param>
    /// <returns>d between the two readings, and the growth of e^{2κd} there over 48√2 κ².</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static (double Separation, double Ratio) Measure(double separation, double length = 64, int points = 256)
    {
        const double settle = 60; // the slowest change of shape has died to e^{−0.257·60} = 2e-7
        const double reading = 20;
        var flow = new ReactionDiffusion(length, points, 2);
        var options = new IntegrationOptions { RelativeTolerance = 1e-11, AbsoluteTolerance = 1e-13 };
        double[] start = Pair(flow, separation);
        double[] first = ExponentialRungeKutta.Integrate(flow, start, 0, settle, options).State;
        double[] second = ExponentialRungeKutta.Integrate(flow, first, 0, reading, options).State;
        double before = Distance(flow, first), after = Distance(flow, second);
        double growth = Math.Exp(2 * Kappa * before) * double.ExpM1(2 * Kappa * (after - before)) / reading;
        return (0.5 * (before + after), growth / (48 * Math.Sqrt(2) * Kappa * Kappa));
    }
}
