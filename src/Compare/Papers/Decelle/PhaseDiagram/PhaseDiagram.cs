using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// The phase diagram of machines of a mode in noise, by replica symmetry and by Gibbs sampling, in (σ, w) and in
/// (1/σ, w/σ).
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed partial class PhaseDiagram(Preset preset)
    : Experiment<PhaseDiagramSettings>(PhaseDiagramSettings.Presets, preset)
{
    private const double LargestSigma = 2, LargestSpike = 3, LargestTemperature = 2.7, LargestRatio = 4;

    /// <summary>A dot is F above this m, and SG where m is less and this much of its units is frozen.</summary>
    private const double LeastMagnetisation = 0.25, LeastFrozen = 0.1;

    /// <summary>The last field over that of the spinodal.</summary>
    private const double FarthestField = 1.5;

    /// <inheritdoc/>
    public override string Number => "phases";

    /// <inheritdoc/>
    public override string Name => "phases";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Diagrams, Dots, Turnings];

    private IReadOnlyList<(double Sigma, double Spike)> Places
        => [.. Settings.Dots.Chunk(2).Select(pair => (pair[0], pair[1]))];

    private KeyedRuns<double, DiagramRun, Diagram> Diagrams => new(PhaseDiagramJson.Default)
    {
        Keys = Settings.Kappas,
        Name = (kappa, _) => $"diagram-{kappa}",
        Settings = (kappa, _) => new(kappa, Settings.Points),
        Cost = _ => 2,
        Compute = (settings, _) => Theory(settings),
    };

    /// <summary>The dots, and the same of half the size: of the difference follows the limit of many units.</summary>
    private KeyedRuns<(double Kappa, int Length, int Place), DotRun, Dot> Dots => new(PhaseDiagramJson.Default)
    {
        Keys = [.. from kappa in Settings.Kappas from length in (int[])[Settings.Length, Settings.Length / 2]
                   from place in Enumerable.Range(0, Places.Count) select (kappa, length, place)],
        RepeatsOf = _ => Settings.Instances,
        Name = (key, run) => $"dot-{key.Kappa}-{key.Length}-{key.Place + 1}-{run}",
        Settings = (key, _) => new(Sites(key.Kappa, key.Length), Hidden(key.Kappa, key.Length), Places[key.Place].Sigma,
            Places[key.Place].Spike, Settings.Chains, Settings.Burn, Settings.Sweeps),
        Cost = run => 1e-10 * run.Sites * run.Hidden * run.Chains * (run.Burn + 2 * run.Sweeps),
        IsRandom = true,
        Compute = Sample,
    };

    private RepeatedRuns<TurningRun, TurningCourse> Turnings => new(PhaseDiagramJson.Default)
    {
        Repeats = Settings.Instances,
        Name = run => $"turning-{run}",
        Settings = _ => new(Sites(1), Hidden(1), Settings.Turning[0], Settings.Turning[1], Settings.Chains,
            Settings.TurningBurn, Settings.Burn, [.. TurningFields(Branch)]),
        Cost = run => 1e-10 * run.Sites * run.Hidden * run.Chains * (run.Burn + 2 * run.Sweeps) * run.Fields.Count,
        IsRandom = true,
        Compute = Turn,
    };

    private MetastableBranch Branch => new(Settings.Turning[0], Settings.Turning[1], 1);

    /// <summary>Fields against the mode, up to beyond the spinodal.</summary>
    private IEnumerable<double> TurningFields(MetastableBranch branch)
        => Enumerable.Range(1, Settings.Fields)
            .Select(k => FarthestField * branch.Spinodal.Field * k / Settings.Fields);

    private int Sites(double kappa, int? length = null)
        => (int)Math.Round((length ?? Settings.Length) / Math.Sqrt(kappa));

    private int Hidden(double kappa, int? length = null)
        => (int)Math.Round((length ?? Settings.Length) * Math.Sqrt(kappa));

    private IEnumerable<Dot> Large(Results runs, double kappa, int place)
        => runs.Of(Dots)[(kappa, Settings.Length, place)];

    private static Diagram Theory(DiagramRun settings)
    {
        double Rounded(double x) => Math.Round(x, 3);
        double[] sigma = [.. Enumerable.Range(0, 61).Select(k => 1 + 9 * Math.Pow(k / 60.0, 2))];
        (double[] magnetisation, double[] overlap) = (new double[settings.Points * settings.Points],
            new double[settings.Points * settings.Points]);
        for (int k = 0; k < magnetisation.Length; k++)
        {
            double x = Cell(k % settings.Points, settings.Points), y = Cell(k / settings.Points, settings.Points);
            ReplicaState state = new ReplicaEquations(x * LargestSigma, y * LargestSpike, settings.Kappa).Solve();
            magnetisation[k] = Rounded(state.Visible);
            double strength = 1 / (x * LargestTemperature);
            overlap[k] = Rounded(
                new ReplicaEquations(strength, y * LargestRatio * strength, settings.Kappa).Solve().VisibleOverlap);
        }

        return new(magnetisation, overlap, sigma,
            [.. sigma.Select(s => PhaseLines.GlassToFerromagnet(s, settings.Kappa))],
            [.. sigma.Select(s => PhaseLines.ReplicaInstability(s, settings.Kappa))]);
    }

    /// <summary>The middle of a cell, as a part of the side.</summary>
    private static double Cell(int index, int points) => (index + 0.5) / points;

    private static Dot Sample(DotRun settings, RunContext run)
    {
        SpikedMachine spiked = SpikedMachine.Draw(
            settings.Sites, settings.Hidden, [settings.Spike], settings.Sigma, run.Seed);
        ModeMagnetisation found = ModeMagnetisation.Measure(
            spiked, new(settings.Chains, settings.Burn, settings.Sweeps), run.Seed, run.Stop);
        double[] values = SingularValueDecomposition.ValuesOf(
            Array.ConvertAll(spiked.Machine.Weights, w => (double)w), settings.Hidden, settings.Sites);
        return new(found.Visible, found.Hidden, found.VisibleOverlap, found.HiddenOverlap, found.VisibleSquare,
            found.HiddenSquare, found.Product, found.Frozen, values[0]);
    }

    private static TurningCourse Turn(TurningRun settings, RunContext run)
    {
        MagnetisationPlan plan = new(
            settings.Chains, settings.Burn, settings.Sweeps, AlongMode: true, FixesSign: false);
        List<double> magnetisations = [];
        foreach (double field in settings.Fields)
        {
            SpikedMachine spiked = SpikedMachine.Draw(
                settings.Sites, settings.Hidden, [settings.Spike], settings.Sigma, run.Seed, field);
            magnetisations.Add(ModeMagnetisation.Measure(spiked, plan, run.Seed, run.Stop).Visible);
            run.Progress.Report((double)magnetisations.Count / settings.Fields.Count);
        }

        return new([.. magnetisations]);
    }

    /// <summary>The phase that the sampled machines of a dot are in.</summary>
    private static Phase PhaseOf(IEnumerable<Dot> dots)
        => dots.Average(d => d.M) > LeastMagnetisation ? Phase.Ferromagnet
            : dots.Average(d => d.Frozen) > LeastFrozen ? Phase.SpinGlass : Phase.Paramagnet;
}
