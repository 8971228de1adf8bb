using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.MeanField;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>What is judged: theory of infinitely many units, ratios averaged over the dots of a phase, errors from machine
/// to machine.</summary>
internal sealed partial class PhaseDiagram
{
    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) =>
    [
        InPlace(runs),
        .. Settings.Kappas.SelectMany(kappa => (Verdict[])
        [
            Ferromagnet(runs, kappa, "m", s => s.Visible, d => d.M),
            Ferromagnet(runs, kappa, "m̄", s => s.Hidden, d => d.MBar),
            Ferromagnet(runs, kappa, "q", s => s.VisibleOverlap, d => d.Q),
            Ferromagnet(runs, kappa, "q̄", s => s.HiddenOverlap, d => d.QBar),
            Paramagnet(runs, kappa, "visible", "⟨(u·s)²⟩", ParamagnetMoments.Square, d => d.VisibleSquare),
            Paramagnet(runs, kappa, "hidden", "⟨(v·τ)²⟩", ParamagnetMoments.Square, d => d.HiddenSquare),
            Paramagnet(runs, kappa, "product", "⟨(u·s)(v·τ)⟩", ParamagnetMoments.Product, d => d.Product),
            Outlier(runs, kappa),
        ]),
        SingularValue(runs), .. Turned(runs), Glass(runs),
    ];

    private ReplicaState StateOf(double kappa, int place)
        => new ReplicaEquations(Places[place].Sigma, Places[place].Spike, kappa).Solve();

    private Phase TheoryOf(double kappa, int place)
        => new ReplicaEquations(Places[place].Sigma, Places[place].Spike, kappa).Phase;

    /// <summary>The dots in F where replica symmetry is stable.</summary>
    private IEnumerable<int> Ferromagnets(double kappa) => Enumerable.Range(0, Places.Count)
        .Where(p => TheoryOf(kappa, p) == Phase.Ferromagnet && StateOf(kappa, p).Instability < 1);

    private IEnumerable<int> Paramagnets(double kappa)
        => Enumerable.Range(0, Places.Count).Where(p => TheoryOf(kappa, p) == Phase.Paramagnet);

    /// <summary>σ of entries is that of <see cref="ReplicaEquations"/> over √L.</summary>
    private SpikedNoise NoiseOf(double kappa, double sigma)
        => new(Sites(kappa), Hidden(kappa), sigma / Math.Sqrt(Math.Sqrt((double)Sites(kappa) * Hidden(kappa))));

    private Verdict InPlace(Results runs)
    {
        (double Kappa, int Place)[] wrong = [.. Dots.Keys.Where(
            key => PhaseOf(runs.Of(Dots)[key]) != TheoryOf(key.Kappa, key.Place))];
        return Verdict.Holds("phases", "dots in another phase than that of theory", "P, F and SG", wrong.Length == 0,
            wrong.Length, null, $"of {Dots.Keys.Count}; F: m > {LeastMagnetisation}, SG: root mean square of overlaps > "
            + $"{LeastOverlap}");
    }

    private Verdict Ferromagnet(
        Results runs, double kappa, string symbol, Func<ReplicaState, double> theory, Func<Dot, double> measured)
    {
        int[] places = [.. Ferromagnets(kappa)];
        double[] expected = [.. places.Select(p => theory(StateOf(kappa, p)))];
        string name = symbol.Replace("m̄", "m-bar", StringComparison.Ordinal).Replace("q̄", "q-bar", StringComparison.Ordinal);
        return Verdict.Compare($"{name}-{kappa}", $"{symbol} / that of replica symmetry, κ = {kappa}, F", null, 1,
            Ratio(runs, kappa, places, (p, dot) => measured(dot) / expected[p]),
            $"mean over {places.Length} dots; of many units") with { Judges = Claim.FirstOrder };
    }

    private Verdict Paramagnet(
        Results runs, double kappa, string name, string symbol, Func<double, double> theory, Func<Dot, double> measured)
    {
        int[] places = [.. Paramagnets(kappa)];
        return Verdict.Compare($"{name}-{kappa}", $"{symbol} / that of theory, κ = {kappa}, P", null, 1,
            Ratio(runs, kappa, places, (p, dot) => measured(dot) / theory(Places[places[p]].Spike)),
            $"mean over {places.Length} dots, whatever σ; of many units") with { Judges = Claim.FirstOrder };
    }

    private Verdict Outlier(Results runs, double kappa)
    {
        int[] places = [.. Enumerable.Range(0, Places.Count).Where(p => Places[p].Spike > Places[p].Sigma)];
        return Verdict.Compare($"outlier-{kappa}", $"s_1 / that of theory, κ = {kappa}, w > σ", null, 1,
            Ratio(runs, kappa, places, (p, dot) => dot.SingularValue
                / NoiseOf(kappa, Places[places[p]].Sigma).SingularValue(Places[places[p]].Spike)),
            $"mean over {places.Length} dots; of many units") with { Judges = Claim.FirstOrder };
    }

    /// <summary>The mean over some dots, machine by machine.</summary>
    private Estimate Ratio(Results runs, double kappa, int[] places, Func<int, Dot, double> of)
    {
        Dot[][] dots = [.. places.Select(p => runs.Of(Dots)[(kappa, p)].ToArray())];
        return Enumerable.Range(0, Settings.Instances).Mean(run => places.Select((_, p) => of(p, dots[p][run])).Average());
    }

    private Verdict SingularValue(Results runs)
    {
        int place = Paramagnets(1).MaxBy(p => Places[p].Sigma + Places[p].Spike);
        Dot[] dots = [.. runs.Of(Dots)[(1, place)]];
        Estimate found = dots.Mean(d => d.SingularValue);
        return Verdict.Holds("singular-value", $"s_1 at σ = {Places[place].Sigma}, w = {Places[place].Spike}, κ = 1, above 1", null,
            found.IsAbove(1) && PhaseOf(dots) == Phase.Paramagnet, NoiseOf(1, Places[place].Sigma).SingularValue(Places[place].Spike),
            found, "P although s_1 > 1: what orders the machine is w");
    }

    private IEnumerable<Verdict> Turned(Results runs)
    {
        double[] fields = [.. TurningFields(Branch)];
        int half = Array.FindLastIndex(fields, f => f >= 0.55 * Branch.Spinodal.Field), last = fields.Length - 1;
        yield return Verdict.Compare("metastable", $"m in the field η = {fields[half]:F4}, started along the mode", null,
            EquationsIn(fields[half]).Solve().Visible, runs.Of(Turnings).Mean(t => t.M[half]),
            $"theory: metastable, the spinodal is at {Branch.Spinodal.Field:F4}; of many units") with
        {
            Judges = Claim.FirstOrder,
        };
        yield return Verdict.Compare("turned", $"m in the field η = {fields[last]:F4}, started along the mode", null,
            EquationsIn(fields[last]).Solve().Visible, runs.Of(Turnings).Mean(t => t.M[last]),
            "theory: beyond the spinodal, turned over; of many units") with { Judges = Claim.FirstOrder };
        yield return Verdict.Report("lost", "field at which m of chains that started along the mode passes 0", null,
            Branch.Spinodal.Field, runs.Of(Turnings).Mean(t => Crossing(fields, t.M)),
            "theory: the spinodal; finite machines turn before it, over a barrier");
    }

    private Verdict Glass(Results runs)
    {
        int place = Enumerable.Range(0, Places.Count).First(p => TheoryOf(1, p) == Phase.SpinGlass);
        return Verdict.Report("glass", $"root mean square overlap of two chains at σ = {Places[place].Sigma}, κ = 1", null,
            StateOf(1, place).VisibleOverlap, runs.Of(Dots)[(1, place)].Mean(d => Math.Sqrt(d.OverlapSquare)),
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
}
