using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The covariance of the gradient of one hidden unit over single configurations, η_i = v_i tanh I, I = Σ_j w_j v_j: the
/// noise of the updates, from the data (the Ising ring) and from the chains of the model, both exact,
/// <code>
/// Cov(η_i, η_j) = E[v_i v_j] − E[v_i v_j sech² I] − E[η_i] E[η_j],   sech² x = ∫_0^∞ q cos(qx)/sinh(πq/2) dq.
/// </code>
/// Along one direction it is that of <see cref="BumpDiffusion"/>.
/// </summary>
public static class GradientNoise
{
    /// <summary>Over the data, N × N: the curvature of <see cref="PopulationFlow"/> holds E[v_i v_j sech² I].</summary>
    /// <param name="weights">w, one a site, as in the machine; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static Matrix<double> OverData(double[] weights, double beta)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int n = weights.Length;
        var flow = new PopulationFlow(n, beta);
        var ring = new IsingRing(n, beta);
        double[] means = new double[n], jacobian = new double[n * n];
        flow.Velocity(0, weights, means);
        flow.Jacobian(weights, jacobian);
        for (int i = 0; i < n; i++)
        {
            double m = Math.Tanh(weights[i]);
            means[i] += m;
            jacobian[(i * n) + i] += 1 - (m * m);
        }

        return Matrix<double>.Build.Dense(
            n, n, (i, j) => ring.Covariance(i - j) - jacobian[(i * n) + j] - (means[i] * means[j]));
    }

    /// <summary>
    /// Over the model, N × N. Given the sign of h the spins are independent, of mean ±m_i = ±tanh w_i, and η does not
    /// depend on the sign: E[e^{iqI}] = φ = Π a_j, a_j = cos qw_j + i m_j sin qw_j, and two factors v_i v_j, i ≠ j,
    /// make it φ ρ_i ρ_j, ρ_j = (m_j cos qw_j + i sin qw_j)/a_j.
    /// </summary>
    /// <param name="weights">w, one a site, as in the machine; at least 1.</param>
    /// <exception cref="ArgumentException">There are no weights.</exception>
    public static Matrix<double> OverModel(double[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int n = Require.AtLeast(weights.Length, 1);
        double[] m = [.. weights.Select(Math.Tanh)];
        Matrix<double> noise = Matrix<double>.Build.Dense(n, n, (i, j) => i == j ? 1 - (m[i] * m[i]) : 0);
        var rule = TanhQuadrature.For(weights);
        var ratios = new Complex[n];
        for (int k = 0; k < rule.Count; k++)
        {
            Complex product = rule.Weight(k) * rule.Node(k);
            for (int i = 0; i < n; i++)
            {
                (double sin, double cos) = Math.SinCos(rule.Node(k) * weights[i]);
                var a = new Complex(cos, m[i] * sin);
                ratios[i] = new Complex(m[i] * cos, sin) / a;
                product *= a;
            }

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    noise[i, j] -= (i == j ? product : product * ratios[i] * ratios[j]).Real;
            }
        }

        return noise;
    }
}
