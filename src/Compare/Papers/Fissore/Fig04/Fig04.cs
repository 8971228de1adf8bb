using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// Fig. 4: the leading modes of the weights as pictures, beside the principal components of the data; how much of the
/// space of either lies in that of the other in the course of the training; and the mode that stands in for the visible
/// fields where these start from 0 (<see cref="NullField"/>).
/// </summary>
/// <param name="machines">The machines.</param>
internal sealed class Fig04(Machines machines) : MachineFigure(machines)
{
    private const int Pictures = 10, InRow = 4;

    /// <summary>Epochs after which modes are shown, and alike or not in the source.</summary>
    private const int Early = 1, Late = 10;

    private const int Pixels = DigitSource.Side * DigitSource.Side;

    /// <summary>A space is alike where more than half of it lies in the other.</summary>
    private const double Half = 0.5;

    /// <summary>The standard normal number that is passed by chance once in a hundred.</summary>
    private const double Rare = 2.326;

    /// <inheritdoc/>
    public override string Number => "4";

    /// <inheritdoc/>
    public override string Name => "fig04";

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        DigitSpectrum digits = Digits(runs);
        NullField field = new(Of(runs, MachineKind.NullField)[0], digits, Training);
        return new(Name, "Modes of the weights and of the data",
        [
            Mosaic.Of("principal components", digits.Pictures, InRow),
            Mosaic.Of("modes after 1 epoch", PicturesAt(trained[0], 0), InRow),
            Mosaic.Of($"modes after {LateEpoch} epochs", PicturesAt(trained[0], 1), InRow),
            Frequencies(trained[0], digits),
            Overlaps(trained),
            Mosaic.Of("fields from 0: patterns, first mode", field.Pictures, InRow - 1),
            field.Values(),
            field.Cosines(),
        ], Note, Columns: 2);
    }

    /// <summary>The later epoch, or the last one of a shorter training.</summary>
    private int LateEpoch => Math.Min(Late, Training.Epochs);

    private static Panel Overlaps(IReadOnlyList<DigitHistory> trained)
    {
        double[] updates = trained[0].Updates[1..];
        return new("space of k modes; C − D dashed", new("update", Logarithmic: true), new("O_{k}", 0, 1.02),
        [
            .. SpectralHistory.Subspaces.SelectMany((k, i) => new Series[]
            {
                new($"k = {k}", updates, Mean(trained, h => h.PrincipalCourse(i)), Mark.Line, 1 + i),
                new("", updates, Mean(trained, h => h.GrowthCourse(i)), Mark.Dashed, 1 + i),
            }),
        ], LegendPlace.TopLeft);
    }

    private Panel Frequencies(DigitHistory first, DigitSpectrum digits)
    {
        double[] numbers = [.. Enumerable.Range(1, Pictures).Select(a => (double)a)];
        return new("how fast they vary", new("α"), new("f_{α}, 1/pixel²", 0),
        [
            new("principal components", numbers, FrequenciesOf(digits.Pictures), Mark.Line, Palette.Black),
            new("after 1 epoch", numbers, FrequenciesOf(PicturesAt(first, 0)), Mark.LinePoints, Palette.Blue),
            new($"after {LateEpoch} epochs", numbers, FrequenciesOf(PicturesAt(first, 1)), Mark.LinePoints,
                Palette.Vermilion),
        ], LegendPlace.TopLeft);
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        return new(
            [
                new("k", 0.6), new("O_k after 1 epoch", 1.6), new("with C − D", 1.6), new("largest", 1.6),
                new("at update", 1.2), new($"after {LateEpoch} epochs", 1.6), new("with C − D", 1.6),
            ],
            [
                .. SpectralHistory.Subspaces.Select((k, i) => (IReadOnlyList<Cell>)
                [
                    new($"{k}"),
                    new(trained.Mean(h => h.PrincipalCourse(i)[LookAt(h, Early)]).ToString()),
                    new(trained.Mean(h => h.GrowthCourse(i)[LookAt(h, Early)]).ToString()),
                    new(trained.Mean(h => h.PrincipalCourse(i).Max()).ToString()),
                    new($"{trained.Average(h => PeakUpdate(h, i)):N0}"),
                    new(trained.Mean(h => h.PrincipalCourse(i)[LookAt(h, LateEpoch)]).ToString()),
                    new(trained.Mean(h => h.GrowthCourse(i)[LookAt(h, LateEpoch)]).ToString()),
                ]),
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        DigitSpectrum digits = Digits(runs);
        int ten = Array.IndexOf(SpectralHistory.Subspaces, Pictures), fifty = SpectralHistory.Subspaces.Length - 1;
        Estimate early = trained.Mean(h => h.PrincipalCourse(ten)[LookAt(h, Early)]);
        Estimate late = trained.Mean(h => h.PrincipalCourse(ten)[LookAt(h, LateEpoch)]);
        Estimate single = trained.Mean(h => h.PrincipalCourse(0)[LookAt(h, LateEpoch)]);
        return
        [
            Verdict.Holds("early", "O_10 with the principal components after 1 epoch", "very similar",
                early.IsAbove(Half), null, early, "more than half of the space is asked for"),
            Verdict.Report("peak", "largest O_10", null, null, trained.Mean(h => h.PrincipalCourse(ten).Max()),
                $"after {trained.Average(h => PeakUpdate(h, ten)):N0} updates on average"),
            Verdict.Holds("late", $"O_10 with the principal components after {LateEpoch} epochs",
                "not alike any more", late.IsBelow(Half), null, late, "less than half of the space is asked for")
                with { ExplainedBy = "rotation" },
            Verdict.Holds("rotation", $"O_1 / O_10 after {LateEpoch} epochs", null,
                single.Less(late).IsBelow(0), null, trained.Mean(h
                    => h.PrincipalCourse(0)[LookAt(h, LateEpoch)] / h.PrincipalCourse(ten)[LookAt(h, LateEpoch)]),
                "single modes turn, more than the space of ten of them does"),
            Verdict.Report("growth", "O_50 with C − D less that with the principal components, after 1 epoch", null,
                null, Difference(trained, fifty, Early), "small weights grow by C − D"),
            Verdict.Report("growth-late", $"the same after {LateEpoch} epochs", null, null,
                Difference(trained, fifty, LateEpoch)),
            LowFirst("frequency-early", "after 1 epoch", PicturesAt(trained[0], 0), digits),
            LowFirst("frequency-late", $"after {LateEpoch} epochs", PicturesAt(trained[0], 1), digits),
            .. new NullField(Of(runs, MachineKind.NullField)[0], digits, Training).Judge(),
            .. MeanComponent(digits),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["late"] = $"{LateEpoch}",
    };

    /// <summary>Whether the first ten modes are in the order of their frequency.</summary>
    private static Verdict LowFirst(string id, string when, double[] pictures, DigitSpectrum digits)
    {
        double[] numbers = [.. Enumerable.Range(1, Pictures).Select(a => (double)a)];
        double found = RankCorrelation.Of(numbers, FrequenciesOf(pictures));
        double chance = Rare / Math.Sqrt(Pictures - 1);
        return Verdict.Holds(id, $"rank correlation of f_α with α, {when}", "low frequencies first", found > chance,
            RankCorrelation.Of(numbers, FrequenciesOf(digits.Pictures)), null,
            $"measured {found:F2}, of the first run; theory: that of the principal components; "
                + $"by chance above {chance:F2} once in a hundred");
    }

    /// <summary>The first component is the mean only of data that are not centred.</summary>
    private static IEnumerable<Verdict> MeanComponent(DigitSpectrum digits)
    {
        double centred = digits.MeanCosines![0], uncentred = digits.MeanCosines[1];
        return
        [
            Verdict.Holds("component-centred", "cos² of the first component of (20) and p", "the mean, Fig. 4(c)",
                centred * centred > Half, centred * centred, null, "centred, as (20) says; more than half is asked for")
                with { ExplainedBy = "component" },
            Verdict.Holds("component", "cos² of the first component of data that are not centred and p", null,
                uncentred * uncentred > Half, uncentred * uncentred, null, "⟨vvᵀ⟩ = C + ppᵀ"),
        ];
    }

    private Estimate Difference(IReadOnlyList<DigitHistory> trained, int subspace, int epoch)
        => trained.Mean(h
            => h.GrowthCourse(subspace)[LookAt(h, epoch)] - h.PrincipalCourse(subspace)[LookAt(h, epoch)]);

    private int LookAt(DigitHistory history, int epoch)
        => Enumerable.Range(0, history.Updates.Length)
            .MinBy(t => Math.Abs(history.Updates[t] - (double)epoch * Training.UpdatesPerEpoch));

    private static double PeakUpdate(DigitHistory history, int subspace)
    {
        double[] course = history.PrincipalCourse(subspace);
        return history.Updates[Array.IndexOf(course, course.Max())];
    }

    /// <summary>The pictures of the modes at the first, second or last time.</summary>
    private static double[] PicturesAt(DigitHistory history, int time)
        => history.ModePictures![(time * Pictures * Pixels)..((time + 1) * Pictures * Pixels)];

    private static double[] FrequenciesOf(double[] pictures)
        => [.. Enumerable.Range(0, Pictures).Select(a => SpatialFrequency.Of(
            pictures.AsSpan(a * Pixels, Pixels), DigitSource.Side, DigitSource.Side))];

    private static double[] Mean(IReadOnlyList<DigitHistory> trained, Func<DigitHistory, double[]> course)
    {
        double[][] courses = [.. trained.Select(course)];
        return [.. Enumerable.Range(1, courses[0].Length - 1).Select(t => courses.Average(c => c[t]))];
    }
}
