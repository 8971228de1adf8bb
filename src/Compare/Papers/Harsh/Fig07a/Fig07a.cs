using MathNet.Numerics.Statistics;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 7(a): the order parameter W against β at a fixed number of samples.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig07a(Preset preset) : Experiment<Fig07aSettings>(Fig07aSettings.Presets, preset)
{
    // The largest β at which the plateau of the noise is drawn.
    private const double NoiseShown = 0.16;

    private FiniteDataTraining Training => Settings.Training;

    private double[] Betas => [.. Settings.Betas];

    private int Sites => Training.Sites;

    private double Threshold => RetardedLearning.CriticalBeta(Settings.NoiseRatio);

    // Also for fresh samples: every ordered β is one of the others.
    private SingleRun<RingsAt, RingTheory> Exact => new(Fig07aJson.Default)
    {
        Name = "theory",
        Settings = _ => new(Sites, Settings.Samples, Settings.Betas),
        Cost = _ => 3,
        Compute = (rings, _) => TheoryOf(rings),
    };

    private KeyedRuns<(bool Fresh, double Beta), FiniteDataTraining, FiniteDataField> Trainings
        => new(Fig07aJson.Default)
        {
            Keys = [.. Betas.Select(beta => (false, beta)), .. Settings.OrderedBetas.Select(beta => (true, beta))],
            RepeatsOf = _ => Settings.Runs,
            Name = (key, run) => $"{(key.Fresh ? "fresh-" : "")}beta-{key.Beta}-run-{run}",
            Settings = (key, _) => Training with
            {
                Beta = key.Beta,
                Samples = key.Fresh ? 0 : Settings.Samples,
                Updates = Settings.Epochs * Settings.Samples / Training.Batch,
            },
            Cost = training => 0.8 + 0.2 * training.GibbsSteps,
            IsRandom = true,
            Compute = (training, run) => training.Train(run),
        };

    /// <inheritdoc/>
    public override string Number => "7a";

    /// <inheritdoc/>
    public override string Name => "fig07a";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Exact, Trainings];

    private static RingTheory TheoryOf(RingsAt rings)
    {
        int sites = rings.Sites, samples = rings.Samples;
        PopulationBump[] bumps = [.. rings.Beta.Select(beta => PopulationBump.SiteCentred(sites, beta))];
        double low = 1e-4, high = 1;
        while (high - low > 1e-4)
        {
            double middle = 0.5 * (low + high);
            bool standsOut = FiniteDataTraining.EigenvalueStandsOut(sites, middle, samples);
            (low, high) = standsOut ? (low, middle) : (middle, high);
        }

        return new(
            high, [.. bumps.Select(b => b.Sum)], [.. bumps.Select(b => b.Sum / Math.Sqrt(sites * b.SumSquares))],
            [.. rings.Beta.Select(beta => FiniteDataTraining.NoisePlateau(
                sites, TopSampleEigenvalue.Of(new IsingRing(sites, beta), samples).Mean))])
        {
            Bumps = RingTheory.Named(bumps.Select(b => b.Weights)),
        };
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        RingTheory theory = runs.Of(Exact);
        int noisy = Betas.Count(beta => beta <= NoiseShown);
        Axis x = new("inverse temperature β", 0, 1.02);
        double random = FiniteDataTraining.RandomOverlap(Sites);
        return new(Name, "The sum of the weights against the strength of the correlations",
        [
            new("Order parameter (12)", x, new("W = |Σ_{i} w_{i}|", 0, 18),
            [
                .. Guides(runs, 8),
                new("random direction", Betas[..noisy], theory.Noise[..noisy], Mark.Line, Palette.Grey),
                new("steady bump, infinite S", Betas, theory.Sum, Mark.Line, Palette.Black),
                .. Measured(runs, r => r.FlowSum, r => r.Sum),
            ], LegendPlace.TopLeft),
            new("Overlap with the uniform vector", x, new("W / (|w| √N)", 0, 2.2),
            [
                .. Guides(runs, 1),
                new("random direction", [0, 1.02], [random, random], Mark.Line, Palette.Grey),
                new("steady bump, infinite S", Betas, theory.Overlap, Mark.Line, Palette.Black),
                .. Measured(runs, r => r.FlowOverlap, r => r.Overlap),
                Points(runs, "top eigenvector of C", r => r.EigenvectorOverlap, Mark.OpenPoints, Palette.Vermilion),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, S = {Settings.Samples:N0}, {Settings.Epochs} epochs, ν = {Training.LearningRate}, batches of "
            + $"{Training.Batch}, PCD-{Training.GibbsSteps}, {Settings.Runs} runs a point"
            + (ScaledDown.Length == 0 ? "" : " (scaled down)"));
    }

    private IEnumerable<Series> Guides(Results runs, double top)
    {
        double standsOut = runs.Of(Exact).EigenvalueStandsOut;
        yield return new("β(r), (27)", [Threshold, Threshold], [0, top], Mark.Dashed, Palette.Vermilion);
        yield return new("Λ leaves the noise", [standsOut, standsOut], [0, top], Mark.Dashed, Palette.Grey);
    }

    private IEnumerable<Series> Measured(
        Results runs, Func<FiniteDataField, double> flow, Func<FiniteDataField, double> trained)
    {
        yield return Points(runs, "exact flow, same start and time", flow, Mark.OpenPoints, Palette.Green);
        yield return Points(runs, $"trained, S = {Settings.Samples:N0}", trained, Mark.Points, Palette.Blue);
    }

    private Series Points(Results runs, string label, Func<FiniteDataField, double> of, Mark mark, int colour)
    {
        Estimate[] means = [.. Betas.Select(beta => At(runs, beta).Mean(of))];
        return new(label, Betas, [.. means.Select(e => e.Value)], mark, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RingTheory theory = runs.Of(Exact);
        double random = FiniteDataTraining.RandomOverlap(Sites);
        FiniteDataField[] weakest = At(runs, Betas[0]);
        double[] half = [.. theory.Overlap.Select(bump => 0.5 * (bump + random))];
        Estimate departure = Jackknife.OfMeanCurve(
            Curves(runs, (field, _) => field.Overlap), mean => Jackknife.Crossing(Betas, mean, half));
        double[] level = [.. Betas.Select(_ => 0.5)];
        List<double[]> shares = Shares(runs);
        Estimate localised = Jackknife.OfMeanCurve(shares, mean => Jackknife.Crossing(Betas, mean, level));
        Estimate place = shares.Mean(curve => curve[^1]);
        return
        [
            .. Settings.OrderedBetas.Select(beta => InOrderedPhase(runs, beta, fresh: true)),
            .. Settings.OrderedBetas.Select(beta => InOrderedPhase(runs, beta, fresh: false)),
            Verdict.Compare("noise-overlap", $"overlap at β = {Betas[0]}", "no structure", random,
                weakest.Mean(r => r.Overlap), "theory: a random direction") with { Judges = Claim.Paper },
            Verdict.Report("noise-sum", $"W at β = {Betas[0]}", "vanishes", theory.Noise[0],
                weakest.Mean(r => r.Sum), "not 0: weights grow along the noise"),
            Verdict.Report("eigenvalue", "β at which the eigenvalue leaves the noise", null,
                theory.EigenvalueStandsOut, null,
                $"{FiniteDataTraining.NoiseQuantile:P0} point of independent spins, N and S of the figure"),
            Verdict.Report("half-overlap", "β at which the overlap is half-way to the bump's", "β(r), (27)", Threshold,
                departure, "theory: log(1 + √r), where the paper expects the crossover"),
            Verdict.Report("half-bump", "β at which half of Σ w² is a bump", null, null, localised,
                $"{localised.Value / Threshold:F1} times β(r)"),
            Verdict.Holds("bump-share", $"share of Σ w² in a bump, β = {Betas[^1]}", "a place field emerges",
                place.Value > 0.5, null, place, "more than half"),
        ];
    }

    private Verdict InOrderedPhase(Results runs, double beta, bool fresh)
    {
        double exact = runs.Of(Exact).Sum[Array.IndexOf(Betas, beta)];
        Estimate trained = runs.Of(Trainings)[(fresh, beta)].Mean(r => r.Sum);
        string data = fresh ? "fresh samples" : $"S = {Settings.Samples:N0}";
        Verdict verdict = Verdict.Compare($"{(fresh ? "fresh" : "fixed")}-{beta}", $"W, β = {beta}, {data}", null, exact,
            trained, $"theory: infinite S; W is off by {trained.Value / exact - 1:+0.0%;−0.0%}");
        return verdict with { Judges = Claim.FirstOrder };
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["percent"] = 100 * FiniteDataTraining.NoiseQuantile,
        ["weakest"] = Betas[0],
        ["spread"] = Settings.OrderedBetas.Select(beta => Spread(runs, beta, fresh: false)),
        ["freshSpread"] = Settings.OrderedBetas.Select(beta => Spread(runs, beta, fresh: true)),
    };

    /// <summary>Standard deviation of W from run to run, in percent of its mean.</summary>
    private double Spread(Results runs, double beta, bool fresh)
    {
        double[] sums = [.. runs.Of(Trainings)[(fresh, beta)].Select(r => r.Sum)];
        return 100 * sums.StandardDeviation() / sums.Mean();
    }

    /// <summary>The squared overlap of trained weights with the best placed exact bump: one curve a run.</summary>
    private List<double[]> Shares(Results runs)
    {
        RingTheory theory = runs.Of(Exact);
        double[][] bumps = [.. Betas.Select((_, b) => theory.Bump(b))];
        return Curves(runs, (field, b) => Share(field.Weights, bumps[b]));
    }

    private static double Share(double[] weights, double[] bump)
    {
        double best = Enumerable.Range(0, bump.Length).Max(shift => Math.Abs(
            Enumerable.Range(0, bump.Length).Sum(i => weights[i] * bump[(i + shift) % bump.Length])));
        return best * best / (weights.Sum(w => w * w) * bump.Sum(w => w * w));
    }

    /// <summary>A number against β: one curve a run.</summary>
    private List<double[]> Curves(Results runs, Func<FiniteDataField, int, double> of)
    {
        FiniteDataField[][] fields = [.. Betas.Select(beta => At(runs, beta))];
        return
        [
            .. Enumerable.Range(0, Settings.Runs).Select(run => fields.Select((at, b) => of(at[run], b)).ToArray()),
        ];
    }

    private FiniteDataField[] At(Results runs, double beta) => [.. runs.Of(Trainings)[(false, beta)]];
}
