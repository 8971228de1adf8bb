namespace RbmTheory.Theory.Exact;

/// <summary>
/// Two and three units: the model term (48), and from the log-likelihood to (50)–(51) and their like for M = 3.
/// </summary>
internal static class UnitsDerivations
{
    private const string Rate = "w_(i+1,m) + w_(i-1,m) + w_im^3 + w_im sum_(l!=m) w_il^2 - sum_l w_il sum_k w_kl w_km";

    private const string RateLatex = @"w_{i+1,\mu} + w_{i-1,\mu} + w_{i\mu}^3 + w_{i\mu} \sum_{\lambda \neq \mu} "
        + @"w_{i\lambda}^2 - \sum_\lambda w_{i\lambda} \sum_k w_{k\lambda} w_{k\mu}";

    public static Derivation TwoUnitModelTerm()
    {
        var sums = new DualSums(3, 2);
        int[] sites = [0, 1, 2];
        Polynomial plus = Polynomial.Product(sites.Select(k => CoshPair(k, 1)));
        Polynomial minus = Polynomial.Product(sites.Select(k => CoshPair(k, -1)));
        return new("48", "the model's average of v_i tanh I_1 for two units, without any expansion",
        [
            new("(20)", "Z = 2^(N-1) (P + Q), P = prod_k cosh(w_k1 + w_k2), Q = prod_k cosh(w_k1 - w_k2)",
                @"Z = 2^{N-1} (P + Q),\quad P = \prod_k \cosh(w_{k1} + w_{k2}),\ Q = \prod_k \cosh(w_{k1} - w_{k2})",
                sums.Partition == 4 * (plus + minus)),
            new("(48)", "<v_i tanh I_1> = tanh(w_i1 + w_i2) / (1 + Q/P) + tanh(w_i1 - w_i2) / (1 + P/Q)",
                @"\langle v_i \tanh I_1 \rangle = \frac{\tanh(w_{i1} + w_{i2})}{1 + Q/P} "
                + @"+ \frac{\tanh(w_{i1} - w_{i2})}{1 + P/Q}",
                sites.All(i => Equation48Holds(sums, i, plus, minus))),
            new("(49)", "1 + prod_k cosh(w_k1 - w_k2)/cosh(w_k1 + w_k2) = 2 - 2 sum_k w_k1 w_k2 + O(w^4)",
                @"1 + \prod_k \frac{\cosh(w_{k1} - w_{k2})}{\cosh(w_{k1} + w_{k2})} "
                + @"= 2 - 2 \sum_k w_{k1} w_{k2} + O(w^4)",
                Equation49Holds()),
        ]);
    }

    public static Derivation TwoUnits()
    {
        var expansion = new SmallWeights(5, 2, LikelihoodDerivations.SmallBeta);
        var steps = Common(expansion, visible: true);
        steps.Insert(2, new("(50)",
            "dw_i1/dt = w_(i+1,1) + w_(i-1,1) - w_i1 sum_k w_k1^2 + w_i1^3 + w_i1 w_i2^2 - w_i2 sum_k w_k1 w_k2",
            @"\frac{1}{\nu} \frac{dw_{i1}}{dt} = w_{i+1,1} + w_{i-1,1} - w_{i1} \sum_k w_{k1}^2 + w_{i1}^3 "
            + @"+ w_{i1} w_{i2}^2 - w_{i2} \sum_k w_{k1} w_{k2}",
            Enumerable.Range(0, 5).All(i => expansion.SmallBetaRate(i, 0) == TwoUnitRate(expansion, i, 0, 1))));
        steps.Insert(3, new("(51)",
            "dw_i2/dt = w_(i+1,2) + w_(i-1,2) - w_i2 sum_k w_k2^2 + w_i2^3 + w_i2 w_i1^2 - w_i1 sum_k w_k1 w_k2",
            @"\frac{1}{\nu} \frac{dw_{i2}}{dt} = w_{i+1,2} + w_{i-1,2} - w_{i2} \sum_k w_{k2}^2 + w_{i2}^3 "
            + @"+ w_{i2} w_{i1}^2 - w_{i1} \sum_k w_{k1} w_{k2}",
            Enumerable.Range(0, 5).All(i => expansion.SmallBetaRate(i, 1) == TwoUnitRate(expansion, i, 1, 0))));
        return new(
            "50-51", "the parameter-free flow of two units; the last sum of (51) is misprinted in the paper", steps);
    }

