using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Experiments;

/// <summary>
/// The two halves on one axis: machines trained at small β against the lattice bump of (37), and their extrapolation to
/// β = 0, where (37) is exact.
/// </summary>
/// <remarks>
/// Lengths of training are given in the time νβt of (37). The fluctuations of the weights, relative to the bump, have
/// variances proportional to ν/(β S_batch), which is the same at every β and so small that what they add stays near the
/// error of the mean: at 5e-5 they lower Σ w² by about 0.2 %, through the bump's jitter and through their own share in
/// Σ w². The ring is shorter than the paper's: far from the bump the weights fall as e^{−0.6|x|}, so that 40 sites and
/// 100 have the same bump to seven digits, and the noise of the empty sites is left out.
/// </remarks>
public sealed class Halves : Experiment
{
    private const int Sites = 40, Runs = 5, Shown = 12, Batch = 5000, GibbsSteps = 20, Epochs = 170;
    private const double RateOverBeta = 0.25, SettlingTime = 16, AveragingTime = 18, InitialDeviation = 0.01,
        Raised = 0.5;

    private static readonly double[] Betas = [0.1, 0.2, 0.3];
    private static readonly double[] CurveBetas = [.. Enumerable.Range(1, 35).Select(i => i / 100.0)];

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
    public override IReadOnlyList<string> Text =>
    [
        "Machines with one hidden unit are trained by persistent contrastive divergence on the Ising ring at small β, "
        + "with fresh exact samples at every batch. They start from weak white noise with one site raised, which "
        + "chooses the place of the bump and nothing else. Left: their weights, averaged over the late training and "
        + "divided by √β, over the stationary bump of the lattice equation (37). Right: Σ w²/β against β.",
        "Equation (37) leaves out terms of relative order β, which are not small: about ten percent of Σ w²/β at β = "
        + "0.1. A verdict against (37) at finite β is therefore expected to be red; the claim of the paper is the "
        + "limit. The first rows extrapolate the trained values to β = 0 by a straight line; the error adds the "
        + "distance to a parabola's intercept, so that it contains the curvature. The exact flow is the same learning "
        + "dynamics without the expansion: infinite data, any β, no fit.",
        "The weights fluctuate with a variance proportional to ν/S_batch; averaging over time removes the "
        + "fluctuation, and the ratio is so small that what is left of it, some 0.2 percent of Σ w², stays near the "
        + "error. The ring of 40 sites has the bump of 100 to seven digits.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 1"), ("Inverse temperatures", string.Join(", ", Betas)),
        ("Training", $"ν = {RateOverBeta}β, batches of {Batch}, as many chains; averaged over νβt = {SettlingTime} to "
            + $"{SettlingTime + AveragingTime}"),
        ("Gibbs steps", $"k = {GibbsSteps}"), ("Data", "fresh exact samples at every batch"),
        ("Start", $"white noise of standard deviation {InitialDeviation}; one site raised by {Raised} √β"),
        ("Runs", $"{Runs} at each β"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> sites = new() { ["sites"] = Sites };
        return
        [
            new("lattice", 0, sites, 0.2, (_, _) => Lattice()), new("exact", 0, sites, 0.5, (_, _) => ExactFlow()),
            .. from beta in Betas
               from run in Enumerable.Range(1, Runs)
               select PlanRun(seed, beta, $"beta-{beta}-run-{run}"),
        ];
    }

    private RunPlan PlanRun(ulong seed, double beta, string run)
    {
        ulong own = SeedOf(seed, run);
        Dictionary<string, double> parameters = new()
        {
            ["sites"] = Sites,
            ["beta"] = beta,
            ["gibbsSteps"] = GibbsSteps,
            ["initialDeviation"] = InitialDeviation,
            ["learningRate"] = RateOverBeta * beta,
            ["batch"] = Batch,
            ["chains"] = Batch,
            ["settlingTime"] = SettlingTime,
            ["averagingTime"] = AveragingTime,
            ["raised"] = Raised,
            ["epochs"] = Epochs,
        };
        return new(run, own, parameters, Cost: 0.2 / (beta * beta),
            (progress, stop) => Train(beta, own, progress, stop));
    }

