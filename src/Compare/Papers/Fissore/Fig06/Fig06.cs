using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// Fig. 6: digits made by the strongest modes alone, how far they are from those of the whole machine, and where.
/// </summary>
/// <param name="machines">The machines.</param>
internal sealed class Fig06(Machines machines) : MachineFigure(machines)
{
    /// <summary>The mean square error to the whole machine that counts as none.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Pictures in a row of a mosaic, and of the one of the corrections.</summary>
    private const int InRow = 4, FewInRow = 2;

    /// <inheritdoc/>
    public override string Number => "6";

    /// <inheritdoc/>
    public override string Name => "fig06";

    private static int Pixels => DigitSource.Side * DigitSource.Side;

    /// <summary>The modes that are retained.</summary>
    private int Retained => MachineTraining.Retained(Math.Min(Training.Hidden, Pixels));

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        double[] pictures = trained[0].ReconstructionPictures!;
        int part = pictures.Length / 4;
        return new(Name, "Digits of the strongest modes",
        [
            Mosaic.Of($"data, all modes, {Retained} modes", pictures[..(3 * part)], InRow),
            Mosaic.Of($"what modes beyond {Retained} add", pictures[(3 * part)..], FewInRow),
            Errors(trained),
            Samples(trained),
        ], Note, Columns: 2);
    }

    private static Panel Errors(IReadOnlyList<DigitHistory> trained)
    {
        Truncation[] errors = Truncation.Of(trained[0]);
        double[] modes = [.. errors.Select(e => (double)e.Modes)];
        double[] Mean(Func<Truncation, double> of)
            => [.. errors.Select((_, i) => trained.Average(h => of(Truncation.Of(h)[i])))];
        double[] full = Mean(e => e.ToFull);
        int seen = full.Count(e => e > 0);
        return new(
            "one step of means", new("k", Logarithmic: true), new("mean square error of a pixel", Logarithmic: true),
        [
            new("to the whole machine", modes[..seen], full[..seen], Mark.LinePoints, Palette.Blue),
            new("to the data", modes, Mean(e => e.ToData), Mark.LinePoints, Palette.Vermilion),
            new("k principal components, to the data", modes, Mean(e => e.Principal), Mark.Line, Palette.Black),
            new("10^{−4}", [modes[0], modes[^1]], [Tolerance, Tolerance], Mark.Dashed, Palette.Grey),
        ], LegendPlace.BottomLeft);
    }

    private static Panel Samples(IReadOnlyList<DigitHistory> trained)
    {
        double[] modes = [.. SampledModes(trained[0]).Select(k => (double)k)];
        Series[] Of(string label, int column, int colour)
        {
            double floor = trained.Average(h => Floor(h)[column - 1]);
            return
            [
                Course(label, h => h.ModeSamples!, Mark.LinePoints),
                Course($"{label}, fields trained on", h => h.FittedModeSamples!, Mark.Points),
                new($"{label}, fresh data", [modes[0], modes[^1]], [floor, floor], Mark.Dashed, colour),
            ];

            Series Course(string name, Func<DigitHistory, double[]> of, Mark mark)
            {
                Estimate[] found = [.. modes.Select((_, i) => trained.Mean(h => of(h)[3 * i + column]))];
                return new(name, modes, [.. found.Select(e => e.Value)], mark, colour,
                    [.. found.Select(e => e.StandardError)]);
            }
        }

        return new($"samples after {MachineTraining.ModeSweeps} sweeps from coins", new("k", Logarithmic: true),
            new("error", Logarithmic: true),
            [.. Of("E_{1}, means", 1, Palette.Blue), .. Of("E_{2}, covariances", 2, Palette.Vermilion)]);
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        return new(
            [
                new("Modes", 1), new("E1 of samples", 1.6), new("E2 of samples", 1.6), new("E1, fields trained on", 1.9),
                new("E2, fields trained on", 1.9), new("Share at boundaries", 1.6),
            ],
            [
                .. SampledModes(trained[0]).Select((k, i) => (IReadOnlyList<Cell>)
                [
                    new($"{k}"), new(trained.Mean(h => h.ModeSamples![3 * i + 1]).ToString()),
                    new(trained.Mean(h => h.ModeSamples![3 * i + 2]).ToString()),
                    new(trained.Mean(h => h.FittedModeSamples![3 * i + 1]).ToString()),
                    new(trained.Mean(h => h.FittedModeSamples![3 * i + 2]).ToString()),
                    new(3 * i < trained[0].BoundaryShares!.Length
                        ? trained.Mean(h => h.BoundaryShares![3 * i + 1]).ToString() : "–"),
                ]),
                [
                    new("fresh data"), new(trained.Mean(h => Floor(h)[0]).ToString()),
                    new(trained.Mean(h => Floor(h)[1]).ToString()), new("–"), new("–"), new("–"),
                ],
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        Estimate error = trained.Mean(h => At(h, Retained).ToFull);
        Estimate boundary = trained.Mean(h => Boundary(h).OfError);
        Estimate fewest = trained.Mean(h => (double)Truncation.Of(h).First(e => e.ToFull < Tolerance).Modes);
        double all = Math.Min(Training.Hidden, Pixels);
        double whole = trained.Average(h => Truncation.Of(h)[^1].ToData);
        double pixels = trained.Average(h => Boundary(h).OfPixels);
        return
        [
            Verdict.Holds("suffice", $"mean square error of {Retained} modes to the whole machine",
                "the strongest suffice", error.IsBelow(Tolerance), Tolerance, error,
                $"one step of means from test data; the whole machine is {whole:G2} off the data")
                with { ExplainedBy = "smallest" },
            Verdict.Holds("smallest", $"fewest modes with an error to the whole machine below {Tolerance}", null,
                fewest.IsBelow(all / 2), all / 2, fewest, "of those tried; fewer than half of all"),
            Verdict.Holds("boundary", $"share of the error of {Retained} modes that lies at boundaries of strokes",
                "the rest encodes boundary corrections", boundary.IsAbove(0.5), null,
                boundary, $"of the pixels {pixels:P1} lie there; more than half of the error is asked for"),
            .. AsGood(trained, "means", 1),
            .. AsGood(trained, "covariances", 2),
            Verdict.Report("principal", $"error of {Retained} modes to the data / of as many principal components",
                null, null, trained.Mean(h => At(h, Retained).ToData / At(h, Retained).Principal),
                "components of the test data themselves"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        IReadOnlyList<Verdict> judged = Judge(runs);
        int[] sampled = [.. SampledModes(Of(runs, MachineKind.Pcd)[0]).Where(k => k >= Retained)];
        string Fitted(string name, int modes) => $"{judged.Single(v => v.Id == $"fitted-{name}-{modes}").Simulation}";
        return new Dictionary<string, object>
        {
            ["retained"] = $"{Retained}",
            ["half"] = Retained < MachineTraining.SourceRetains ? ", half of all" : "",
            ["sweeps"] = $"{MachineTraining.ModeSweeps}",
            ["sampled"] = $"{sampled[0]}",
            ["means"] = Fitted("means", sampled[0]),
            ["covariances"] = Fitted("covariances", sampled[0]),
            ["more"] = sampled.Length < 3 ? ""
                : $", those of {sampled[1]} modes {Fitted("means", sampled[1])} and {Fitted("covariances", sampled[1])}",
        };
    }

    /// <summary>Whether samples of some modes are as good as those of all, both with the fields as they are, and both with
    /// fields trained on.</summary>
    private IEnumerable<Verdict> AsGood(IReadOnlyList<DigitHistory> trained, string name, int column)
    {
        int[] modes = SampledModes(trained[0]);
        int asked = Array.FindIndex(modes, k => k >= Retained);
        for (int i = 0; i + 1 < modes.Length; i++)
        {
            // Where the fields are not what is wrong with them, more modes are.
            string fitted = Fitted(i);
            string? more = i >= asked && i + 2 < modes.Length ? Fitted(i + 1) : null;
            string? claim = i == asked ? "as good" : null;
            yield return Judged(i, $"{name}-{modes[i]}", "", claim, fitted, h => h.ModeSamples!);
            yield return Judged(i, fitted, ", fields of both trained on", null, more, h => h.FittedModeSamples!);
        }

        string Fitted(int i) => $"fitted-{name}-{modes[i]}";

        Verdict Judged(
            int i, string id, string how, string? claim, string? finer, Func<DigitHistory, double[]> samples)
        {
            double All(DigitHistory history) => samples(history)[^(3 - column)];
            Estimate excess = trained.Mean(h => samples(h)[3 * i + column] - All(h));
            Estimate ratio = trained.Mean(h => samples(h)[3 * i + column] / All(h));
            string quantity = $"E{column} of samples of {modes[i]} modes / of all{how}, {name}";
            Verdict verdict = modes[i] >= Retained
                ? Verdict.Holds(id, quantity, claim, !excess.IsAbove(0), 1, ratio, "unless they are worse by more than chance")
                : Verdict.Report(id, quantity, null, null, ratio);
            return verdict with { ExplainedBy = finer };
        }
    }

    private static int[] SampledModes(DigitHistory history)
        => [.. Enumerable.Range(0, history.ModeSamples!.Length / 3).Select(i => (int)history.ModeSamples[3 * i])];

    /// <summary>E1 and E2 of fresh data.</summary>
    private static double[] Floor(DigitHistory history) => history.Quality[^QualityNumbers.Count..][..2];

    private static Truncation At(DigitHistory history, int modes)
        => Truncation.Of(history).Single(e => e.Modes == modes);

    /// <summary>Of the largest number of modes that is at most the one retained.</summary>
    private BoundaryShare Boundary(DigitHistory history)
    {
        double[] shares = history.BoundaryShares!;
        int row = Enumerable.Range(0, shares.Length / 3).Last(i => shares[3 * i] <= Retained);
        return new(shares[3 * row + 1], shares[3 * row + 2]);
    }

    /// <summary>The errors of k modes.</summary>
    private sealed record Truncation(int Modes, double ToData, double ToFull, double Principal)
    {
        public static Truncation[] Of(DigitHistory history)
        {
            double[] rows = history.Truncation!;
            return [.. Enumerable.Range(0, rows.Length / 4).Select(
                i => new Truncation((int)rows[4 * i], rows[4 * i + 1], rows[4 * i + 2], rows[4 * i + 3]))];
        }
    }
}
