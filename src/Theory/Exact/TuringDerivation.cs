namespace RbmTheory.Theory.Exact;

/// <summary>
/// The appendix (A1)–(A12), and what periodic boundaries add to it. L enters as q = 1/(L − 1), L = 1 + 1/q, and the
/// uniform state as the symbol w with w² = 2q, so that every statement is an identity of polynomials.
/// </summary>
internal static class TuringDerivation
{
    private static readonly Symbol W = new("w"), B = new("b"), Q = new("q", "\\frac{1}{L-1}"), D = new("d");
    private static readonly Symbol Wxx = new("wxx"), K2 = new("k2", "k^2"), Lambda = new("lambda", "\\lambda");
    private static readonly Symbol WWxx = new("J2"), W4 = new("J4");
    private static readonly Polynomial Length = 1 + Polynomial.Power(Q, -1);
    private static readonly Polynomial UniformRepressor = 2 * Length * Q;

    // f and g of (A3): the rates of w and of b without diffusion; for uniform w, ∫w⁴ = Lw⁴.
    private static readonly Polynomial F = ((2 - (Polynomial)B) * W) + ((Polynomial)W * W * W);
    private static readonly Polynomial G = (4 * (Polynomial)B) - (2 * (Polynomial)B * B)
        + (2 * Length * ((Polynomial)W).Pow(4));

    public static Derivation Derive()
    {
        Polynomial fw = At(F.Derivative(W)), fb = At(F.Derivative(B));
        Polynomial gw = At(G.Derivative(W)), gb = At(G.Derivative(B));
        Polynomial trace = fw + gb, determinant = Uniform((fw * gb) - (fb * gw));
        List<DerivationStep> steps = Steady();
        steps.AddRange(
        [
            new("(A4)", "A = (2 + 3w*^2 - b*, -w*; 8 w*^3 L, 4(1 - b*))",
                @"A = \begin{pmatrix} 2 + 3 w^{*2} - b^* & -w^* \\ 8 w^{*3} L & 4(1 - b^*) \end{pmatrix}",
                fw == At(2 + (3 * (Polynomial)W * W) - B) && fb == -(Polynomial)W
                    && gw == Uniform(8 * Length * ((Polynomial)W).Pow(3)) && gb == 4 * (1 - UniformRepressor)),
            new("(A6)", "tr A = -4L/(L-1) < 0 for L > 1", @"\mathrm{tr} A = -\frac{4L}{L-1}", trace == -4 * Length * Q),
            new("(A6)", "det A = 16/(L-1) > 0 for L > 1", @"\det A = \frac{16}{L-1}",
                determinant == 16 * (Polynomial)Q),
            new("(A12)", "f_w = 4/(L-1) > 0 for L > 1", @"f_w = \frac{4}{L-1}", fw == 4 * (Polynomial)Q),
        ]);
        steps.AddRange(Dispersion(fw, fb, gw, gb));
        return new("turing", "pattern formation, (A1)-(A12), and the lengths that a ring allows", steps);
    }

    private static List<DerivationStep> Steady()
    {
        // db/dt = 2∫w ∂w/∂t with (38); the integral is linear, and ∫w² = b.
        Polynomial rate = (Wxx + F).Map(m => Averaged(m * Monomial.Of(W, 1)));
        Polynomial printed = (4 * (Polynomial)B) - (2 * (Polynomial)B * B) + (2 * (Polynomial)WWxx)
            + (2 * (Polynomial)W4);
        return
        [
            new("(A1)", "db/dt = 4b - 2b^2 + 2 int w w'' dx + 2 int w^4 dx",
                @"\frac{db}{dt} = 4b - 2b^2 + 2\int w\, \partial_x^2 w\, dx + 2\int w^4 dx", 2 * rate == printed),
            new("(A2)", "w*^2 = 2/(L-1), b* = L w*^2 = 2L/(L-1) is a fixed point",
                @"w^* = \sqrt{\frac{2}{L-1}},\quad b^* = \frac{2L}{L-1}",
                At(F).IsZero && At(G).IsZero && UniformRepressor == Uniform(Length * ((Polynomial)W).Pow(2))),
        ];
    }