    private static RunResult Lattice()
        => new(new Dictionary<string, double>(),
            new Dictionary<string, double[]> { ["weights"] = LatticeBump.SiteCentred(Sites).Weights });

    /// <summary>The bump of the infinite-data flow at every β of the curve, under the name of β.</summary>
    private static RunResult ExactFlow()
        => new(new Dictionary<string, double>(), CurveBetas.ToDictionary(
            beta => $"{beta}", beta
                => (double[])[.. PopulationBump.SiteCentred(Sites, beta).Weights.Select(w => w / Math.Sqrt(beta))]));

    private static RunResult Train(double beta, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        double time = SettlingTime + AveragingTime;
        double rate = RateOverBeta * beta;
        int updatesPerEpoch = (int)Math.Ceiling(time / (rate * beta) / Epochs);
        TrainingPlan plan = new()
        {
            LearningRate = rate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        Rbm machine = Rbm.OfSpins(Sites, 1, InitialDeviation, seed);
        machine.Weights[Sites / 2] += (float)(Raised * Math.Sqrt(beta));
        WeightAverage average = new(skippedEpochs: (int)(Epochs * SettlingTime / time));
        using FreshIsingBatches data = new(new IsingRingSampler(Sites, beta), Batch, updatesPerEpoch, seed);
        Trainer.Run(machine, data, plan, seed, observer: new ProgressObserver(Epochs, progress, average), ct: stop);

        double[] weights = [.. average.Mean.ToArray().Select(w => w / Math.Sqrt(beta))];
        ReceptiveField field = ReceptiveField.Measure(weights);
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = field.Amplitude,
                ["fwhm"] = field.FullWidthHalfMaximum,
                ["sumSquares"] = field.SumSquares,
            },
            new Dictionary<string, double[]>
            {
                ["weights"] =
                    [.. Enumerable.Range(0, Sites).Select(
                        i => field.Sign * weights[(i + field.PeakSite + Sites / 2) % Sites])],
            });
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
    {
        double[] lattice = Centred(runs[0].Result.Series["weights"]);
        double[] offsets = [.. Enumerable.Range(-Shown, 2 * Shown + 1).Select(i => (double)i)];
        int[] colours = [Palette.Blue, Palette.Green, Palette.Vermilion];
        List<Series> profiles = [new("lattice bump of (37)", offsets, Window(lattice), Mark.Line, Palette.Black)];
        for (int b = 0; b < Betas.Length; b++)
        {
            double[][] trained = [.. Of(runs, Betas[b]).Select(r => Window(r.Result.Series["weights"]))];
            Estimate[] means = [.. offsets.Select((_, i) => Estimate.FromRuns([.. trained.Select(w => w[i])]))];
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
        ], $"N = {Sites}, M = 1, fresh samples, {Runs} runs at each β; bars are standard errors over runs");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
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
        ];
    }

    private static ReceptiveField ExactField(IReadOnlyList<RunRecord> runs, double beta)
        => ReceptiveField.Measure(runs[1].Result.Series[$"{beta}"]);

    private static IEnumerable<RunRecord> Of(IReadOnlyList<RunRecord> runs, double beta)
        => runs.Where(r => r.Parameters.TryGetValue("beta", out double value) && value == beta);

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, double beta, string quantity)
        => Estimate.FromRuns([.. Of(runs, beta).Select(r => r.Result.Numbers[quantity])]);

    /// <summary>The weights turned along the ring so that the peak stands at N/2.</summary>
    private static double[] Centred(double[] weights)
    {
        int peak = ReceptiveField.Measure(weights).PeakSite;
        return [.. Enumerable.Range(0, Sites).Select(i => weights[(i + peak + Sites / 2) % Sites])];
    }

    private static double[] Window(double[] centred) => centred[(Sites / 2 - Shown)..(Sites / 2 + Shown + 1)];
}
