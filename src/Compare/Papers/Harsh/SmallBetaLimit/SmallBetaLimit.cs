using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The two halves on one axis: machines trained at small β against the lattice bump of (37), and their extrapolation to
/// β = 0, where (37) is exact.
/// </summary>
/// <remarks>
/// Far from the bump the weights fall as e^{−0.6|x|}, so that 40 sites and 100 have the same bump to seven digits; on
/// the shorter ring the noise of fewer empty sites adds to the repressor.
/// </remarks>
/// <param name="preset">The paper's ring and Gibbs steps, or a shorter ring and fewer steps.</param>
public sealed class SmallBetaLimit(Preset preset) : Experiment
{
    private const int Runs = 5, Shown = 12, Batch = 5000;

    private static readonly double[] Betas = [0.1, 0.2, 0.3];
    private static readonly double[] CurveBetas = [.. Enumerable.Range(1, 35).Select(i => i / 100.0)];

    private int Sites { get; } = preset == Preset.Paper ? 100 : 40;

    // For one hidden unit PCD-1 is PCD-20 in law: given the sign of h the visible units are independent, and v tanh I
    // does not see that sign.
    private int GibbsSteps { get; } = preset == Preset.Paper ? 20 : 1;

    private static readonly (string Name, string Symbol, Func<ReceptiveField, double> Of)[] Quantities =
    [
        ("amplitude", "peak max w/√β", f => f.Amplitude), ("fwhm", "FWHM, sites", f => f.FullWidthHalfMaximum),
        ("sumSquares", "Σ w²/β", f => f.SumSquares),
    ];

    /// <inheritdoc/>
    public override string Number => "halves";

    /// <inheritdoc/>
    public override string Name => "halves";

