using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The receptive field at which the likelihood of a data set has a maximum, next to where a training has left its own:
/// what gradient ascent without noise and without end would come to. No random numbers are drawn.
/// <code>
/// w ← w + Σ_a u_a g_a/max(|λ_a|, c),   ‖step‖ ≤ ρ
/// </code>
/// with λ_a and u_a the eigenvalues and eigenvectors of the curvature of L and g_a the parts of its slope: Newton's
/// method near a maximum, and uphill along every u_a everywhere. A step that would lower L is taken back and ρ made
/// smaller. ρ is a fraction of the field, so that it cannot jump from one maximum along the ring to another.
/// </summary>
public sealed class MostLikelyField
{
    // The field has |w| near 2, and one site along the ring is a change of |w′|, near 0.2.
    private const double Widest = 0.2, Narrowest = 1e-9, LeastCurvature = 1e-6;
    private const int MostSteps = 2000;

    /// <summary>Climbs from a start.</summary>
    /// <param name="likelihood">That of the data set.</param>
    /// <param name="start">w, N numbers: the trained field, say.</param>
    /// <param name="tolerance">Largest |∂L/∂w_i| at the end; finite and &gt; 0.</param>
    /// <param name="stop">Checked at every step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The climb did not end.</exception>
    public MostLikelyField(
        SampleLikelihood likelihood, ReadOnlySpan<double> start, double tolerance = 1e-9, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(likelihood);
        Require.Positive(tolerance);
        double[] weights = start.ToArray(), slope = likelihood.Slope(weights);
        double value = likelihood.Of(weights), radius = Widest;
        while (slope.Max(Math.Abs) > tolerance)
        {
            stop.ThrowIfCancellationRequested();
            if (++Steps > MostSteps)
                throw new InvalidOperationException($"slope {slope.Max(Math.Abs):E1} of L after {MostSteps} steps");
            Vector<double> step = Step(likelihood.Curvature(weights), slope);
            double length = step.L2Norm();

            // Rounding of L, some 1e-14, hides what the last steps gain: they are Newton's and are let be.
            for (; ; radius /= 4)
            {
                double[] next = [.. weights.Select((w, i) => w + step[i] * Math.Min(1, radius / length))];
                double reached = likelihood.Of(next);
                if (reached > value - 1e-13 || radius < Narrowest)
                {
                    (weights, value, radius) = (next, reached, Math.Min(Widest, 2 * radius));
                    break;
                }
            }

            slope = likelihood.Slope(weights);
        }

        Weights = weights;
        LogLikelihood = value;
    }

    /// <summary>w at the maximum.</summary>
    public double[] Weights { get; }

    /// <summary>L there, in nats per configuration.</summary>
    public double LogLikelihood { get; }

    /// <summary>Steps of the climb.</summary>
    public int Steps { get; private set; }

    private static Vector<double> Step(Matrix<double> curvature, double[] slope)
    {
        Evd<double> evd = curvature.Evd(Symmetricity.Symmetric);
        Vector<double> parts = evd.EigenVectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(slope));
        for (int a = 0; a < parts.Count; a++)
            parts[a] /= Math.Max(Math.Abs(evd.EigenValues[a].Real), LeastCurvature);
        return evd.EigenVectors * parts;
    }
}
