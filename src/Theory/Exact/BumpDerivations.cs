using static RbmTheory.Theory.Exact.SechRing;

namespace RbmTheory.Theory.Exact;

/// <summary>The bump (40)–(45) and its stability (46)–(47), in the ring of sech(κx) and tanh(κx).</summary>
internal static class BumpDerivations
{
    private static readonly Polynomial K = Kappa;
    private static readonly Polynomial Repressor = 2 + (K * K);

    public static Derivation Profile()
    {
        Polynomial w = Bump, slope = Derivative(w), square = Reduce(w * w);
        return new("sech", "the bump w = sqrt(2(b-2)) sech(x sqrt(b-2)), and its two self-consistent repressors",
        [
            new("(44)", "w = sqrt2 kappa sech(kappa x), kappa^2 = b - 2",
                @"w = \sqrt{2}\, \kappa\, \mathrm{sech}(\kappa x),\quad \kappa^2 = b - 2",
                square == 2 * (Repressor - 2) * Sech * Sech),
            new("(40)", "w'' + (2 - b) w + w^3 = 0", "w'' + (2 - b) w + w^3 = 0",
                Reduce(Derivative(slope) + ((2 - Repressor) * w) + (w * square)).IsZero),
            new("(41)", "1/2 w'^2 + w^2 + 1/4 w^4 - b/2 w^2 = 0",
                @"\tfrac{1}{2} w'^2 + w^2 + \tfrac{1}{4} w^4 - \tfrac{b}{2} w^2 = 0",
                Reduce((Half * slope * slope) + square + (Half * Half * square * square)
                    - (Half * Repressor * square)).IsZero),
            new("(42)", "w'^2 = w^2 (b - 2 - w^2/2)", @"w'^2 = w^2 \left(b - 2 - \tfrac{1}{2} w^2\right)",
                Reduce((slope * slope) - (square * (Repressor - 2 - (Half * square)))).IsZero),
            new("(43)", "w(0)^2 = 2 (b - 2), w'(0) = 0", @"w(0)^2 = 2(b - 2),\quad w'(0) = 0",
                AtCentre(square) == 2 * (Repressor - 2) && AtCentre(slope).IsZero),
            new("(45)", "int w^2 dx = 4 kappa = 4 sqrt(b - 2)", @"\int w^2 dx = 4\kappa = 4 \sqrt{b - 2}",
                Integral(square) == 4 * K),
            new("(45) roots", "b = 4 sqrt(b-2): kappa = 2 -+ sqrt2, b = 8 -+ 4 sqrt2, and no other",
                @"b = 4\sqrt{b - 2} \iff \kappa = 2 \mp \sqrt{2},\ b_{\mp} = 8 \mp 4\sqrt{2}", RootsAreRight()),
        ]);
    }

    public static Derivation PaperStability()
    {
        Polynomial w = Bump;
        Polynomial weight = Derivative(Derivative(w)) + ((2 - Repressor) * w) + (3 * w.Pow(3)) - (8 * K * w);
        return new("47", "linearisation about the bump, (46), and its projection on the bump, (47)",
        [
            new("(46)", "de/dt = e'' + (2 - b) e + 3 w^2 e - 2 w int w e dx (the paper prints e for the last w)",
                @"\frac{\partial \epsilon}{\partial t} = \epsilon'' + (2 - b)\epsilon + 3 w^2 \epsilon "
                + @"- 2 w \int w \epsilon\, dx", Linearized() == Equation46()),
            new("by parts",
                "int w e'' dx = int w'' e dx, so d/dt int w e = int e (w'' + (2 - b) w + 3 w^3 - 2 w int w^2)",
                @"\frac{d}{dt}\int w\epsilon = \int \epsilon \Big(w'' + (2 - b) w + 3 w^3 - 2 w \int w^2\Big)",
                Tests.All(e => Integral(w * Derivative(Derivative(e))) == Integral(Derivative(Derivative(w)) * e))),
            new("(47)", "w'' + (2 - b) w + 3 w^3 - 2 w int w^2 = -kappa w (8 - 4 kappa sech^2(kappa x))",
                @"w'' + (2 - b) w + 3 w^3 - 2 w \int w^2 "
                + @"= -\kappa w \left(8 - 4\kappa\, \mathrm{sech}^2 \kappa x\right)",
                Integral(w * w) == 4 * K && Reduce(weight + (K * w * (8 - (4 * K * Sech * Sech)))).IsZero
                    && Tests.All(ProjectionHolds)),
            new("(47) as printed", "with b = 4 kappa, (45): -sqrt(b-2) w (8 - b sech^2): of one sign iff kappa < 2",
                @"-\sqrt{b - 2}\, w \left(8 - b\, \mathrm{sech}^2 \kappa x\right), \quad b = 4\kappa",
                AtCentre(8 - (4 * K * Sech * Sech)).Evaluate(_ => 2).IsZero),
        ]);
    }