    /// <inheritdoc/>
    public override string Title => "The two halves on one axis";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Machines with one hidden unit are trained by persistent contrastive divergence on the Ising ring at small "
        + "β, with fresh exact samples at every batch. They start from weak white noise with one site raised, which "
        + "chooses the place of the bump and nothing else. Left: their weights, averaged over the late training and "
        + "divided by √β, over the exact flow at each β (lines), the stationary bump of the lattice equation (37) "
        + "and the sech of the continuum (44). Right: Σ w²/β against β.",
        "Equation (37) leaves out terms of relative order β, which are not small: about ten percent of Σ w²/β at β = "
        + "0.1. A verdict against (37) at finite β is therefore expected to be red; the claim of the paper is the "
        + "limit. The first rows extrapolate the trained values to β = 0 by a straight line; the error adds the "
        + "distance to a parabola's intercept, so that it contains the curvature. The exact flow is the same learning "
        + "dynamics without the expansion: infinite data, any β, no fit.",
        "The weights fluctuate with a variance proportional to ν/S_batch; averaging over time removes the "
        + "fluctuation but not what it does to the bump: a jitter along the ring, which lowers and widens the "
        + "averaged field, and noise on the empty sites, which adds to the repressor. The last rows take it in to "
        + "first order: with the noise of the updates Σ about the exact flow, P_ab = νΣ_ab/(λ_a + λ_b) in the modes "
        + "of its rates λ, the mean moves by d with λ_a d_a = ½ Σ_bc ∂²F_a P_bc, and what the average over the "
        + "window leaves of P adds to the squares. On 100 sites the two shift Σ w² by −0.45, −0.35 and −0.28 percent "
        + "at β = 0.1, 0.2, 0.3.",
        "Trained apart from the report in larger numbers, 30, 60 and 60 runs of PCD-1, machines of 100 sites are "
        + "shifted by −0.53 ± 0.04, −0.38 ± 0.04 and −0.29 ± 0.04 percent, and by −1.43 ± 0.06 percent at β = 0.2 "
        + "with batches of 1250, where four times the noise predicts −1.41. So the exact flow alone is not the "
        + "prediction of what is measured, and where it is red at small β this is why; single runs scatter by 0.25 "
        + "percent, so that the error of five is itself uncertain. A ring of 40 sites has the bump of one of 100 to "
        + "seven digits.",
    ];

    /// <inheritdoc/>
    public override string Equations => "small β (37); exact flow (22) at M = 1, (32)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 1"), ("Inverse temperatures", string.Join(", ", Betas)),
        ("Training", SmallBetaTraining.Words(Batch, GibbsSteps)), ("Data", "fresh exact samples at every batch"),
        ("Start", $"white noise of standard deviation {SmallBetaTraining.InitialDeviation}; one site raised by "
            + $"{SmallBetaTraining.Raised} √β"),
        ("Runs", $"{Runs} at each β"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing"
            : $"{Sites} sites instead of 100; PCD-{GibbsSteps} instead of PCD-20, which for one unit is the same in law"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> sites = new() { ["sites"] = Sites };
        return
        [
            new("lattice", 0, sites, 0.2, (_, _) => Lattice()), new("exact", 0, sites, 2, (_, _) => ExactFlow()),
            .. from beta in Betas
               let training = new SmallBetaTraining(Sites, 1, beta, Batch, GibbsSteps)
               select new RunPlan(NoiseRun(beta), 0, training.NoiseParameters, 0.4,
                   (_, _) => Noise(training)),
            .. from beta in Betas
               from run in Enumerable.Range(1, Runs)
               select PlanRun(seed, new(Sites, 1, beta, Batch, GibbsSteps), $"beta-{beta}-run-{run}"),
        ];
    }

    private RunPlan PlanRun(ulong seed, SmallBetaTraining training, string run)
    {
        ulong own = SeedOf(seed, run);
        return new(run, own, training.Parameters, training.Cost,
            (progress, stop) => Train(training, own, progress, stop));
    }

    private RunResult Lattice()
        => new(new Dictionary<string, double>(),
            new Dictionary<string, double[]> { ["weights"] = LatticeBump.SiteCentred(Sites).Weights });

    /// <summary>The bump of the infinite-data flow at every β of the curve, under the name of β.</summary>
    private RunResult ExactFlow()
        => new(new Dictionary<string, double>(), CurveBetas.ToDictionary(
            beta => $"{beta}", beta
                => (double[])[.. PopulationBump.SiteCentred(Sites, beta).Weights.Select(w => w / Math.Sqrt(beta))]));

    private static string NoiseRun(double beta) => $"noise-beta-{beta}";

    /// <summary>Σ w²/β of the averaged weights, to first order in ν/S_batch.</summary>
    private static RunResult Noise(SmallBetaTraining training)
    {
        PopulationBump bump = PopulationBump.SiteCentred(training.Sites, training.Beta);
        BumpFluctuations noise = new(bump, training.LearningRate, training.Batch, training.Batch);
        double sum = noise.SumSquaresOfAverage(
            SmallBetaTraining.SettlingTime / training.Beta, SmallBetaTraining.AveragingTime / training.Beta);
        return new(new Dictionary<string, double> { ["sumSquares"] = sum / training.Beta },
            new Dictionary<string, double[]>());
    }

    private static RunResult Train(
        SmallBetaTraining training, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        double[] weights = training.Train(training.RaisedMachine(seed), seed, progress, stop);
        ReceptiveField field = ReceptiveField.Measure(weights);
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = field.Amplitude,
                ["fwhm"] = field.FullWidthHalfMaximum,
                ["sumSquares"] = field.SumSquares,
                ["spinUpdates"] = training.SpinUpdates,
            },
            new Dictionary<string, double[]> { ["weights"] = SmallBetaTraining.Centred(weights) });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] lattice = SmallBetaTraining.Centred(runs[0].Result.Series["weights"]);
        double[] offsets = [.. Enumerable.Range(-Shown, 2 * Shown + 1).Select(i => (double)i)];
        int[] colours = [Palette.Blue, Palette.Green, Palette.Vermilion];
        List<Series> profiles =
        [
            new("lattice bump of (37)", offsets, SmallBetaTraining.Window(lattice, Shown), Mark.Dashed, Palette.Black),
            new("sech of (44)", offsets, [.. offsets.Select(SechProfile.Stable.Value)], Mark.Dashed, Palette.Grey),
        ];
        for (int b = 0; b < Betas.Length; b++)
        {
            double[][] trained =
                [.. Of(runs, Betas[b]).Select(r => SmallBetaTraining.Window(r.Result.Series["weights"], Shown))];
            Estimate[] means = [.. offsets.Select((_, i) => Estimate.FromRuns([.. trained.Select(w => w[i])]))];
            double[] exact = SmallBetaTraining.Centred(runs[1].Result.Series[$"{Betas[b]}"]);
            profiles.Add(new("", offsets, SmallBetaTraining.Window(exact, Shown), Mark.Line, colours[b]));
            profiles.Add(
                new($"trained at β = {Betas[b]}", offsets, [.. means.Select(m => m.Value)], Mark.Points, colours[b],
                [.. means.Select(m => m.StandardError)]));
        }
        Estimate[] sums = [.. Betas.Select(beta => Mean(runs, beta, "sumSquares"))];
        Estimate limit = Extrapolation.ToZero(Betas, sums);
        return new(Name, "Trained weights over the small-β theory",
        [
            new("Receptive fields", new("distance to the peak, sites", -Shown, Shown), new("weight w / √β", 0, 1.5),
                profiles),
            new("Sum of squares", new("inverse temperature β", -0.02, 0.35), new("Σw^{2} / β"),
            [
                new("exact flow, infinite data", CurveBetas,
                    [.. CurveBetas.Select(b => ExactField(runs, b).SumSquares)], Mark.Line, Palette.Black),
                new("trained", Betas, [.. sums.Select(s => s.Value)], Mark.Points, Palette.Blue,
                    [.. sums.Select(s => s.StandardError)]),
                new("extrapolated", [0], [limit.Value], Mark.Points, Palette.Vermilion, [limit.StandardError]),
                new("lattice bump of (37)", [0], [lattice.Sum(w => w * w)], Mark.OpenPoints, Palette.Black),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, M = 1, fresh samples, {Runs} runs at each β; bars are standard errors over runs"
            + (preset == Preset.Paper ? "" : "; scaled down: N = 40 instead of 100"));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ReceptiveField lattice = ReceptiveField.Measure(runs[0].Result.Series["weights"]);
        return
        [
            .. from q in Quantities
               select Verdict.Compare(Number, $"{q.Symbol}, β → 0, (37)", "agrees", q.Of(lattice),
                   Extrapolation.ToZero(Betas, [.. Betas.Select(beta => Mean(runs, beta, q.Name))]), "extrapolated"),
            .. from beta in Betas
               from q in Quantities
               select Verdict.Compare(Number, $"{q.Symbol}, β = {beta}, (37)", null, q.Of(lattice),
                   Mean(runs, beta, q.Name),
                   "(37) is the limit β → 0"),
            .. from beta in Betas
               from q in Quantities
               select Verdict.Compare(Number, $"{q.Symbol}, β = {beta}, exact flow", null, q.Of(ExactField(runs, beta)),
                   Mean(runs, beta, q.Name), "infinite data, this β"),
            .. from beta in Betas
               select Verdict.Compare(Number, $"Σ w²/β, β = {beta}, exact flow and its noise", null,
                   runs.Single(r => r.Run == NoiseRun(beta)).Result.Numbers["sumSquares"],
                   Mean(runs, beta, "sumSquares"), "with the terms of order ν/S_batch"),
        ];
    }

    private static ReceptiveField ExactField(IReadOnlyList<RunRecord> runs, double beta)
        => ReceptiveField.Measure(runs[1].Result.Series[$"{beta}"]);

    private static IEnumerable<RunRecord> Of(IReadOnlyList<RunRecord> runs, double beta)
        => runs.Where(r => r.Parameters.TryGetValue("beta", out double value) && value == beta
            && r.Parameters.ContainsKey("gibbsSteps"));

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, double beta, string quantity)
        => Estimate.FromRuns([.. Of(runs, beta).Select(r => r.Result.Numbers[quantity])]);
}
