using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The top of the covariance of S samples of a ring where its uniform mode 0 and the two waves c, s of length N lie so
/// close that samples mix them, and the others do not: the 3 × 3 block of C is diagonalised as it fluctuates, and the
/// rest enters by second-order perturbation theory. The top eigenvalue x of
/// <code>
/// B_ab(x) = δ_ab [λ_a + (1/S) Σ_{|q|≥2} (λ_a λ_q + K(a, q))/(x − λ_q)] + H_ab/√S,   B(x) u = x u
/// ⟨H_00²⟩ = 2λ_0² + K(0,0),  ⟨H_0c²⟩ = ⟨H_0s²⟩ = λ_0 λ_1 + K(0,1),  ⟨H_cs²⟩ = ⟨δ²⟩ = λ_1² + K(1,1)/2
/// ⟨τ²⟩ = λ_1² + K(1,1),  ⟨H_00 τ⟩ = K(0,1),   τ, δ = (H_cc ± H_ss)/2
/// share of mode a = u_a² / (1 + Σ_b u_b² (1/S) Σ_q (λ_b λ_q + K(b, q))/(x − λ_q)²)
/// </code>
/// is averaged over H, normal by the central limit theorem; the second moments are exact, K of
/// <see cref="FourthCumulants"/> or 0 for Gaussian data. The waves are turned until H_0s = 0, which leaves five numbers
/// to integrate over, by Gauss's rules. Where λ_0 stands apart it is <see cref="SeparateTop"/> to order 1/S.
/// </summary>
/// <remarks>Left out: the third cumulants of H and the fluctuations of the rest, both of order 1/S where the three are
/// degenerate, with small factors. Good while (λ_0 − λ_2)√S is well above λ_0 √2: on the ring of 100 sites at β = 1
/// from S = 1000 on, r ≤ 0.1.</remarks>
public sealed class NearbyWaves
{
    private const int Points = 12; // even; the means change by less than 1e-4 of Λ from here to 20

    private readonly double[] _uniform, _wave, _others; // (λ_a λ_q + K(a, q))/S, and λ_q
    private readonly double _top, _next;

    private NearbyWaves(IsingRing ring, int samples, bool gaussian)
    {
        ArgumentNullException.ThrowIfNull(ring);
        Samples = Require.AtLeast(samples, 1);
        int sites = Require.AtLeast(ring.Sites, 5);
        double[] spectrum = ring.Spectrum();
        double[] ofUniform = gaussian ? new double[sites] : FourthCumulants.Of(ring, 0);
        double[] ofWave = gaussian ? new double[sites] : FourthCumulants.Of(ring, 1);
        (_top, _next) = (spectrum[0], spectrum[1]);
        _others = spectrum[2..^1];
        _uniform = [.. _others.Select((value, q) => ((_top * value) + ofUniform[q + 2]) / samples)];
        _wave = [.. _others.Select((value, q) => ((_next * value) + ofWave[q + 2]) / samples)];
        Integrate(
            Math.Sqrt(((2 * _top * _top) + ofUniform[0]) / samples), Math.Sqrt(((_top * _next) + ofUniform[1]) / samples),
            Math.Sqrt(((_next * _next) + (ofWave[1] / 2)) / samples), ((_next * _next) + ofWave[1]) / samples,
            ofUniform[1] / samples);
    }

    /// <summary>S, the number of samples.</summary>
    public int Samples { get; }

    /// <summary>The mean of the top eigenvalue.</summary>
    public double Mean { get; private set; }

    /// <summary>The mean share of the uniform vector in the top eigenvector.</summary>
    public double Uniform { get; private set; }

    /// <summary>The mean share of the two waves of length N together.</summary>
    public double Wave { get; private set; }

    /// <summary>For the Ising ring.</summary>
    /// <param name="ring">N ≥ 5 and β.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static NearbyWaves Of(IsingRing ring, int samples) => new(ring, samples, gaussian: false);

    /// <summary>For Gaussian data of the ring's covariance.</summary>
    /// <param name="ring">N ≥ 5 and β.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static NearbyWaves Gaussian(IsingRing ring, int samples) => new(ring, samples, gaussian: true);

