using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>What is drawn.</summary>
internal sealed partial class PhaseDiagram
{
    private static readonly (Phase Phase, int Colour)[] Phases =
        [(Phase.Paramagnet, Palette.Green), (Phase.Ferromagnet, Palette.Vermilion), (Phase.SpinGlass, Palette.Purple)];

    /// <inheritdoc/>
    public override Figure Draw(Results runs) => new(Name, "Phases of a machine of one mode in noise",
    [
        .. Settings.Kappas.Select(kappa => OfSigma(runs, kappa)),
        .. Settings.Kappas.Select(kappa => OfTemperature(runs, kappa)),
        Scatter(runs), Moments(runs), Hysteresis(runs),
    ], Note, Columns: Settings.Kappas.Count);

    private string Note => "orange: SG–F, dashed: replica symmetry stable; sampled: P green, F vermilion, SG purple; "
        + $"√(N M) = {Settings.Length:N0}, {Settings.Instances} machines a dot"
        + (ScaledDown.Length > 0 ? "; scaled down" : "");

    private Panel OfSigma(Results runs, double kappa)
    {
        Diagram theory = runs.Of(Diagrams)[kappa].Single();
        return Map(runs, kappa, theory.Magnetisation, "m", ("σ", LargestSigma), ("w", LargestSpike), 0.5,
            (sigma, spike) => (sigma, spike),
            ([0, 1], [1, 1]), ([1, 1], [0, 1]), (theory.Sigma, theory.Glass), (theory.Sigma, theory.Instability));
    }

    private Panel OfTemperature(Results runs, double kappa)
    {
        Diagram theory = runs.Of(Diagrams)[kappa].Single();
        double[] temperature = [.. theory.Sigma.Select(s => 1 / s)];
        double[] Over(double[] spikes) => [.. spikes.Zip(theory.Sigma, (w, s) => w / s)];
        return Map(runs, kappa, theory.Overlap, "q", ("T = 1/σ", LargestTemperature), ("w/σ", LargestRatio), 1,
            (sigma, spike) => (1 / sigma, spike / sigma),
            ([1, LargestTemperature], [1, LargestTemperature]), ([1, 1], [0, 1]), (temperature, Over(theory.Glass)),
            (temperature, Over(theory.Instability)));
    }

    private Panel Map(
        Results runs, double kappa, double[] values, string label, (string Label, double Last) x,
        (string Label, double Last) y, double step, Func<double, double, (double X, double Y)> place,
        params (double[] X, double[] Y)[] lines)
    {
        int points = (int)Math.Round(Math.Sqrt(values.Length));
        double At(int index, double last) => Cell(index, points) * last;
        (Mark Mark, int Colour)[] styles =
        [
            (Mark.Line, Palette.Black), (Mark.Line, Palette.Black), (Mark.Line, Palette.Orange),
            (Mark.Dashed, Palette.Orange),
        ];
        return new($"κ = {kappa}: {label}", new(x.Label, 0, x.Last, Step: step), new(y.Label, 0, y.Last, Step: 1),
        [
            new("", [.. values.Select((_, k) => At(k % points, x.Last))],
                [.. values.Select((_, k) => At(k / points, y.Last))], Mark.Map, Palette.Black, Value: values),
            .. lines.Select((line, k) => Within(line, styles[k], x.Last, y.Last)),
            .. Phases.Select(phase =>
            {
                (double X, double Y)[] dots = [.. Places.Where((_, p) => PhaseOf(Large(runs, kappa, p)) == phase.Phase)
                    .Select(p => place(p.Sigma, p.Spike))];
                return new Series("", [.. dots.Select(d => d.X)], [.. dots.Select(d => d.Y)],
                    Mark.Points, phase.Colour);
            }).Where(s => s.X.Length > 0),
        ], LegendPlace.None, new(label, 0, 1, ColourScale.Sequential));
    }

    private static Series Within(
        (double[] X, double[] Y) line, (Mark Mark, int Colour) style, double lastX, double lastY)
    {
        int[] kept = [.. Enumerable.Range(0, line.X.Length).Where(k => line.X[k] <= lastX && line.Y[k] <= lastY)];
        return new("", [.. kept.Select(k => line.X[k])], [.. kept.Select(k => line.Y[k])], style.Mark,
            style.Colour);
    }

    private Panel Scatter(Results runs)
    {
        (string Label, Func<ReplicaState, double> Theory, Func<Dot, double> Measured, int Colour)[] numbers =
        [
            ("m", s => s.Visible, d => d.M, Palette.Blue), ("m̄", s => s.Hidden, d => d.MBar, Palette.Vermilion),
            ("q", s => s.VisibleOverlap, d => d.Q, Palette.Green),
            ("q̄", s => s.HiddenOverlap, d => d.QBar, Palette.Purple),
        ];
        return new("F: all κ", new("replica symmetry", 0), new("sampled", 0),
        [
            new("equal", [0, 1], [0, 1], Mark.Line, Palette.Black),
            .. numbers.Select(number =>
            {
                (double Theory, Estimate Measured)[] at = [.. Settings.Kappas.SelectMany(kappa
                    => Ferromagnets(kappa).Select(p
                        => (number.Theory(StateOf(kappa, p)), Large(runs, kappa, p).Mean(number.Measured))))];
                return new Series(number.Label, [.. at.Select(a => a.Theory)], [.. at.Select(a => a.Measured.Value)],
                    Mark.OpenPoints, number.Colour, [.. at.Select(a => a.Measured.StandardError)]);
            }),
        ], LegendPlace.TopLeft);
    }

