using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.MeanField;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>What is judged: theory of infinitely many units, ratios averaged over the dots of a phase, errors from
/// machine to machine.</summary>
internal sealed partial class PhaseDiagram
{
    /// <summary>The quantities that are held against theory: over which dots, and what theory has.</summary>
    private IReadOnlyList<Judged> Quantities =>
    [
        new("m", "m", "F", Ferromagnets, (k, p) => StateOf(k, p).Visible, d => d.M),
        new("m-bar", "m̄", "F", Ferromagnets, (k, p) => StateOf(k, p).Hidden, d => d.MBar),
        new("q", "q", "F", Ferromagnets, (k, p) => StateOf(k, p).VisibleOverlap, d => d.Q),
        new("q-bar", "q̄", "F", Ferromagnets, (k, p) => StateOf(k, p).HiddenOverlap, d => d.QBar),
        new("visible", "⟨(u·s)²⟩", "P", Paramagnets, (_, p) => ParamagnetMoments.Square(Places[p].Spike),
            d => d.VisibleSquare),
        new("hidden", "⟨(v·τ)²⟩", "P", Paramagnets, (_, p) => ParamagnetMoments.Square(Places[p].Spike),
            d => d.HiddenSquare),
        new("product", "⟨(u·s)(v·τ)⟩", "P", Paramagnets, (_, p) => ParamagnetMoments.Product(Places[p].Spike),
            d => d.Product),
        new("outlier", "s_1", "w > σ",
            _ => Enumerable.Range(0, Places.Count).Where(p => Places[p].Spike > Places[p].Sigma),
            (k, p) => NoiseOf(k, Places[p].Sigma).SingularValue(Places[p].Spike), d => d.SingularValue),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) =>
    [
        InPlace(runs),
        .. Quantities.SelectMany(quantity => Settings.Kappas.Select(kappa => AtSize(runs, quantity, kappa))
            .Append(Limit(runs, quantity))),
        SingularValue(runs), .. Turned(runs), Glass(runs),
    ];

    private ReplicaState StateOf(double kappa, int place)
        => new ReplicaEquations(Places[place].Sigma, Places[place].Spike, kappa).Solve();

    private IEnumerable<int> Machines => Enumerable.Range(0, Settings.Instances);

    private Phase TheoryOf(double kappa, int place)
        => new ReplicaEquations(Places[place].Sigma, Places[place].Spike, kappa).Phase;

    /// <summary>The dots in F where replica symmetry is stable.</summary>
    private IEnumerable<int> Ferromagnets(double kappa) => Enumerable.Range(0, Places.Count)
        .Where(p => TheoryOf(kappa, p) == Phase.Ferromagnet && StateOf(kappa, p).Instability < 1);

    private IEnumerable<int> Paramagnets(double kappa)
        => Enumerable.Range(0, Places.Count).Where(p => TheoryOf(kappa, p) == Phase.Paramagnet);

    /// <summary>σ of entries is that of <see cref="ReplicaEquations"/> over √L.</summary>
    private SpikedNoise NoiseOf(double kappa, double sigma)
        => new(Sites(kappa), Hidden(kappa), sigma / Math.Sqrt(Settings.Length));

    private Verdict InPlace(Results runs)
    {
        (double Kappa, int Length, int Place)[] dots = [.. Dots.Keys.Where(key => key.Length == Settings.Length)];
        int wrong = dots.Count(key => PhaseOf(runs.Of(Dots)[key]) != TheoryOf(key.Kappa, key.Place));
        return Verdict.Holds("phases", "dots in another phase than that of theory", "P, F and SG", wrong == 0,
            wrong, null, $"of {dots.Length}; F: m > {LeastMagnetisation}, SG: less, and means of the two "
            + $"halves of a chain have an overlap > {LeastFrozen}");
    }

    private Verdict AtSize(Results runs, Judged quantity, double kappa)
        => Verdict.Compare($"{quantity.Name}-{kappa}",
            $"{quantity.Symbol} / that of theory, κ = {kappa}, {quantity.Where}", null, 1,
            Machines.Mean(run => Ratio(runs, quantity, kappa, Settings.Length, run)),
            $"mean over {quantity.Places(kappa).Count()} dots; theory of many units")
            with
        { Judges = Claim.FirstOrder, ExplainedBy = $"{quantity.Name}-limit" };

