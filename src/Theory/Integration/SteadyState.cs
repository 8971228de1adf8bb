using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.Integration;

/// <summary>
/// Steady states of a gradient flow, F(w) = −∂E/∂w = 0, by Newton's method with the neutral modes held fixed: every
/// step solves the bordered system
/// <code>
/// | J   K | | δ |   | −F |
/// | Kᵀ  0 | | μ | = |  0 |,   w ← w + δ,   J = ∂F/∂w
/// </code>
/// the columns of K being the modes, normalised. J alone is singular, or nearly, along them. The method converges to
/// F + Kμ = 0 within the plane Kᵀ(w − w_start) = 0: the force F = −Kμ left along the modes is what pins the state,
/// and the point is steady iff it vanishes. Without modes this is plain Newton.
/// </summary>
public static class SteadyState
{
    // A state that grows so much does not return to the neighbourhood of its start, and may be expensive to evaluate.
    private const double DivergenceFactor = 10;

    /// <summary>Searches for the steady state near a start.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="start">w to start from, finite, as long as the flow's dimension n.</param>
    /// <param name="neutralModes">The columns of K: vectors of length n, independent; possibly none.</param>
    /// <param name="tolerance">Converged when max|F + Kμ| is at most this, in units of the velocity; &gt; 0.</param>
    /// <param name="maximumIterations">The most Newton steps; at least 1.</param>
    /// <returns>
    /// The last state, finite and at most ten times 1 + max|w_start|; look at
    /// <see cref="SteadyStateResult.Converged"/> before using it.
    /// </returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static SteadyStateResult Find(
        IGradientFlow flow, ReadOnlySpan<double> start, IReadOnlyList<double[]> neutralModes,
        double tolerance = 1e-12, int maximumIterations = 50)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(neutralModes);
        Require.Positive(tolerance);
        Require.AtLeast(maximumIterations, 1);
        Require.Length(start.Length, flow.Dimension);
        foreach (double value in start)
            Require.Finite(value, nameof(start));

        double[][] modes = [.. neutralModes.Select(mode => Normalised(mode, flow.Dimension))];
        var bordered = new BorderedSystem(flow, modes);
        double[] state = start.ToArray();
        bordered.Evaluate(state);
        double limit = DivergenceFactor * (1 + state.Max(Math.Abs));
        int iterations = 0;
        while (bordered.Misfit > tolerance && iterations < maximumIterations)
        {
            double[] next = bordered.NewtonStep(state);
            if (!next.All(w => Math.Abs(w) <= limit)) // nor NaN
                break;
            state = next;
            bordered.Evaluate(state);
            iterations++;
        }

        return new SteadyStateResult(
            flow, state, bordered.Residual, bordered.PinningForces, iterations, bordered.Misfit <= tolerance);
    }

    private static double[] Normalised(double[] mode, int dimension)
    {
        Require.Length(mode.Length, dimension);
        double norm = Math.Sqrt(mode.Sum(value => value * value));
        if (!(double.IsFinite(norm) && norm > 0))
            throw Require.Error("norm of a neutral mode", norm, "a finite number > 0");
        return [.. mode.Select(value => value / norm)];
    }

    /// <summary>F, and the bordered matrix, at a state.</summary>
    private sealed class BorderedSystem(IGradientFlow flow, double[][] modes)
    {
        private readonly double[] _force = new double[flow.Dimension];
        private readonly double[] _jacobian = new double[flow.Dimension * flow.Dimension];

        /// <summary>The p of the least squares F ≈ Kp.</summary>
        public double[] PinningForces { get; private set; } = [];

        /// <summary>max|F|.</summary>
        public double Residual { get; private set; }

        /// <summary>max|F − Kp|.</summary>
        public double Misfit { get; private set; }

        public void Evaluate(double[] state)
        {
            flow.Velocity(0, state, _force);
            var force = Vector<double>.Build.DenseOfArray(_force);
            Residual = Misfit = force.InfinityNorm();
            if (modes.Length == 0)
                return;

            var k = Matrix<double>.Build.DenseOfColumnArrays(modes);
            Vector<double> pinning = k.TransposeThisAndMultiply(k).LU().Solve(k.TransposeThisAndMultiply(force));
            PinningForces = pinning.ToArray();
            Misfit = (force - (k * pinning)).InfinityNorm();
        }

        public double[] NewtonStep(double[] state)
        {
            int n = flow.Dimension;
            flow.Jacobian(state, _jacobian);
            var matrix = Matrix<double>.Build.Dense(n + modes.Length, n + modes.Length);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    matrix[i, j] = _jacobian[(i * n) + j];
                for (int m = 0; m < modes.Length; m++)
                    matrix[i, n + m] = matrix[n + m, i] = modes[m][i];
            }

            var right = Vector<double>.Build.Dense(n + modes.Length, i => i < n ? -_force[i] : 0);
            Vector<double> solution = matrix.LU().Solve(right);
            return [.. state.Select((value, i) => value + solution[i])];
        }
    }
}
