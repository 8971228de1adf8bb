namespace RbmTheory.Theory.Exact;

/// <summary>
/// The log-likelihood (19) of M hidden ±1 units on N visible spins as a polynomial in the weights, by exact expansion:
/// <code>
/// log L = Σ_μ ⟨log cosh I_μ⟩_data − log 2^{−N} Σ_v Π_μ cosh I_μ(v),   I_μ = Σ_i w_iμ v_i
/// </code>
/// (the 2^N is a constant). The sum over v is done configuration by configuration, or, as Σ_h Π_i cosh(Σ_μ w_iμ h_μ),
/// over the hidden units; the data enter by their moments ⟨Π_{i∈A} v_i⟩, one for every set of sites.
/// </summary>
public sealed class SmallWeights
{
    private readonly Symbol[,] _weights;

    /// <summary>The expansion for N sites and M units, keeping what <paramref name="kept"/> says.</summary>
    /// <param name="sites">N, from 2 to 12.</param>
    /// <param name="hidden">M, from 1 to 4.</param>
    /// <param name="kept">The truncation; weights must count 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public SmallWeights(int sites, int hidden, Grading kept)
    {
        Sites = Require.InRange(sites, 2, 12);
        Hidden = Require.InRange(hidden, 1, 4);
        Kept = kept;
        _weights = new Symbol[sites, hidden];
        for (int i = 0; i < sites; i++)
        {
            for (int mu = 0; mu < hidden; mu++)
                _weights[i, mu] = Name(i, mu, hidden);
        }
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>M.</summary>
    public int Hidden { get; }

    /// <summary>The truncation.</summary>
    public Grading Kept { get; }

    /// <summary>w_iμ; the index i is taken modulo N.</summary>
    public Symbol Weight(int site, int unit = 0) => _weights[(site + Sites) % Sites, unit];

    /// <summary>Σ_μ ⟨log cosh I_μ⟩ for data with these moments.</summary>
    /// <param name="moment">⟨Π_{i∈A} v_i⟩ for a set A of sites, one bit a site.</param>
    public Polynomial DataTerm(Func<int, Polynomial> moment)
    {
        Symbol[] spins = [.. Enumerable.Range(0, Sites).Select(i => new Symbol($"v{i + 1}", $"v_{{{i + 1}}}"))];
        PowerSeries logCosh = PowerSeries.LogCosh(Kept.Maximum);
        return Polynomial.Sum(Enumerable.Range(0, Hidden).Select(mu =>
        {
            Polynomial input = Polynomial.Sum(spins.Select((v, i) => (Polynomial)Weight(i, mu) * v));
            var weightsOnly = new Grading(s => Array.IndexOf(spins, s) < 0 ? 1 : 0, Kept.Maximum);
            return logCosh.Compose(input, weightsOnly).Map(monomial => Average(monomial, spins, moment));
        }));
    }

    /// <summary>log 2^{−N} Σ_v Π_μ cosh I_μ(v), summed over the visible spins.</summary>
    public Polynomial LogPartitionOverVisible()
        => LogMean(1 << Sites, v => Enumerable.Range(0, Hidden).Select(mu =>
            Polynomial.Sum(Enumerable.Range(0, Sites).Select(i => Spin(v, i) * (Polynomial)Weight(i, mu)))));

    /// <summary>The same, summed over the hidden units: log 2^{−M} Σ_h Π_i cosh(Σ_μ w_iμ h_μ).</summary>
    public Polynomial LogPartitionOverHidden()
        => LogMean(1 << Hidden, h => Enumerable.Range(0, Sites).Select(i =>
            Polynomial.Sum(Enumerable.Range(0, Hidden).Select(mu => Spin(h, mu) * (Polynomial)Weight(i, mu)))));

    /// <summary>
    /// The right-hand side of (37), (50)–(51) and their like for every M, in the rescaled weights:
    /// w_{i+1,μ} + w_{i−1,μ} + w_iμ³ + w_iμ Σ_{λ≠μ} w_iλ² − Σ_λ w_iλ Σ_k w_kλ w_kμ, the last sum over λ including μ.
    /// </summary>
    public Polynomial SmallBetaRate(int site, int unit)
    {
        Polynomial w = Weight(site, unit);
        IEnumerable<int> units = Enumerable.Range(0, Hidden);
        Polynomial squares = Polynomial.Sum(units.Select(l => ((Polynomial)Weight(site, l)).Pow(2)));
        Polynomial repression = Polynomial.Sum(units.Select(l => (Polynomial)Weight(site, l) * Overlap(l, unit)));
        return (Polynomial)Weight(site + 1, unit) + Weight(site - 1, unit) + (w * squares) - repression;
    }

    /// <summary>E = −½ tr WᵀAW + ¼ tr (WᵀW)² − ¼ Σ_i |W_i|⁴, of which the small-β rate is −∂E/∂w.</summary>
    public Polynomial Energy()
    {
        IEnumerable<int> units = Enumerable.Range(0, Hidden), sites = Enumerable.Range(0, Sites);
        Polynomial bonds = Polynomial.Sum(units.SelectMany(mu =>
            sites.Select(i => (Polynomial)Weight(i, mu) * Weight(i + 1, mu))));
        Polynomial overlaps = Polynomial.Sum(units.SelectMany(l => units.Select(mu => Overlap(l, mu).Pow(2))));
        Polynomial local = Polynomial.Sum(sites.Select(i =>
            Polynomial.Sum(units.Select(mu => ((Polynomial)Weight(i, mu)).Pow(2))).Pow(2)));
        return (new Rational(1, 4) * (overlaps - local)) - bonds;
    }

    /// <summary>G_λμ = Σ_k w_kλ w_kμ.</summary>
    public Polynomial Overlap(int lambda, int mu)
        => Polynomial.Sum(Enumerable.Range(0, Sites).Select(k => (Polynomial)Weight(k, lambda) * Weight(k, mu)));

    // log of the mean over configurations of a product of cosh of linear forms.
    private Polynomial LogMean(int configurations, Func<int, IEnumerable<Polynomial>> arguments)
    {
        PowerSeries cosh = PowerSeries.Cosh(Kept.Maximum);
        Polynomial sum = Polynomial.Sum(Enumerable.Range(0, configurations).Select(c => arguments(c)
            .Aggregate(Polynomial.One, (product, argument) => product.Times(cosh.Compose(argument, Kept), Kept))));
        Polynomial excess = (new Rational(1, configurations) * sum) - 1;
        return PowerSeries.LogOnePlus(Kept.Maximum).Compose(excess, Kept);
    }

    // v_i² = 1: a product of spins is that of the sites that occur an odd number of times.
    private Polynomial Average(Monomial monomial, Symbol[] spins, Func<int, Polynomial> moment)
    {
        int set = 0;
        Monomial weights = monomial;
        for (int i = 0; i < spins.Length; i++)
        {
            set |= (monomial.PowerOf(spins[i]) & 1) << i;
            weights = weights.Without(spins[i]);
        }

        return Polynomial.Term(1, weights).Times(moment(set), Kept);
    }

    private static Symbol Name(int i, int mu, int hidden) => hidden == 1
        ? new($"w{i + 1}", $"w_{{{i + 1}}}")
        : new($"w{i + 1}_{mu + 1}", $"w_{{{i + 1},{mu + 1}}}");

    private static int Spin(int configuration, int i) => ((configuration >> i) & 1) == 0 ? -1 : 1;
}
