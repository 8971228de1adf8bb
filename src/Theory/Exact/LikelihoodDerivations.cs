using System.Numerics;

namespace RbmTheory.Theory.Exact;

/// <summary>
/// One unit: from the log-likelihood (19) to (33), (36) and (37). Rings of 5, 6 and 7 sites represent every longer one:
/// to the order that is kept no correlation winds around five sites or more.
/// </summary>
internal static class LikelihoodDerivations
{
    private static readonly Symbol Scale = new("s", "s");

    /// <summary>Fourth order in w, with t = tanh β counting as w²: all that w ~ √β leaves at leading order.</summary>
    internal static Grading SmallBeta { get; } = new(symbol => symbol.Equals(RingMoments.T) ? 2 : 1, 4);

    public static Derivation CubicGradient()
    {
        var expansion = new SmallWeights(5, 1, new Grading(symbol => symbol.Name[0] == 'w' ? 1 : 0, 4));
        Polynomial likelihood = expansion.DataTerm(Moment) - expansion.LogPartitionOverVisible();
        PowerSeries tanh = PowerSeries.Tanh(3);
        return new("33", "the gradient of the log-likelihood to third order in the weights, one unit",
        [
            new("(32)", "sum_v v_i sinh I / sum_v cosh I = tanh w_i",
                @"\frac{\sum_v v_i \sinh I}{\sum_v \cosh I} = \tanh w_i",
                ModelTermIsTanh(4)),
            new("series", "tanh x = x - x^3/3 + O(x^5)", @"\tanh x = x - \tfrac{1}{3} x^3 + O(x^5)",
                tanh[1] == 1 && tanh[3] == new Rational(-1, 3) && tanh[0].IsZero && tanh[2].IsZero),
            new("(33)",
                "dlogL/dw_i = sum_j <v_i v_j> w_j - 1/3 sum_jkl <v_i v_j v_k v_l> w_j w_k w_l "
                + "- w_i + 1/3 w_i^3 + O(w^4)",
                @"\frac{\partial \log L}{\partial w_i} = \sum_j \langle v_i v_j \rangle w_j - \tfrac{1}{3} \sum_{jkl} "
                + @"\langle v_i v_j v_k v_l \rangle w_j w_k w_l - w_i + \tfrac{1}{3} w_i^3 + O(w^4)",
                Enumerable.Range(0, 5).All(i =>
                    likelihood.Derivative(expansion.Weight(i)) == Equation33(expansion, i))),
        ]);
    }

    public static Derivation SmallBetaGradient() => new(
        "36", "the gradient at small beta for many data of the Ising ring, one unit",
    [
        new("(34)", "<v_i v_j> = 1 for i = j, beta for neighbours, 0 otherwise, + O(beta^2)",
            @"\langle v_i v_j \rangle = \delta_{ij} + \beta\, \delta_{|i-j|,1} + O(\beta^2)",
            Rings.All(n => MomentsAreThose(n, 2))),
        new("(35)", "<v_i v_j v_k v_l> = 1 for equal pairs, beta for one equal pair and one of neighbours, 0 otherwise",
            @"\langle v_i v_j v_k v_l \rangle = 1,\ \beta,\ 0 \quad \text{as in (34), one pair being equal}",
            Rings.All(n => MomentsAreThose(n, 4))),
        new("tanh", "t = tanh beta = beta + O(beta^3)", @"t = \tanh\beta = \beta + O(\beta^3)",
            PowerSeries.Tanh(2)[1] == 1 && PowerSeries.Tanh(2)[2].IsZero),
        new("(36)", "dlogL/dw_i = beta (w_(i+1) + w_(i-1)) - w_i sum_k w_k^2 + w_i^3 + O(w^4, beta w^3), N = 5, 6, 7",
            @"\frac{\partial \log L}{\partial w_i} = \beta (w_{i+1} + w_{i-1}) - w_i \sum_k w_k^2 + w_i^3 "
            + @"+ O(w^4, \beta w^3)",
            Rings.All(n => GradientIsLeading(new SmallWeights(n, 1, SmallBeta), visible: true))),
    ]);

    public static Derivation ParameterFreeFlow()
    {
        var expansion = new SmallWeights(5, 1, SmallBeta);
        Polynomial likelihood = Likelihood(expansion, visible: true);
        string computed = expansion.SmallBetaRate(1, 0).ToString();
        return new("37", "the parameter-free flow of one unit, weights in units of sqrt(beta)",
        [
            new("(37)", "w -> sqrt(beta) w: dlogL/dw_i = beta^(3/2) (w_(i+1) + w_(i-1) - w_i sum_k w_k^2 + w_i^3)",
                @"\frac{1}{\nu} \frac{dw_i}{dt} = w_{i+1} + w_{i-1} - w_i \sum_k w_k^2 + w_i^3",
                IsRescaled(expansion, likelihood)),
            new("(37) site 2", $"on a ring of 5: dw2/dt = {computed}",
                $@"\frac{{dw_2}}{{dt}} = {expansion.SmallBetaRate(1, 0).ToLatex()}",
                expansion.SmallBetaRate(1, 0) == Equation37(expansion, 1)),
            new("energy", "dw_i/dt = -dE/dw_i, E = -sum_i w_i w_(i+1) + 1/4 (sum_k w_k^2)^2 - 1/4 sum_i w_i^4",
                @"\frac{dw_i}{dt} = -\frac{\partial E}{\partial w_i},\quad "
                + @"E = -\sum_i w_i w_{i+1} + \tfrac{1}{4} \Big(\sum_k w_k^2\Big)^2 - \tfrac{1}{4} \sum_i w_i^4",
                IsGradientFlow(expansion)),
        ]);
    }

