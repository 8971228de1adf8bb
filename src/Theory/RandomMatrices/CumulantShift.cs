using System.Numerics;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// How far the top sample eigenvalue of Ising data lies from that of Gaussian data of the same covariance, to first
/// order in the fourth cumulants K of <see cref="FourthCumulants"/>. At the place x of the sample spectrum,
/// <code>
/// δλ(x) = Im κ(y) / (2S² Im(1/y)),   κ(y) = Σ_pq K(p, q)/((y − λ_p)(y − λ_q)),   x = ψ(y) of Silverstein's equation
/// at an edge:   δΛ = (y²/S²) Σ_pq K(p, q)/((y − λ_p)² (y − λ_q))
/// around a Λ that stands apart:   δΛ = (1/S) Σ_{q≠0} K(0, q)/(Λ − λ_q)
/// </code>
/// Derivation: taking out one row v, with b = vᵀGv/S, ln det(z − C) has a term ln(1 − b), in which K adds κ/S² to the
/// variance of b/(1 − ⟨b⟩); all S rows add δ⟨ln det(z − C)⟩ = −κ/(2S), z and y being stationary against each other. It
/// is −Σ_k δλ_k/(z − λ_k) too, and the density of the λ_k is (S/π) |Im 1/y|: the first line. The third is the integral of
/// κ dz/2S around a band of one eigenvalue, the residue of κ at Λ.
/// <para>For independent spins δλ = −x(x − 1 − r)/(rS), which is exact but for 1/N and 1/S: by Haar averages and
/// Gaussian integration by parts it is −(⟨λ²⟩ − (1 + r + 1/S)⟨λ⟩)/(rS(1 + 2/N)(1 + 2/S)).</para>
/// </summary>
public static class CumulantShift
{
    /// <summary>δλ at the mean of Tracy and Widom's law.</summary>
    /// <param name="ring">N and β.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is out of its range.</exception>
    public static double Of(IsingRing ring, int samples)
        => Of(ring, samples, TopSampleEigenvalue.Of(ring, samples).Mean);

    /// <summary>
    /// δλ, to be added to the mean top eigenvalue of Gaussian data: where that lies in the sample spectrum's top band,
    /// or, the band being of one eigenvalue, for one that stands apart.
    /// </summary>
    /// <param name="ring">N and β.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <param name="mean">x, the mean for Gaussian data; at or beyond an end of the band it is taken for the upper one.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> or <paramref name="mean"/> is out of its
    /// range.</exception>
    public static double Of(IsingRing ring, int samples, double mean)
    {
        ArgumentNullException.ThrowIfNull(ring);
        Require.AtLeast(samples, 1);
        Require.Positive(mean);
        var curve = new SilversteinCurve(PopulationSpectrum.Of(ring), (double)ring.Sites / samples);
        (double lower, double upper) = curve.Bands()[^1];
        double[] spectrum = ring.Spectrum();
        if (spectrum.Count(value => value > lower) == 1)
            return SeparateTop.Of(ring, samples).Mean - SeparateTop.Gaussian(spectrum, samples).Mean;

        double u = Bisection.Find(u => curve.At(u).X - mean, lower, upper);
        double height = curve.At(u).V;
        return height > 1e-6 * upper ? At(ring, samples, new Complex(u, height)) : AtEdge(ring, samples);
    }

    /// <summary>δΛ at the edge, where the mean is for N → ∞.</summary>
    /// <param name="ring">N and β.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is out of its range.</exception>
    public static double AtEdge(IsingRing ring, int samples)
    {
        ArgumentNullException.ThrowIfNull(ring);
        double y = -1 / TopSampleEigenvalue.Of(ring, samples).Edge.Companion;
        double[] inverse = [.. ring.Spectrum().Select(value => 1 / (y - value))];
        double sum = FourthCumulants.Contract(ring, inverse).Zip(inverse, (k, x) => k * x * x).Sum();
        return y * y * sum / samples / samples;
    }

    // With b = 1/(y − λ), Im Σ K b b = 2 Σ Re b K Im b.
    private static double At(IsingRing ring, int samples, Complex y)
    {
        Complex[] inverse = [.. ring.Spectrum().Select(value => 1 / (y - value))];
        double[] contracted = FourthCumulants.Contract(ring, [.. inverse.Select(b => b.Imaginary)]);
        double sum = contracted.Zip(inverse, (k, b) => k * b.Real).Sum();
        return sum / samples / samples / (1 / y).Imaginary;
    }
}