    private static IEnumerable<DerivationStep> Dispersion(Polynomial fw, Polynomial fb, Polynomial gw, Polynomial gb)
    {
        // det(λ − A + k² diag(1, d)), quadratic in λ; unstable where its constant term is negative.
        Polynomial characteristic = ((Lambda - fw + K2) * (Lambda - gb + ((Polynomial)D * K2))) - (fb * gw);
        Polynomial constant = Uniform(characteristic.Coefficient(Lambda, 0));
        Polynomial determinant = Uniform((fw * gb) - (fb * gw)), drift = ((Polynomial)D * fw) + gb;
        yield return new("(A9)", "det(-A + k^2 D) = d k^4 - (d f_w + g_b) k^2 + det A",
            @"\det(-A + k^2 D) = d k^4 - (d f_w + g_b) k^2 + \det A",
            constant == ((Polynomial)D * K2 * K2) - (drift * K2) + determinant);
        yield return new("(A11)", "it is negative for some k^2 > 0 iff d f_w + g_b > 0 and (d f_w + g_b)^2 > 4 d det A",
            @"(d f_w + g_b)^2 - 4 d \det A > 0",
            Discriminant(constant) == (drift * drift) - (4 * (Polynomial)D * determinant));
        yield return new("d = infinity", "the coefficient of d is k^2 (k^2 - f_w): unstable iff k^2 < f_w = 4/(L-1)",
            @"k^2 (k^2 - f_w) < 0 \iff k^2 < \frac{4}{L-1}",
            constant.Coefficient(D, 1) == (Polynomial)K2 * (K2 - fw));
        yield return new("ring", "k = 2 pi/L: 4/(L-1) - (2 pi/L)^2 has the sign of L^2 - pi^2 L + pi^2",
            @"\frac{4}{L-1} - \frac{4\pi^2}{L^2} = \frac{4 (L^2 - \pi^2 L + \pi^2)}{L^2 (L-1)}", RingIdentityHolds());
        yield return new("L+-", "stable for L- < L < L+, L+- = (pi/2)(pi +- sqrt(pi^2 - 4)) = 1.129..., 8.740...",
            @"L_\pm = \tfrac{\pi}{2} \left(\pi \pm \sqrt{\pi^2 - 4}\right)", RootsAreRight());
    }

    private static Polynomial Averaged(Monomial monomial)
    {
        int power = monomial.PowerOf(W);
        Polynomial rest = Polynomial.Term(1, monomial.Without(W).Without(Wxx));
        return (power, monomial.PowerOf(Wxx)) switch
        {
            (1, 1) => rest * WWxx,
            (2, 0) => rest * B,
            (4, 0) => rest * W4,
            _ => throw Require.Error(nameof(monomial), monomial, "w w'', w^2 or w^4"),
        };
    }

    private static Polynomial Uniform(Polynomial p) => p.Reduce(W, 2, 2 * (Polynomial)Q);

    private static Polynomial At(Polynomial p) => Uniform(p.Substitute(B, UniformRepressor));

    private static Polynomial Discriminant(Polynomial quadratic)
        => quadratic.Coefficient(K2, 1).Pow(2) - (4 * quadratic.Coefficient(K2, 2) * quadratic.Coefficient(K2, 0));

    private static bool RingIdentityHolds()
    {
        Symbol length = new("L");
        Polynomial l = length, pi = SechRing.Pi;
        // Both sides times L²(L − 1).
        return (4 * l * l) - (4 * pi * pi * (l - 1)) == 4 * ((l * l) - (pi * pi * l) + (pi * pi));
    }

    private static bool RootsAreRight()
    {
        Symbol length = new("L"), root = new("sqrt(pi^2-4)");
        Polynomial l = length, pi = SechRing.Pi, half = new Rational(1, 2);
        Polynomial plus = half * pi * (pi + root), minus = half * pi * (pi - root);
        Polynomial quadratic = (l * l) - (pi * pi * l) + (pi * pi);
        return (((l - plus) * (l - minus)) - quadratic).Reduce(root, 2, (pi * pi) - 4).IsZero;
    }
}
