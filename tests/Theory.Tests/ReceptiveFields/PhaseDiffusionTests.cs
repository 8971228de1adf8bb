using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class PhaseDiffusionTests
{
    private const double Fast = 1.3, Slow = 0.7, Pull = 0.9, Mixed = 0.6, Rate = 1e-4;

    /// <summary>A particle about the unit circle, of energy V(ρ, u), ρ = |(x, y)| − 1, with a further coordinate u:
    /// <c>V = ½ a ρ² + ½ b u² + c ρu² + d ρ²u</c>; the symmetry is the turn about the origin.</summary>
    private static Vector<double> Force(Vector<double> w)
    {
        double r = Math.Sqrt(w[0] * w[0] + w[1] * w[1]), rho = r - 1, u = w[2];
        double radial = -Fast * rho - Pull * u * u - 2 * Mixed * rho * u;
        return Vector<double>.Build.Dense(
            [radial * w[0] / r, radial * w[1] / r, -Slow * u - 2 * Pull * rho * u - Mixed * rho * rho]);
    }

    private static Matrix<double> Jacobian(Vector<double> w)
    {
        const double Step = 1e-6; // its error, 1e-12 and rounding 1e-10, is divided by Step² = 1e-5 of the expansion
        Matrix<double> jacobian = Matrix<double>.Build.Dense(3, 3);
        for (int k = 0; k < 3; k++)
        {
            Vector<double> e = Vector<double>.Build.Dense(3, i => i == k ? Step : 0);
            jacobian.SetColumn(k, (Force(w + e) - Force(w - e)) / (2 * Step));
        }

        return jacobian;
    }

    /// <summary>Along and across the circle at the place of w: Σ_θθ = A r^p, Σ_ρρ = B, Σ_ρθ = C r^q, Σ_uu = E.</summary>
    private static Matrix<double> Noise(Vector<double> w, double a, double p, double b, double c, double q, double e)
    {
        double r = Math.Sqrt(w[0] * w[0] + w[1] * w[1]);
        Matrix<double> local = Matrix<double>.Build.DenseOfArray(new[,]
        {
            { b, c * Math.Pow(r, q), 0 }, { c * Math.Pow(r, q), a * Math.Pow(r, p), 0 }, { 0, 0, e },
        });
        Matrix<double> frame = Matrix<double>.Build.DenseOfArray(new[,]
        {
            { w[0] / r, -w[1] / r, 0 }, { w[1] / r, w[0] / r, 0 }, { 0, 0, 1 },
        });
        return frame * local * frame.Transpose();
    }

    [Theory]
    [InlineData(1.0, 0.0, 1.0, 0.0, 0.0, 0.0)] // a rotor with white noise
    [InlineData(1.0, 0.0, 2.0, 0.0, 0.0, 0.0)]
    [InlineData(1.0, 3.5, 2.0, 0.0, 0.0, 1.4)] // noise that knows the radius, and another shape
    [InlineData(1.0, 3.5, 2.0, 0.6, 0.0, 1.4)] // pushes that leave it lopsided
    [InlineData(1.0, 1.0, 2.0, 0.6, 3.5, 1.4)]
    public void A_particle_about_a_circle_diffuses_as_its_radius_fluctuates(
        double a, double p, double b, double c, double q, double e)
    {
        Vector<double> here = Vector<double>.Build.Dense([1, 0, 0]);
        Matrix<double> modes = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } });
        PhaseDiffusion phase = new(
            new PhaseDiffusion.Setting(
                [0, Slow, Fast], modes, away => Jacobian(here + away), away => Noise(here + away, a, p, b, c, q, e),
                Matrix<double>.Build.Dense(3, 3)),
            Rate);

        // In time τ = νt, to first order in ν: dθ = −νC r^{q−2} dτ + √(νA r^{p−2}) dW,
        // dρ = (−V_ρ + ½νA r^{p−1}) dτ + √(νB) dW′, so ⟨ρ²⟩ = νB/2a, ⟨u²⟩ = νE/2b, ⟨ρ⟩ = (½νA − c⟨u²⟩)/a, and the mean of
        // A r^{p−2}, and a drift that a push in ρ leaves for the time 1/a, on average −2ν (q − 2) C²/a.
        double square = Rate * b / (2 * Fast), other = Rate * e / (2 * Slow);
        double mean = (0.5 * Rate * a - Pull * other) / Fast;
        double shape = (p - 2) * mean + 0.5 * (p - 2) * (p - 3) * square;
        double lopsided = -2 * Rate * (q - 2) * c * c / (Fast * a);
        // Discrete updates differ by a share νλ ≃ 1e-4 of it, differences over steps of 3e-3 by 1e-5 times powers.
        Assert.Equal(1, phase.Shape / shape, 2e-3);
        Assert.Equal(lopsided, phase.Lopsided, 2e-3 * Math.Abs(lopsided) + 1e-3 * Math.Abs(shape));
        Assert.Equal(shape + lopsided, phase.Correction, 4e-3 * (Math.Abs(shape) + Math.Abs(lopsided)));
    }

    [Fact]
    public void Large_updates_of_a_rotor_are_exact_to_first_order_in_the_noise()
    {
        // w ← w + ν(−a ρ e_r + η), noise ε² ≪ 1: with μ = 1 − νa, e = ν²ε² and ρ′ = μρ + νη_r + ½ν²η_θ² the turn is
        // νη_θ/(1 + μρ + νη_r): ⟨ρ⟩ = ½e/(1 − μ), ⟨ρ²⟩ = e/(1 − μ²), and its variance, with 3⟨(μρ + νη_r)²⟩ and, of
        // the cubic term −η_θ³/3 of the angle, 2 · (−1/3) · 3 e,
        //   e (1 − 2μ⟨ρ⟩ + 3(μ²⟨ρ²⟩ + e) − 2e).
        const double Rate = 0.6, Variance = 1e-6;
        Vector<double> here = Vector<double>.Build.Dense([1, 0, 0]);
        Matrix<double> modes = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } });
        PhaseDiffusion phase = new(
            new PhaseDiffusion.Setting(
                [0, Slow, Fast], modes, away => Jacobian(here + away),
                away => Noise(here + away, Variance, 0, Variance, 0, 0, 0), Matrix<double>.Build.Dense(3, 3)),
            Rate);
        double mu = 1 - Rate * Fast, e = Rate * Rate * Variance;
        double expected = -mu * e / (1 - mu) + 3 * (mu * mu * e / (1 - mu * mu) + e) - 2 * e;
        Assert.Equal(1, phase.Correction / expected, 1e-3); // of differences over steps of 3e-3
    }

    [Fact]
    public void Skew_noise_is_seen_in_proportion()
    {
        // ΔΦ = νη_θ − ν²η_θ η_r, so that Var gains −2ν³κ_θθr.
        Vector<double> here = Vector<double>.Build.Dense([1, 0, 0]);
        Matrix<double> modes = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } });
        Matrix<double> skewness = Matrix<double>.Build.Dense(3, 3);
        skewness[0, 1] = skewness[1, 0] = 0.37; // κ_θ,ij in x and y: r is x here
        PhaseDiffusion phase = new(
            new PhaseDiffusion.Setting(
                [0, Slow, Fast], modes, away => Jacobian(here + away), away => Noise(here + away, 2, 0, 1, 0, 0, 1), skewness),
            Rate);
        Assert.Equal(1, phase.Skew / (-2 * Rate * 0.37 / 2), 1e-3);
        Assert.Throws<ArgumentException>(() => new PhaseDiffusion(
            new PhaseDiffusion.Setting([0, 1], modes, Jacobian, Jacobian, skewness), 2.1));
    }
}