    /// <summary>log L of infinitely many data of the Ising ring, truncated.</summary>
    internal static Polynomial Likelihood(SmallWeights expansion, bool visible)
    {
        var ring = new RingMoments(expansion.Sites);
        return expansion.DataTerm(set => ring.Moment(set, expansion.Kept))
            - (visible ? expansion.LogPartitionOverVisible() : expansion.LogPartitionOverHidden());
    }

    /// <summary>
    /// Whether the gradient is, for every weight, t (neighbours) + the cubic terms of the small-β rate.
    /// </summary>
    internal static bool GradientIsLeading(SmallWeights expansion, bool visible)
    {
        Polynomial likelihood = Likelihood(expansion, visible);
        return All(expansion, (i, mu) =>
        {
            Polynomial rate = expansion.SmallBetaRate(i, mu);
            Polynomial linear = rate.Where(monomial => monomial.Degree == 1);
            return likelihood.Derivative(expansion.Weight(i, mu)) == rate - linear + (RingMoments.T * linear);
        });
    }

    /// <summary>Whether w → s w, t → s² makes the gradient s³ times the small-β rate, for every weight.</summary>
    internal static bool IsRescaled(SmallWeights expansion, Polynomial likelihood) => All(expansion, (i, mu) =>
    {
        Polynomial gradient = likelihood.Derivative(expansion.Weight(i, mu));
        Polynomial scaled = gradient.Map(monomial =>
            Polynomial.Term(1, monomial.Without(RingMoments.T))
            * Polynomial.Power(Scale, expansion.Kept.Weight(monomial)));
        return scaled == Polynomial.Power(Scale, 3) * expansion.SmallBetaRate(i, mu);
    });

    internal static bool IsGradientFlow(SmallWeights expansion)
    {
        Polynomial energy = expansion.Energy();
        return All(expansion, (i, mu) =>
            expansion.SmallBetaRate(i, mu) == -energy.Derivative(expansion.Weight(i, mu)));
    }

    private static IReadOnlyList<int> Rings { get; } = [5, 6, 7];

    private static bool All(SmallWeights expansion, Func<int, int, bool> holds)
        => Enumerable.Range(0, expansion.Sites).All(i => Enumerable.Range(0, expansion.Hidden).All(mu => holds(i, mu)));

    private static bool ModelTermIsTanh(int sites)
    {
        var sums = new DualSums(sites, 1);
        Polynomial partition = Polynomial.Product(Enumerable.Range(0, sites).Select(k => DualSums.Cosh(k, 0)));
        return sums.Partition == (1 << sites) * partition && Enumerable.Range(0, sites).All(i =>
            sums.ModelSum(i) * DualSums.Cosh(i, 0) == sums.Partition * DualSums.Sinh(i, 0));
    }

    private static Polynomial Moment(int set) => set == 0
        ? 1
        : new Symbol("m" + Convert.ToString(set, 2), $@"\langle v^{{{Convert.ToString(set, 2)}}} \rangle");

    private static Polynomial Equation33(SmallWeights e, int i)
    {
        int[] sites = [.. Enumerable.Range(0, e.Sites)];
        Polynomial w = e.Weight(i);
        Polynomial linear = Polynomial.Sum(sites.Select(j => Moment((1 << i) ^ (1 << j)) * e.Weight(j)));
        Polynomial cubic = Polynomial.Sum(sites.SelectMany(j => sites.SelectMany(k => sites.Select(l =>
            Moment((1 << i) ^ (1 << j) ^ (1 << k) ^ (1 << l)) * e.Weight(j) * e.Weight(k) * e.Weight(l)))));
        return linear - (new Rational(1, 3) * cubic) - w + (new Rational(1, 3) * w.Pow(3));
    }

    private static Polynomial Equation37(SmallWeights e, int i)
    {
        Polynomial w = e.Weight(i);
        return (Polynomial)e.Weight(i + 1) + e.Weight(i - 1) - (w * e.Overlap(0, 0)) + w.Pow(3);
    }

    // (34) and (35) to first order in t: 1 if all sites cancel in pairs, t if two neighbours are left, 0 otherwise.
    private static bool MomentsAreThose(int sites, int points)
    {
        var ring = new RingMoments(sites);
        var firstOrder = Grading.TotalDegree(1);
        return Enumerable.Range(0, (int)Math.Pow(sites, points)).All(tuple =>
        {
            int set = 0;
            for (int point = 0; point < points; point++, tuple /= sites)
                set ^= 1 << (tuple % sites);
            return ring.Moment(set, firstOrder) == LeadingMoment(set, sites);
        });
    }

    private static Polynomial LeadingMoment(int set, int sites)
    {
        if (set == 0)
            return 1;
        int shifted = ((set << 1) | (set >> (sites - 1))) & ((1 << sites) - 1);
        return BitOperations.PopCount((uint)set) == 2 && (set & shifted) != 0 ? RingMoments.T : 0;
    }
}
