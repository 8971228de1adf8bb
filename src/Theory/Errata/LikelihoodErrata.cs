using RbmTheory.Theory.Exact;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of the paper on the way from the machine to its learning equations: (3), (21), (48), (51).</summary>
internal static class LikelihoodErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("000 (3)", "p(h|I) ~ e^(U + hI)", "p(h|I) ~ e^(-U + hI)",
            "normalisation of a double well: the share of the mass beyond |h| = 8 among |h| < 16",
            ConditionalOfHidden),
        new("000 (20)-(21)", "cosh(sum_j w_il v_j)", "cosh(sum_j w_jl v_j)",
            "the gradient of two units on five sites, by enumeration, against differences of the log-likelihood",
            GradientOfLikelihood),
        new("000 (48)", "cosh(w_k2 + w_k2) in the first ratio, w_2i in the last tanh", "cosh(w_k1 + w_k2), w_i2",
            "<v_i tanh I_1> of two units by enumeration; each slip alone", ModelTermOfTwoUnits),
        new("000 (51)", "... - w_i1 sum_k w_k1 w_k1", "... - w_i1 sum_k w_k1 w_k2",
            "exact expansion of the log-likelihood on a ring of five; the largest coefficient of the difference",
            SecondUnit),
    ];

    private static ErratumResult ConditionalOfHidden()
    {
        // U = ½h² + θ|h|. Beyond H = 8 the corrected mass is at most 2 e^{a²/2} ∫_{8−a}^∞ e^{−y²/2} dy < 3.3e-9, a =
        // |θ| + |I| = 1.7, of a total above ∫ e^{−h²/2} dh > 2, since −θ|h| + hI is nowhere negative for |I| < |θ|.
        const double theta = -1, input = 0.7, cut = 8;
        static double Outside(double sign)
        {
            double inner = 0, all = 0;
            for (int k = -16000; k <= 16000; k++)
            {
                double h = k * 1e-3;
                double p = Math.Exp((sign * ((0.5 * h * h) + (theta * Math.Abs(h)))) + (h * input));
                all += p;
                inner += Math.Abs(h) <= cut ? p : 0;
            }

            return 1 - (inner / all);
        }

        return new(Outside(1), Outside(-1), 2e-9);
    }

    private static ErratumResult GradientOfLikelihood()
    {
        // Central differences are off by h²/6 times the third derivative: that of ⟨log cosh⟩ is at most 4/(3√3) =
        // 0.77, that of log Z is the third cumulant of v_i h_μ = ±1, at most as large; rounding adds some 1e-15/h.
        const double step = 1e-4;
        var machine = new SpinMachine(5, SpinMachine.SomeWeights(5, 2, 0.4), 0.4);
        double[,] weights = SpinMachine.SomeWeights(5, 2, 0.4);
        double printed = 0, corrected = 0;
        for (int i = 0; i < 5; i++)
        {
            for (int mu = 0; mu < 2; mu++)
            {
                int site = i, unit = mu, other = 1 - mu;
                double difference = machine.Difference(i, mu, step);
                double data = machine.Data(v => SpinMachine.Spin(v, site) * Math.Tanh(machine.Input(unit, v)));
                double Gradient(Func<int, double> cosh) => data - (machine.Sum(v =>
                    SpinMachine.Spin(v, site) * Math.Sinh(machine.Input(unit, v)) * cosh(v))
                    / machine.Sum(machine.Weight));
                double asPrinted = Gradient(v => Math.Cosh(
                    weights[site, other] * Enumerable.Range(0, 5).Sum(j => SpinMachine.Spin(v, j))));
                printed = Math.Max(printed, Math.Abs(asPrinted - difference));
                double asCorrected = Gradient(v => Math.Cosh(machine.Input(other, v)));
                corrected = Math.Max(corrected, Math.Abs(asCorrected - difference));
            }
        }

        return new(printed, corrected, (step * step / 6 * 2 * 0.77) + (1e-14 / step));
    }

    private static ErratumResult ModelTermOfTwoUnits()
    {
        // A few dozen roundings of numbers below 10. The second slip is read as the weight of site 2 to unit i, at i =
        // 1.
        double[,] w = SpinMachine.SomeWeights(4, 2, 0.5);
        var machine = new SpinMachine(4, w, 0.4);
        double Formula(int i, bool ratioAsPrinted, double lastWeight)
        {
            double ratio = 1, printedRatio = 1;
            for (int k = 0; k < 4; k++)
            {
                double minus = Math.Cosh(w[k, 0] - w[k, 1]);
                ratio *= minus / Math.Cosh(w[k, 0] + w[k, 1]);
                printedRatio *= minus / Math.Cosh(w[k, 1] + w[k, 1]);
            }

            return (Math.Tanh(w[i, 0] + w[i, 1]) / (1 + (ratioAsPrinted ? printedRatio : ratio)))
                + (Math.Tanh(w[i, 0] - lastWeight) / (1 + (1 / ratio)));
        }

        double corrected = 0, ratioSlip = 0;
        for (int i = 0; i < 4; i++)
        {
            corrected = Math.Max(corrected, Math.Abs(Formula(i, false, w[i, 1]) - machine.ModelTerm(i, 0)));
            ratioSlip = Math.Max(ratioSlip, Math.Abs(Formula(i, true, w[i, 1]) - machine.ModelTerm(i, 0)));
        }

        double indexSlip = Math.Abs(Formula(0, false, w[1, 0]) - machine.ModelTerm(0, 0));
        return new(Math.Min(ratioSlip, indexSlip), corrected, 1e-13);
    }

    private static ErratumResult SecondUnit()
    {
        var expansion = new SmallWeights(5, 2, LikelihoodDerivations.SmallBeta);
        Polynomial likelihood = LikelihoodDerivations.Likelihood(expansion, visible: true);
        double printed = 0, corrected = 0;
        for (int i = 0; i < 5; i++)
        {
            // t = β stands before the linear terms; at β = 1 the polynomial is the rate in rescaled weights.
            Polynomial exact = likelihood.Derivative(expansion.Weight(i, 1)).Substitute(RingMoments.T, 1);
            Polynomial rate = UnitsDerivations.TwoUnitRate(expansion, i, 1, 0);
            Polynomial asPrinted = rate
                + ((Polynomial)expansion.Weight(i, 0) * (expansion.Overlap(0, 1) - expansion.Overlap(0, 0)));
            corrected = Math.Max(corrected, (exact - rate).LargestCoefficient.ToDouble());
            printed = Math.Max(printed, (exact - asPrinted).LargestCoefficient.ToDouble());
        }

        return new(printed, corrected, 0);
    }
}