    private Panel Moments(Results runs)
    {
        double[] spikes = [.. Enumerable.Range(0, 81).Select(k => k / 100.0)];
        (double Spike, Estimate Square, Estimate Product)[] dots = [.. Settings.Kappas.SelectMany(kappa
            => Paramagnets(kappa).Select(p => (Places[p].Spike, Large(runs, kappa, p).Mean(d => d.VisibleSquare),
                Large(runs, kappa, p).Mean(d => d.Product))))];
        double[] at = [.. dots.Select(d => d.Spike)];
        return new("P: all κ, two σ", new("w", 0, 0.85), new("second moment", 0),
        [
            new("1/(1 − w²)", spikes, [.. spikes.Select(ParamagnetMoments.Square)], Mark.Line, Palette.Blue),
            new("w/(1 − w²)", spikes, [.. spikes.Select(ParamagnetMoments.Product)], Mark.Line, Palette.Vermilion),
            new("⟨(u·s)²⟩", at, [.. dots.Select(d => d.Square.Value)], Mark.OpenPoints, Palette.Blue,
                [.. dots.Select(d => d.Square.StandardError)]),
            new("⟨(u·s)(v·τ)⟩", at, [.. dots.Select(d => d.Product.Value)], Mark.OpenPoints, Palette.Vermilion,
                [.. dots.Select(d => d.Product.StandardError)]),
        ], LegendPlace.TopLeft);
    }

    private Panel Hysteresis(Results runs)
    {
        MetastableBranch branch = Branch;
        double last = FarthestField * branch.Spinodal.Field, turning = branch.Spinodal.State.Visible;
        (double Field, double M)[] Along(double from, double to) => [.. Enumerable.Range(0, 61)
            .Select(k => from + (to - from) * k / 60).Select(m => (branch.At(m).Field, m))];
        (double Field, double M)[] stable = [.. Enumerable.Range(0, 61).Select(k => last * k / 60)
            .Select(field => (field, -EquationsIn(-field).Solve().Visible))];
        Series Of(string label, (double Field, double M)[] line, Mark mark, int colour)
            => new(label, [.. line.Select(p => p.Field)], [.. line.Select(p => p.M)], mark, colour);
        double[] fields = [.. TurningFields(branch)];
        Estimate[] found = [.. fields.Select((_, k) => runs.Of(Turnings).Mean(t => t.M[k]))];
        return new($"σ = {Settings.Turning[0]}, w = {Settings.Turning[1]}, κ = 1", new("field η"), new("m"),
        [
            Of("stable", stable, Mark.Line, Palette.Black),
            Of("metastable", Along(branch.Free.Visible, turning), Mark.Line, Palette.Blue),
            Of("unstable", Along(turning, 0.01 * turning), Mark.Dashed, Palette.Blue),
            new("sampled", fields, [.. found.Select(e => e.Value)], Mark.Points, Palette.Vermilion,
                [.. found.Select(e => e.StandardError)]),
        ], LegendPlace.TopLeft);
    }

    private ReplicaEquations EquationsIn(double field)
        => new(Settings.Turning[0], Settings.Turning[1], 1, visibleField: field);

    /// <inheritdoc/>
    public override Table Tabulate(Results runs) => new(
        [
            new("κ", 0.7, true), new("σ", 0.7, true), new("w", 0.7, true), new("Phase", 0.8),
            new("m, theory", 1.1, true), new("m", 1.8, true), new("q, theory", 1.1, true), new("q", 1.8, true),
            new("s_1, theory", 1.1, true), new("s_1", 1.8, true),
        ],
        [
            .. from kappa in Settings.Kappas
               from place in Enumerable.Range(0, Places.Count)
               select Row(runs, kappa, place),
        ]);

    private IReadOnlyList<Cell> Row(Results runs, double kappa, int place)
    {
        Dot[] dots = [.. Large(runs, kappa, place)];
        ReplicaState state = StateOf(kappa, place);
        (double sigma, double spike) = Places[place];
        Phase phase = PhaseOf(dots);
        return
        [
            new($"{kappa}"), new($"{sigma}"), new($"{spike}"),
            new(phase switch { Phase.Paramagnet => "P", Phase.Ferromagnet => "F", _ => "SG" }),
            new($"{state.Visible:F4}"), new(dots.Mean(d => d.M).ToString()), new($"{state.VisibleOverlap:F4}"),
            new(dots.Mean(d => d.Q).ToString()), new($"{NoiseOf(kappa, sigma).SingularValue(spike):F4}"),
            new(dots.Mean(d => d.SingularValue).ToString()),
        ];
    }
}
