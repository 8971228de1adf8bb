using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Machines trained at small β against the lattice bump of (37), and their extrapolation to β = 0, where (37) is exact.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class SmallBetaLimit(Preset preset)
    : Experiment<SmallBetaLimitSettings>(SmallBetaLimitSettings.Presets, preset)
{
    private const int Shown = 12;
    private const string SumSquares = "sum-squares";

    private static readonly double[] CurveBetas = [.. Enumerable.Range(1, 35).Select(i => i / 100.0)];

    private static readonly Quantity[] Quantities =
    [
        new("peak", "peak max w/√β", f => f.Amplitude, t => t.Amplitude),
        new("width", "FWHM, sites", f => f.FullWidthHalfMaximum, t => t.Fwhm),
        new(SumSquares, "Σ w²/β", f => f.SumSquares, t => t.SumSquares),
    ];

    private SmallBetaTraining Training => Settings.Training;

    private IReadOnlyList<double> Betas => Settings.Betas;

    private SingleRun<RingSize, TheoreticalBump> Lattice => new(SmallBetaLimitJson.Default)
    {
        Name = "lattice",
        Settings = _ => new(Training.Sites),
        Cost = _ => 0.2,
        Compute = (ring, _) => new(LatticeBump.SiteCentred(ring.Sites).Weights),
    };

    /// <summary>The bump of the infinite-data flow at every β of the curve, under the name of β.</summary>
    private SingleRun<RingSize, Dictionary<string, double[]>> Exact => new(SmallBetaLimitJson.Default)
    {
        Name = "exact",
        Settings = _ => new(Training.Sites),
        Cost = _ => 2,
        Compute = (ring, _) => CurveBetas.ToDictionary(beta => $"{beta}", beta => (double[])
            [.. PopulationBump.SiteCentred(ring.Sites, beta).Weights.Select(w => w / Math.Sqrt(beta))]),
    };

    private KeyedRuns<double, NoiseOfAverage, NoisySum> Noise => new(SmallBetaLimitJson.Default)
    {
        Keys = Betas,
        Name = (beta, _) => $"noise-beta-{beta}",
        Settings = (beta, _) =>
        {
            SmallBetaTraining t = Training with { Beta = beta };
            return new(t.Sites, beta, t.LearningRate, t.Batch, t.SettlingTime, t.AveragingTime);
        },
        Cost = _ => 0.4,
        Compute = (settings, _) => Noisy(settings),
    };

    private KeyedRuns<double, SmallBetaTraining, TrainedBump> Trainings => new(SmallBetaLimitJson.Default)
    {
        Keys = Betas,
        RepeatsOf = _ => Settings.Runs,
        Name = (beta, run) => $"beta-{beta}-run-{run}",
        Settings = (beta, _) => Training with { Beta = beta },
        Cost = training => training.Cost,
        IsRandom = true,
        Compute = Train,
    };

    /// <inheritdoc/>
    public override string Number => "halves";

    /// <inheritdoc/>
    public override string Name => "halves";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Lattice, Exact, Noise, Trainings];

    private static NoisySum Noisy(NoiseOfAverage settings)
    {
        PopulationBump bump = PopulationBump.SiteCentred(settings.Sites, settings.Beta);
        BumpFluctuations noise = new(bump, settings.LearningRate, settings.Batch, settings.Batch);
        double sum = noise.SumSquaresOfAverage(
            settings.SettlingTime / settings.Beta, settings.AveragingTime / settings.Beta);
        return new(sum / settings.Beta);
    }

    private static TrainedBump Train(SmallBetaTraining training, RunContext run)
    {
        double[] weights = training.TrainRaised(run);
        ReceptiveField field = ReceptiveField.Measure(weights);
        return new(
            field.Amplitude, field.FullWidthHalfMaximum, field.SumSquares, training.SpinUpdates,
            SmallBetaTraining.Centred(weights));
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        Estimate[] sums = [.. Betas.Select(beta => runs.Of(Trainings)[beta].Mean(t => t.SumSquares))];
        Estimate limit = Extrapolation.ToZero(Betas, sums);
        return new(Name, "Trained weights over the small-β theory",
        [
            new("Receptive fields", new("distance to the peak, sites", -Shown, Shown), new("weight w / √β", 0, 1.5),
                Profiles(runs)),
            new("Sum of squares", new("inverse temperature β", -0.02, 0.35), new("Σw^{2} / β"),
            [
                new("exact flow, infinite data", CurveBetas,
                    [.. CurveBetas.Select(b => ExactField(runs, b).SumSquares)], Mark.Line, Palette.Black),
                new("trained", [.. Betas], [.. sums.Select(s => s.Value)], Mark.Points, Palette.Blue,
                    [.. sums.Select(s => s.StandardError)]),
                new("extrapolated", [0], [limit.Value], Mark.Points, Palette.Vermilion, [limit.StandardError]),
                new("lattice bump of (37)", [0],
                    [SmallBetaTraining.Centred(runs.Of(Lattice).Weights).Sum(w => w * w)], Mark.OpenPoints,
                    Palette.Black),
            ], LegendPlace.TopLeft),
        ], $"N = {Training.Sites}, M = 1, fresh samples, {Settings.Runs} runs at each β; bars are standard errors over "
            + "runs" + (ScaledDown.Length == 0 ? "" : $"; scaled down: {ScaledDown}"));
    }

    /// <summary>The fields of theory, and at each β the mean of the trained ones over that of the exact flow.</summary>
    private List<Series> Profiles(Results runs)
    {
        double[] lattice = SmallBetaTraining.Centred(runs.Of(Lattice).Weights);
        double[] offsets = [.. Enumerable.Range(-Shown, 2 * Shown + 1).Select(i => (double)i)];
        int[] colours = [Palette.Blue, Palette.Green, Palette.Vermilion];
        List<Series> profiles =
        [
            new("lattice bump of (37)", offsets, SmallBetaTraining.Window(lattice, Shown), Mark.Dashed, Palette.Black),
            new("sech of (44)", offsets, [.. offsets.Select(SechProfile.Stable.Value)], Mark.Dashed, Palette.Grey),
        ];
        foreach ((int b, double beta) in Betas.Index())
        {
            double[][] trained =
                [.. runs.Of(Trainings)[beta].Select(t => SmallBetaTraining.Window(t.Weights, Shown))];
            Estimate[] means = [.. offsets.Select((_, i) => trained.Mean(w => w[i]))];
            double[] exact = SmallBetaTraining.Centred(runs.Of(Exact)[$"{beta}"]);
            int colour = colours[b % colours.Length];
            profiles.Add(new("", offsets, SmallBetaTraining.Window(exact, Shown), Mark.Line, colour));
            profiles.Add(new($"trained at β = {beta}", offsets, [.. means.Select(m => m.Value)], Mark.Points, colour,
                [.. means.Select(m => m.StandardError)]));
        }
        return profiles;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ReceptiveField lattice = ReceptiveField.Measure(runs.Of(Lattice).Weights);
        ILookup<double, TrainedBump> trained = runs.Of(Trainings);
        ILookup<double, NoisySum> noise = runs.Of(Noise);
        return
        [
            .. from q in Quantities
               select Verdict.Compare($"limit-{q.Id}", $"{q.Symbol}, β → 0, (37)", "agrees", q.OfField(lattice),
                   Extrapolation.ToZero(Betas, [.. Betas.Select(beta => trained[beta].Mean(q.OfTrained))]),
                   "extrapolated") with { Judges = Claim.Paper },
            .. from beta in Betas
               from q in Quantities
               select Verdict.Compare($"lattice-{q.Id}-{beta}", $"{q.Symbol}, β = {beta}, (37)", null,
                   q.OfField(lattice), trained[beta].Mean(q.OfTrained), "(37) is the limit β → 0")
                   with { Judges = Claim.FirstOrder, ExplainedBy = q.Finest(beta) },
            .. from beta in Betas
               from q in Quantities
               select Verdict.Compare(q.ExactId(beta), $"{q.Symbol}, β = {beta}, exact flow", null,
                   q.OfField(ExactField(runs, beta)), trained[beta].Mean(q.OfTrained), "infinite data, this β")
                   with
               {
                   Judges = Claim.FirstOrder,
                   ExplainedBy = q.Finest(beta) == q.ExactId(beta) ? null : q.Finest(beta),
               },
            .. from beta in Betas
               select Verdict.Compare(NoisyId(beta), $"Σ w²/β, β = {beta}, exact flow and its noise", null,
                   noise[beta].Single().SumSquares, trained[beta].Mean(t => t.SumSquares),
                   "with the terms of order ν/S_batch"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        double lattice = ReceptiveField.Measure(runs.Of(Lattice).Weights).SumSquares;
        double[] exact = [.. Betas.Select(beta => ExactField(runs, beta).SumSquares)];
        Estimate[] sums = [.. Betas.Select(beta => runs.Of(Trainings)[beta].Mean(t => t.SumSquares))];
        return new Dictionary<string, object>
        {
            ["beta0"] = Betas[0],
            ["excess0"] = 100 * (exact[0] / lattice - 1),
            ["shifts"] = Betas.Select((beta, i) => 100 * (runs.Of(Noise)[beta].Single().SumSquares / exact[i] - 1))
                .ToArray(),
            ["measured"] = sums.Select((sum, i) => new Estimate(
                100 * (sum.Value / exact[i] - 1), 100 * sum.StandardError / exact[i], sum.DegreesOfFreedom)).ToArray(),
            ["scatter"] = sums.Select(sum => 100 * Math.Sqrt(Settings.Runs) * sum.StandardError / sum.Value).ToArray(),
        };
    }

    private static string NoisyId(double beta) => $"noisy-{SumSquares}-{beta}";

    private ReceptiveField ExactField(Results runs, double beta) => ReceptiveField.Measure(runs.Of(Exact)[$"{beta}"]);

    /// <summary>A number of a field.</summary>
    private sealed record Quantity(
        string Id, string Symbol, Func<ReceptiveField, double> OfField, Func<TrainedBump, double> OfTrained)
    {
        public string ExactId(double beta) => $"exact-{Id}-{beta}";

        /// <summary>The verdict by the finest theory of it: only of Σ w² is the effect of the noise known.</summary>
        public string Finest(double beta) => Id == SumSquares ? NoisyId(beta) : ExactId(beta);
    }
}
