namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// What a place cell gains by sliding up the landscape L(x) that its data set leaves along the ring, without noise: a
/// field placed at x, whose shape follows at once, moves with the flow at
/// <code>
/// dx/dτ = L′(x)/(w′·w′),    τ = ν × updates,
/// </code>
/// and in the time τ from a start that may be anywhere gains ⟨L(x(τ)) − L(x(0))⟩ over the starts (Fig. 3a).
/// </summary>
public static class LandscapeSlide
{
    // A step of the fourth-order method turns the slope by less than this share.
    private const double LargestTurn = 0.2;

    /// <summary>The mean gain, in the unit of L; at least 0.</summary>
    /// <param name="landscape">L at x = 0, 1, …, N − 1, at least 5, each finite; it should be smooth over a few sites.</param>
    /// <param name="stiffness">w′·w′; finite and &gt; 0.</param>
    /// <param name="time">τ; finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double MeanGain(double[] landscape, double stiffness, double time)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        int n = Require.AtLeast(landscape.Length, 5);
        Require.Positive(stiffness);
        Require.NonNegative(time);
        foreach (double value in landscape)
            Require.Finite(value, nameof(landscape));
        double[] speed = [.. RingDerivative.Of(landscape).Select(slope => slope / stiffness)];
        double fastest = Enumerable.Range(0, n).Max(x => Math.Abs(speed[(x + 1) % n] - speed[x]));
        int steps = (int)Math.Ceiling(Math.Max(1, time * fastest / LargestTurn));
        double step = time / steps, gain = 0;
        for (int start = 0; start < n; start++)
        {
            double x = start;
            for (int k = 0; k < steps; k++)
            {
                double first = At(speed, x), second = At(speed, x + 0.5 * step * first);
                double third = At(speed, x + 0.5 * step * second), fourth = At(speed, x + step * third);
                x += step / 6 * (first + 2 * second + 2 * third + fourth);
            }

            gain += (At(landscape, x) - landscape[start]) / n;
        }

        return gain;
    }

    // By the cubic through four neighbours, that of Catmull and Rom: its slope is continuous.
    private static double At(double[] values, double place)
    {
        int n = values.Length;
        double floor = Math.Floor(place), t = place - floor;
        int i = (int)(floor - n * Math.Floor(floor / n));
        double before = values[(i + n - 1) % n], here = values[i % n], next = values[(i + 1) % n], after = values[(i + 2) % n];
        double slope = 0.5 * (next - before), end = 0.5 * (after - here), rise = next - here;
        return here + t * (slope + t * (3 * rise - 2 * slope - end + t * (slope + end - 2 * rise)));
    }
}
