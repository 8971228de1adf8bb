namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The mean square displacement of a peak, Fig. 5(b), from unwrapped trajectories x_0..x_T at equal time steps:
/// <code>
/// MSD(n) = ⟨(x_{s+n} − x_s)²⟩ over all starting times s, or over s = 0 only (as in the figure);
/// D = slope of MSD(n) against n, least squares with intercept, over 2 (one dimension: MSD = 2Dt).
/// </code>
/// Lags are in steps, lengths in sites, D in sites² a step. Errors come from the spread over trajectories:
/// displacements of overlapping stretches of one trajectory are too strongly correlated to give an error.
/// </summary>
/// <remarks>
/// The intercept takes up what does not grow: the noise of the centre itself (2σ² at every lag) and the crossover from
/// another short-time law. All starting times use the data better at short lags; at lags near T they add nothing, and
/// the relative error of one trajectory is of order √(4n/(3(T − n))) for n ≪ T.
/// </remarks>
public sealed class MeanSquareDisplacement
{
    private readonly double[][] _each;

    private MeanSquareDisplacement(double[][] each) => _each = each;

    /// <summary>Number of trajectories.</summary>
    public int Trajectories => _each.Length;

    /// <summary>The longest lag, in steps.</summary>
    public int MaximumLag => _each[0].Length - 1;

    /// <summary>MSD over all starting times.</summary>
    /// <param name="trajectories">One or more, all of the same length T + 1, unwrapped and finite.</param>
    /// <param name="maximumLag">The longest lag, in [1, T].</param>
    /// <param name="withoutDrift">
    /// Takes the common velocity out first, the mean of (x_T − x_0)/T over trajectories. Estimated from the same n
    /// trajectories it takes 2D·lag²/(nT) of true diffusion with it, all of it if n = 1 and lag = T.
    /// </param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or the lag is out of
    /// range.</exception>
    public static MeanSquareDisplacement Measure(
        IReadOnlyList<double[]> trajectories, int maximumLag, bool withoutDrift = false)
    {
        int steps = Check(trajectories, maximumLag);
        double drift = withoutDrift ? trajectories.Average(x => x[^1] - x[0]) / steps : 0;
        return new MeanSquareDisplacement([.. trajectories.Select(x => OverStarts(x, maximumLag, steps, drift))]);
    }

    /// <summary>MSD at a lag, in sites², and its standard error over trajectories (NaN if there is one).</summary>
    /// <param name="lag">In [0, <see cref="MaximumLag"/>].</param>
    public (double Value, double StandardError) At(int lag)
    {
        Require.InRange(lag, 0, MaximumLag);
        return MeanAndError([.. _each.Select(msd => msd[lag])]);
    }

    /// <summary>D by the least-squares slope over a range of lags, with its error over trajectories.</summary>
    /// <param name="firstLag">In [0, <paramref name="lastLag"/> − 1].</param>
    /// <param name="lastLag">In [1, <see cref="MaximumLag"/>].</param>
    public (double Value, double StandardError) Diffusion(int firstLag, int lastLag)
        => MeanAndError(DiffusionOfEach(firstLag, lastLag));

    /// <summary>D of each trajectory by the same fit. The fit is linear: their mean is the D of the mean
    /// curve.</summary>
    /// <param name="firstLag">In [0, <paramref name="lastLag"/> − 1].</param>
    /// <param name="lastLag">In [1, <see cref="MaximumLag"/>].</param>
    public double[] DiffusionOfEach(int firstLag, int lastLag)
    {
        Require.InRange(lastLag, 1, MaximumLag);
        Require.InRange(firstLag, 0, lastLag - 1);
        return [.. _each.Select(msd => Slope(msd, firstLag, lastLag) / 2)];
    }

    private static double Slope(double[] msd, int first, int last)
    {
        double middle = (first + last) / 2.0, product = 0, square = 0;
        for (int lag = first; lag <= last; lag++)
        {
            product += (lag - middle) * msd[lag];
            square += (lag - middle) * (lag - middle);
        }

        return product / square;
    }

    private static double[] OverStarts(double[] positions, int maximumLag, int lastStart, double drift)
    {
        double[] msd = new double[maximumLag + 1];
        for (int lag = 1; lag <= maximumLag; lag++)
        {
            int last = Math.Min(lastStart, positions.Length - 1 - lag);
            double sum = 0;
            for (int start = 0; start <= last; start++)
            {
                double displacement = positions[start + lag] - positions[start] - drift * lag;
                sum += displacement * displacement;
            }

            msd[lag] = sum / (last + 1);
        }

        return msd;
    }

    private static (double Value, double StandardError) MeanAndError(double[] values)
    {
        double mean = values.Average();
        double scatter = values.Sum(value => (value - mean) * (value - mean));
        return (mean, Math.Sqrt(scatter / (values.Length - 1) / values.Length));
    }

    private static int Check(IReadOnlyList<double[]> trajectories, int maximumLag)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        Require.AtLeast(trajectories.Count, 1);
        int steps = trajectories[0].Length - 1;
        Require.InRange(maximumLag, 1, steps);
        foreach (double[] positions in trajectories)
        {
            Require.Length(positions.Length, steps + 1);
            foreach (double position in positions)
                Require.Finite(position);
        }

        return steps;
    }
}
