namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Magnetisations at which the free energy of <see cref="TapFreeEnergy"/> is stationary, by damped iteration of its
/// equations, the hidden layer first, and then Newton's method.
/// </summary>
/// <param name="Visible">m^v.</param>
/// <param name="Hidden">m^h.</param>
/// <param name="FreeEnergy">F there, in nats.</param>
/// <param name="Residual">The largest |m − m(x)| of any unit.</param>
/// <param name="Iterations">Of the damped iteration.</param>
/// <param name="Converged">Whether the iteration met its tolerance.</param>
public sealed record TapSolution(
    double[] Visible, double[] Hidden, double FreeEnergy, double Residual, int Iterations, bool Converged)
{
    // Quadratic convergence from 1e-6 needs two; the rest is for Jacobians that are nearly singular.
    private const int MostNewtonSteps = 20;

    /// <summary>Looks for one.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="order">1, 2 or 3.</param>
    /// <param name="visibleStart">m^v at the start; where it is left out, that of no weights.</param>
    /// <param name="options">How; the standard where it is left out.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static TapSolution Find(
        TwoStateMachine machine, int order, double[]? visibleStart = null, TapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        options ??= TapOptions.Standard;
        Require.Positive(options.Damping);
        Require.Positive(options.Tolerance);
        Require.AtLeast(options.MostIterations, 1);
        TapFreeEnergy free = new(machine, order);
        double[] visible = visibleStart is null
            ? Array.ConvertAll(machine.VisibleFields, machine.VisibleUnit.Mean) : [.. visibleStart];
        // Given the visible layer alone, hidden units are independent: order 1.
        double[] hidden = new TapFreeEnergy(machine, 1).MapHidden(visible, new double[machine.Hidden]);
        int iterations = 0;
        double moved = double.PositiveInfinity;
        while (moved > options.Tolerance && iterations < options.MostIterations)
        {
            iterations++;
            moved = Math.Max(Move(hidden, free.MapHidden(visible, hidden), options.Damping),
                Move(visible, free.MapVisible(visible, hidden), options.Damping));
        }

        bool converged = moved <= options.Tolerance;
        if (converged && options.Polish)
            Polish(machine, free, visible, hidden);
        return new(visible, hidden, free.Value(visible, hidden), ResidualOf(free, visible, hidden), iterations,
            converged);
    }

    private static double Move(double[] means, double[] target, double damping)
    {
        double moved = 0;
        for (int k = 0; k < means.Length; k++)
        {
            double step = damping * (target[k] - means[k]);
            means[k] += step;
            moved = Math.Max(moved, Math.Abs(step));
        }

        return moved;
    }

    private static double ResidualOf(TapFreeEnergy free, double[] visible, double[] hidden)
    {
        (double[] v, double[] h) = free.Map(visible, hidden);
        return visible.Zip(v).Concat(hidden.Zip(h)).Max(pair => Math.Abs(pair.First - pair.Second));
    }

    /// <summary>Newton steps as long as they lessen the residual and stay between the values of the units.</summary>
    private static void Polish(TwoStateMachine machine, TapFreeEnergy free, double[] visible, double[] hidden)
    {
        double residual = ResidualOf(free, visible, hidden);
        for (int step = 0; step < MostNewtonSteps && residual > 0; step++)
        {
            (double[] dv, double[] dh) = TapNewton.Step(machine, free, visible, hidden);
            double[] v = [.. visible.Zip(dv, (m, d) => m + d)], h = [.. hidden.Zip(dh, (m, d) => m + d)];
            if (!v.All(machine.VisibleUnit.Allows) || !h.All(machine.HiddenUnit.Allows))
                return;
            double next = ResidualOf(free, v, h);
            if (!(next < residual))
                return;
            residual = next;
            v.CopyTo(visible, 0);
            h.CopyTo(hidden, 0);
        }
    }
}