    /// <summary>What is of order 1/N falls out of twice the number at N less that at half of N.</summary>
    private Verdict Limit(Results runs, Judged quantity) => Verdict.Compare($"{quantity.Name}-limit",
        $"{quantity.Symbol} / that of theory, all κ, {quantity.Where}, in the limit of many units", null, 1,
        Machines.Mean(run => Settings.Kappas.Average(kappa => 2 * Ratio(runs, quantity, kappa, Settings.Length, run)
            - Ratio(runs, quantity, kappa, Settings.Length / 2, run))), "a straight line in 1/N through two sizes");

    /// <summary>The mean over the dots, of one machine each.</summary>
    private double Ratio(Results runs, Judged quantity, double kappa, int length, int machine)
        => quantity.Places(kappa).Average(p
            => quantity.Measured(runs.Of(Dots)[(kappa, length, p)].ElementAt(machine)) / quantity.Theory(kappa, p));

    private Verdict SingularValue(Results runs)
    {
        int place = Paramagnets(1).MaxBy(p => Places[p].Sigma + Places[p].Spike);
        Dot[] dots = [.. Large(runs, 1, place)];
        Estimate found = dots.Mean(d => d.SingularValue);
        (double sigma, double spike) = Places[place];
        return Verdict.Holds("singular-value", $"s_1 at σ = {sigma}, w = {spike}, κ = 1, above 1", null,
            found.IsAbove(1) && PhaseOf(dots) == Phase.Paramagnet, NoiseOf(1, sigma).SingularValue(spike), found,
            "P although s_1 > 1: what orders the machine is w");
    }

    private IEnumerable<Verdict> Turned(Results runs)
    {
        double[] fields = [.. TurningFields(Branch)];
        int half = Array.FindLastIndex(fields, f => f >= 0.55 * Branch.Spinodal.Field), last = fields.Length - 1;
        yield return Verdict.Compare(
            "metastable", $"m in the field η = {fields[half]:F4}, started along the mode", null,
            EquationsIn(fields[half]).Solve().Visible, runs.Of(Turnings).Mean(t => t.M[half]),
            $"theory: metastable, the spinodal is at {Branch.Spinodal.Field:F4}; of many units") with
        {
            Judges = Claim.FirstOrder,
        };
        yield return Verdict.Compare("turned", $"m in the field η = {fields[last]:F4}, started along the mode", null,
            EquationsIn(fields[last]).Solve().Visible, runs.Of(Turnings).Mean(t => t.M[last]),
            "theory: beyond the spinodal, turned over; of many units") with
        { Judges = Claim.FirstOrder };
        yield return Verdict.Report("lost", "field at which m of chains that started along the mode passes 0", null,
            Branch.Spinodal.Field, runs.Of(Turnings).Mean(t => Crossing(fields, t.M)),
            "theory: the spinodal; finite machines turn before it, over a barrier");
    }

    private Verdict Glass(Results runs)
    {
        int place = Enumerable.Range(0, Places.Count).First(p => TheoryOf(1, p) == Phase.SpinGlass);
        return Verdict.Report("glass",
            $"overlap of the means of both halves of a chain at σ = {Places[place].Sigma}, κ = 1", null, StateOf(1, place).VisibleOverlap, Large(runs, 1, place).Mean(d => d.Frozen),
            "theory: q of replica symmetry, which is not stable in SG");
    }

    /// <summary>Where m passes 0, on a straight line between fields; NaN where it does not.</summary>
    private static double Crossing(double[] fields, double[] m)
    {
        int after = Array.FindIndex(m, x => x < 0);
        return after < 1 ? double.NaN
            : fields[after - 1] + (fields[after] - fields[after - 1]) * m[after - 1] / (m[after - 1] - m[after]);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["spinodal"] = Branch.Spinodal.Field,
        ["turningSigma"] = Settings.Turning[0],
        ["turningSpike"] = Settings.Turning[1],
    };

    /// <summary>A quantity that is held against theory.</summary>
    /// <param name="Name">Of its verdicts.</param>
    /// <param name="Symbol">Its symbol.</param>
    /// <param name="Where">Of which dots, in words.</param>
    /// <param name="Places">The dots of a κ.</param>
    /// <param name="Theory">Its value at a κ and a dot.</param>
    /// <param name="Measured">Of a machine.</param>
    private sealed record Judged(
        string Name, string Symbol, string Where, Func<double, IEnumerable<int>> Places,
        Func<double, int, double> Theory, Func<Dot, double> Measured);
}
