namespace RbmTheory.Theory.MeanField;

/// <summary>
/// What a layer of ±1 units answers to the other layer, in replica symmetry, with its derivatives. The input of unit i
/// is k(A û_i + Bx_i), A the signal of the condensed mode, B² that of the noise, x_i Gaussian; k = κ^{¼} for the
/// visible layer, κ^{−¼} for the hidden one:
/// <code>
/// M = ⟨û tanh(k(Aû + Bx))⟩/k,   Q = ⟨tanh²(k(Aû + Bx))⟩
/// </code>
/// For a part û = c + √z g of a mode's law the input has mean kAc and variance D = k²(A²z + B²), and by parts
/// ⟨û tanh⟩ = c⟨tanh⟩ + zkA⟨sech²⟩: of Gaussian modes M = A(1 − Q).
/// </summary>
/// <param name="M">M.</param>
/// <param name="Q">Q.</param>
/// <param name="Sech4">⟨sech⁴⟩ of the inputs.</param>
/// <param name="MByA">∂M/∂A.</param>
/// <param name="MByB">∂M/∂B².</param>
/// <param name="QByA">∂Q/∂A.</param>
/// <param name="QByB">∂Q/∂B².</param>
internal readonly record struct LayerResponse(
    double M, double Q, double Sech4, double MByA, double MByB, double QByA, double QByB)
{
    /// <summary>The answer.</summary>
    /// <param name="law">The law of û.</param>
    /// <param name="scale">k.</param>
    /// <param name="signal">A.</param>
    /// <param name="noise">B², at least 0.</param>
    public static LayerResponse Of(ModeLaw law, double scale, double signal, double noise)
    {
        double k = scale, a = signal, m = 0, sech2 = 0, sech4 = 0, mByA = 0, mByB = 0, qByA = 0, qByB = 0;
        foreach ((double p, double c, double z) in law.Parts)
        {
            InputAverages y = InputAverages.Of(k * a * c, k * Math.Sqrt((a * a * z) + noise));
            double gain = 2 * k * k * a * z; // ∂D/∂A
            double sech2ByA = (-2 * y.TanhSech2 * k * c) + (y.Curvature * gain);
            m += p * ((c * y.Tanh / k) + (z * a * y.Sech2));
            sech2 += p * y.Sech2;
            sech4 += p * y.Sech4;
            mByA += p * ((c * ((y.Sech2 * c) - (y.TanhSech2 * gain / k))) + (z * (y.Sech2 + (a * sech2ByA))));
            mByB += p * k * ((z * a * y.Curvature * k) - (c * y.TanhSech2));
            qByA -= p * sech2ByA;
            qByB -= p * y.Curvature * k * k;
        }

        // The rounding of a q of 0 may have any sign.
        return new(m, Math.Max(0, 1 - sech2), sech4, mByA, mByB, qByA, qByB);
    }
}