    public static Derivation ThreeUnits()
        => new("three-units", "the parameter-free flow of three units", Common(
            new SmallWeights(5, 3, LikelihoodDerivations.SmallBeta), visible: false));

    /// <summary>(50) for the unit <paramref name="own"/>, the other one being <paramref name="other"/>.</summary>
    internal static Polynomial TwoUnitRate(SmallWeights e, int i, int own, int other)
    {
        Polynomial w = e.Weight(i, own), u = e.Weight(i, other);
        return (Polynomial)e.Weight(i + 1, own) + e.Weight(i - 1, own) - (w * e.Overlap(own, own)) + w.Pow(3)
            + (w * u * u) - (u * e.Overlap(own, other));
    }

    private static List<DerivationStep> Common(SmallWeights expansion, bool visible)
    {
        Polynomial likelihood = LikelihoodDerivations.Likelihood(expansion, visible);
        return
        [
            new("duality", "log Z to fourth order is the same summed over v and over h",
                @"2^{-N} \sum_v \prod_\mu \cosh I_\mu = 2^{-M} \sum_h \prod_i \cosh\Big(\sum_\mu w_{i\mu} h_\mu\Big)",
                expansion.LogPartitionOverVisible() == expansion.LogPartitionOverHidden()),
            new("expansion", $"w -> sqrt(beta) w: dlogL/dw_im = beta^(3/2) ({Rate}), m = 1..{expansion.Hidden}",
                @"\frac{\partial \log L}{\partial w_{i\mu}} \to \beta^{3/2} \Big(" + RateLatex + @"\Big)",
                LikelihoodDerivations.IsRescaled(expansion, likelihood)),
            new("energy", "dw/dt = -dE/dw, E = -1/2 tr W'AW + 1/4 tr (W'W)^2 - 1/4 sum_i |W_i|^4",
                @"\frac{dW}{dt} = -\frac{\partial E}{\partial W},\quad E = -\tfrac{1}{2} \mathrm{tr}\, W^{T} A W "
                + @"+ \tfrac{1}{4} \mathrm{tr}\, (W^{T} W)^2 - \tfrac{1}{4} \sum_i |W_i|^4",
                LikelihoodDerivations.IsGradientFlow(expansion)),
        ];
    }

    // cosh(w_k1 ± w_k2) and sinh(w_k1 ± w_k2) by the addition theorems.
    private static Polynomial CoshPair(int k, int sign)
        => (DualSums.Cosh(k, 0) * DualSums.Cosh(k, 1)) + (sign * DualSums.Sinh(k, 0) * DualSums.Sinh(k, 1));

    private static Polynomial SinhPair(int k, int sign)
        => (DualSums.Sinh(k, 0) * DualSums.Cosh(k, 1)) + (sign * DualSums.Cosh(k, 0) * DualSums.Sinh(k, 1));

    // (48) times Z and both denominators: model sum / Z = [tanh(+) P + tanh(−) Q] / (P + Q).
    private static bool Equation48Holds(DualSums sums, int i, Polynomial plus, Polynomial minus)
    {
        Polynomial coshPlus = CoshPair(i, 1), coshMinus = CoshPair(i, -1);
        Polynomial numerator = (SinhPair(i, 1) * coshMinus * plus) + (SinhPair(i, -1) * coshPlus * minus);
        return sums.ModelSum(i) * (plus + minus) * coshPlus * coshMinus == sums.Partition * numerator;
    }

    private static bool Equation49Holds()
    {
        var expansion = new SmallWeights(3, 2, Grading.TotalDegree(3));
        PowerSeries logCosh = PowerSeries.LogCosh(3);
        Polynomial exponent = Polynomial.Sum(Enumerable.Range(0, 3).Select(k =>
        {
            Polynomial one = expansion.Weight(k, 0), two = expansion.Weight(k, 1);
            return logCosh.Compose(one - two, expansion.Kept) - logCosh.Compose(one + two, expansion.Kept);
        }));
        return 1 + PowerSeries.Exp(3).Compose(exponent, expansion.Kept) == 2 - (2 * expansion.Overlap(0, 1));
    }
}