    public static Derivation ExactStability()
    {
        Polynomial w = Bump, family = KappaDerivative(w), slope = Derivative(w), square = (Polynomial)Sech * Sech;
        Polynomial overlap = Integral(w * family);
        return new("stability", "the exact criterion: the bump is stable iff kappa < 2",
        [
            new("ground state", "L0 sech^2 = 3 kappa^2 sech^2, L0 e = e'' + (2 - b) e + 3 w^2 e",
                @"\mathcal{L}_0\, \mathrm{sech}^2 \kappa x = 3\kappa^2\, \mathrm{sech}^2 \kappa x",
                Reduce(WithoutRepression(square) - (3 * K * K * square)).IsZero),
            new("translation", "L0 w' = 0", @"\mathcal{L}_0\, w' = 0", WithoutRepression(slope).IsZero),
            new("family", "L0 dw/dkappa = 2 kappa w", @"\mathcal{L}_0\, \partial_\kappa w = 2\kappa w",
                Reduce(WithoutRepression(family) - (2 * K * w)).IsZero),
            new("overlap", "int w dw/dkappa dx = 1/2 d/dkappa int w^2 dx = 2",
                @"\int w\, \partial_\kappa w\, dx = \tfrac{1}{2} \partial_\kappa \int w^2 dx = 2",
                overlap == 2 && overlap == Half * Integral(w * w).Derivative(Kappa)),
            new("criterion", "2 <w, L0^-1 w> = 2/kappa; L = L0 - 2 w <w, .> has a positive eigenvalue iff 2/kappa < 1",
                @"2 \langle w, \mathcal{L}_0^{-1} w \rangle = \frac{2}{\kappa}; \quad \text{stable} \iff \kappa < 2",
                2 * overlap * Half * Polynomial.Power(Kappa, -1) == 2 * Polynomial.Power(Kappa, -1)),
            new("in b", "kappa = 2 is b = 6 for b = 2 + kappa^2, (44), and b = 8 for b = 4 kappa, (45)",
                @"\kappa = 2 \iff b = 2 + \kappa^2 = 6 \iff \int w^2 dx = 4\kappa = 8",
                Repressor.Evaluate(_ => 2) == 6 && Integral(w * w).Evaluate(_ => 2) == 8),
            new("b- and b+",
                "kappa^2 - 4 kappa + 2 < 0 at kappa = 2, between its roots: b- is stable, b+ is not",
                @"2 - \sqrt{2} < 2 < 2 + \sqrt{2}", (Repressor - (4 * K)).Evaluate(_ => 2).Sign < 0),
        ]);
    }

    // Even functions on which the projection is tried.
    private static Polynomial[] Tests { get; } =
        [Sech, ((Polynomial)Sech).Pow(2), ((Polynomial)Sech).Pow(3), (Polynomial)Position * Sech * Tanh];

    // ∫w𝓛ε = −κ ∫wε (8 − 4κ sech²) for one ε, 𝓛 being the whole operator of (46).
    private static bool ProjectionHolds(Polynomial e)
    {
        Polynomial w = Bump, overlap = Integral(w * e);
        return Integral(w * WithoutRepression(e)) - (2 * overlap * Integral(w * w))
            == -K * Integral(w * e * (8 - (4 * K * Sech * Sech)));
    }

    /// <summary>𝓛₀ε = ε″ + (2 − b)ε + 3w²ε about the bump, b = 2 + κ².</summary>
    internal static Polynomial WithoutRepression(Polynomial e)
        => Reduce(Derivative(Derivative(e)) + ((2 - Repressor) * e) + (3 * Bump * Bump * e));

    private static Polynomial Half { get; } = new Rational(1, 2);

    private static Polynomial AtCentre(Polynomial f)
        => f.Substitute(Sech, 1).Substitute(Tanh, 0).Substitute(Position, 0);

    // κ² − 4κ + 2, of (45) squared away: both roots, and the sum and product that leave no third; 4κ > 0 keeps both.
    private static bool RootsAreRight()
    {
        Polynomial gap = Repressor - (4 * K);
        Polynomial minus = 2 - (Polynomial)RootTwo, plus = 2 + (Polynomial)RootTwo;
        return Reduce(((K - minus) * (K - plus)) - gap).IsZero
            && Reduce(Repressor.Substitute(Kappa, minus)) == 8 - (4 * (Polynomial)RootTwo)
            && Reduce(Repressor.Substitute(Kappa, plus)) == 8 + (4 * (Polynomial)RootTwo);
    }

    internal static readonly Symbol W = new("w"), Wxx = new("wxx", "w''"), E = new("e", "\\epsilon");
    internal static readonly Symbol Exx = new("exx", "\\epsilon''"), B = new("b"), P = new("P", "\\int w \\epsilon");
    private static readonly Symbol Small = new("s");

    // The right-hand side of (38) at w + sε, to first order in s: ∫(w + sε)² = b + 2sP + O(s²), P = ∫wε.
    internal static Polynomial Linearized()
    {
        Polynomial moved = W + ((Polynomial)Small * E), repressor = B + (2 * (Polynomial)Small * P);
        Polynomial rate = Wxx + ((Polynomial)Small * Exx) + ((2 - repressor) * moved) + moved.Pow(3);
        return rate.Coefficient(Small, 1);
    }

    internal static Polynomial Equation46()
        => Exx + ((2 - (Polynomial)B) * E) + (3 * (Polynomial)W * W * E) - (2 * (Polynomial)P * W);
}