    private void Integrate(double onTop, double between, double within, double trace, double correlation)
    {
        GaussianRule normal = GaussianRule.Normal(Points), exponential = GaussianRule.Exponential(Points);
        double slope = correlation / onTop, left = Math.Sqrt(trace - (slope * slope));
        for (int a = 0; a < Points; a++)
        {
            for (int b = 0; b < Points; b++)
            {
                double weight = normal.Weights[a] * normal.Weights[b];
                double top = onTop * normal.Nodes[a], tau = (slope * normal.Nodes[a]) + (left * normal.Nodes[b]);
                Integrate(weight, new(_top + top, _next + tau, within, within, between), normal, exponential);
            }
        }
    }

    // Over δ, H_cs (even, so only > 0) and |(H_0c, H_0s)|, whose square is exponential; scales holds their units.
    private void Integrate(double outer, Block scales, GaussianRule normal, GaussianRule exponential)
    {
        for (int c = 0; c < Points; c++)
        {
            for (int d = Points / 2; d < Points; d++)
            {
                for (int e = 0; e < Points; e++)
                {
                    double weight = 2 * outer * normal.Weights[c] * normal.Weights[d] * exponential.Weights[e];
                    (double value, double uniform, double wave) = Solve(scales with
                    {
                        D = scales.D * normal.Nodes[c],
                        E = scales.E * normal.Nodes[d],
                        R = scales.R * Math.Sqrt(2 * exponential.Nodes[e]),
                    });
                    Mean += weight * value;
                    Uniform += weight * uniform;
                    Wave += weight * wave;
                }
            }
        }
    }

    // top(B(x)) − x decreases in x > λ_2, from +∞.
    private (double Value, double Uniform, double Wave) Solve(Block block)
    {
        double lower = _others[0], x = Math.Max(block.Shifted(0, 0).Top().Value, lower + (0.1 * (_top - lower)));
        for (int step = 0; ; step++)
        {
            (double uniform, double uniformSlope, double wave, double waveSlope) = Rest(x);
            (double value, double share) = block.Shifted(uniform, wave).Top();
            double slope = (share * uniformSlope) + ((1 - share) * waveSlope);
            double norm = 1 / (1 + slope);
            double next = x + ((value - x) * norm); // Newton's step: the derivative of top(B(x)) is −slope
            if (Math.Abs(next - x) <= 1e-9 * _top || step == 50)
                return (next, share * norm, (1 - share) * norm);
            x = next > lower ? next : 0.5 * (x + lower);
        }
    }

    private (double Uniform, double UniformSlope, double Wave, double WaveSlope) Rest(double x)
    {
        double uniform = 0, uniformSlope = 0, wave = 0, waveSlope = 0;
        for (int q = 0; q < _others.Length; q++)
        {
            double inverse = 1 / (x - _others[q]);
            uniform += _uniform[q] * inverse;
            wave += _wave[q] * inverse;
            uniformSlope += _uniform[q] * inverse * inverse;
            waveSlope += _wave[q] * inverse * inverse;
        }

        return (uniform, uniformSlope, wave, waveSlope);
    }

    /// <summary>The matrix (A, R, 0; R, T + D, E; 0, E, T − D).</summary>
    private readonly record struct Block(double A, double T, double D, double E, double R)
    {
        public Block Shifted(double uniform, double wave) => this with { A = A + uniform, T = T + wave };

        /// <summary>The top eigenvalue, by Viète's cosines, and the square of the first component of its vector, from
        /// the diagonal of the adjugate of (value − matrix).</summary>
        public (double Value, double Share) Top()
        {
            double mean = (A + T + T) / 3, a = A - mean, b = T + D - mean, c = T - D - mean;
            double size = Math.Sqrt(((a * a) + (b * b) + (c * c) + (2 * ((R * R) + (E * E)))) / 6);
            if (size == 0)
                return (mean, 1.0 / 3);
            double determinant = (a * ((b * c) - (E * E))) - (R * R * c);
            double angle = Math.Acos(Math.Clamp(determinant / (2 * size * size * size), -1, 1)) / 3;
            double x = 2 * size * Math.Cos(angle);
            double first = ((x - b) * (x - c)) - (E * E), second = (x - a) * (x - c), third = ((x - a) * (x - b)) - (R * R);
            double sum = first + second + third;
            return (mean + x, sum > 0 ? Math.Clamp(first / sum, 0, 1) : 1.0 / 3);
        }
    }
}
