using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using Complex = System.Numerics.Complex;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The third cumulant of the gradient of one hidden unit over single configurations, η_i = v_i tanh I, contracted with a
/// direction x once, over the data (the Ising ring) and over the model:
/// <code>
/// κ_ij = E[(x·η) η_i η_j] − the products of lower cumulants,    E[(x·η) η_i η_j] = E[(x·v) v_i v_j tanh³ I]
/// tanh³ = tanh + ½ (sech²)′,   E[(x·v) v_i v_j f′(I)] = d/dε E[v_i v_j f(I + ε x·v)]
/// sech² I = ∫ q cos(qI)/sinh(πq/2) dq,    tanh I = d/dI ∫ (const − cos(qI)/q)/sinh(πq/2) dq
/// </code>
/// The mean of a batch has κ/S_batch², that of n chains κ/n², and the sign is turned where the model's is taken off.
/// </summary>
public static class GradientSkewness
{
    // Of the central difference along x: an error of the order of its square times |x·v|², and rounding 1e-12 over it.
    private const double Step = 1e-3;

    /// <summary>Over the data.</summary>
    /// <param name="weights">w, one a site; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <param name="x">The direction, as long.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static Matrix<double> OverData(double[] weights, double beta, double[] x)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(x);
        Require.Length(x.Length, weights.Length);
        int n = weights.Length;
        double t = Math.Tanh(beta), normalisation = 1 / (1 + Math.Pow(t, n));
        double[] means = new double[n];
        new PopulationFlow(n, beta).Velocity(0, weights, means);
        for (int i = 0; i < n; i++)
            means[i] += Math.Tanh(weights[i]);
        double[] scratch = new double[n * RingProducts.ScratchPerSite];
        Matrix<double> Moments(double[] shifted, TanhQuadrature rule)
        {
            double[] sums = new double[n * n];
            var products = new RingProducts(t, shifted, rule, scratch);
            for (int k = 0; k < rule.Count; k += Vector256<double>.Count)
            {
                products.Evaluate();
                products.AddCosines(
                    normalisation * rule.Weights(k) * (0.5 * rule.Nodes(k)
                        - Vector256<double>.One / rule.Nodes(k)), sums, n);
                products.Advance();
            }

            return Matrix<double>.Build.Dense(n, n, (i, j) => sums[Math.Min(i, j) * n + Math.Max(i, j)]);
        }

        return Cumulant(Third(weights, x, Moments), GradientNoise.OverData(weights, beta), means, x);
    }

    /// <summary>Over the model, whose spins given the sign of h are independent, of mean ±tanh w_i.</summary>
    /// <param name="weights">w, one a site.</param>
    /// <param name="x">The direction, as long.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Matrix<double> OverModel(double[] weights, double[] x)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(x);
        Require.Length(x.Length, weights.Length);
        int n = weights.Length;
        double[] m = [.. weights.Select(Math.Tanh)];
        Matrix<double> Moments(double[] shifted, TanhQuadrature rule)
        {
            Matrix<double> sums = Matrix<double>.Build.Dense(n, n);
            var ratios = new Complex[n];
            for (int k = 0; k < rule.Count; k++)
            {
                Complex product = rule.Weight(k) * (0.5 * rule.Node(k) - 1 / rule.Node(k));
                for (int i = 0; i < n; i++)
                {
                    (double sin, double cos) = Math.SinCos(rule.Node(k) * shifted[i]);
                    var a = new Complex(cos, m[i] * sin);
                    ratios[i] = new Complex(m[i] * cos, sin) / a;
                    product *= a;
                }

                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                        sums[i, j] += (i == j ? product : product * ratios[i] * ratios[j]).Real;
                }
            }

            return sums;
        }

        return Cumulant(Third(weights, x, Moments), GradientNoise.OverModel(weights), m, x);
    }

    /// <summary>E[(x·v) v_i v_j tanh³ I], from E[v_i v_j (½ sech² I + ∫ tanh)] at w ± εx, by one and the same rule: the
    /// integral of tanh has a constant that only then drops out.</summary>
    private static Matrix<double> Third(
        double[] weights, double[] x, Func<double[], TanhQuadrature, Matrix<double>> moments)
    {
        double[] up = [.. weights.Select((w, i) => w + Step * x[i])], down = [.. weights.Select((w, i) => w - Step * x[i])];
        var rule = new TanhQuadrature(Math.Max(up.Sum(Math.Abs), down.Sum(Math.Abs)));
        return (moments(up, rule) - moments(down, rule)) / (2 * Step);
    }

    private static Matrix<double> Cumulant(Matrix<double> third, Matrix<double> covariance, double[] means, double[] x)
    {
        Vector<double> mean = Vector<double>.Build.Dense(means), direction = Vector<double>.Build.Dense(x);
        Vector<double> along = covariance * direction;
        double meanAlong = mean * direction;
        return third - meanAlong * covariance - along.OuterProduct(mean) - mean.OuterProduct(along)
            - meanAlong * mean.OuterProduct(mean);
    }
}
