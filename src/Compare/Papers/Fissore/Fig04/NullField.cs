using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// A training whose visible fields start from 0: its first mode takes their place, driven from the first update on
/// (<see cref="NullFieldDrive"/>).
/// </summary>
/// <param name="history">The training.</param>
/// <param name="digits">The data.</param>
/// <param name="training">The settings.</param>
internal sealed class NullField(DigitHistory history, DigitSpectrum digits, DigitTraining training)
{
    private const int Pixels = DigitSource.Side * DigitSource.Side;

    /// <summary>"Many" orders of magnitude are two or more.</summary>
    private const double ManyOrders = 100;

    private readonly NullFieldDrive _drive = new(digits.Means, training.Hidden, training.LearningRate);

    private SpikedNoise Noise => new(Pixels, training.Hidden, training.InitialDeviation);

    /// <summary>p, p − ½ and ln p/(1 − p), then the first mode after one epoch and at the end, all of norm 1.</summary>
    public double[] Pictures
    {
        get
        {
            double[] centred = [.. digits.Means.Select(p => p - 0.5)];
            double[] modes = history.ModePictures!;
            return
            [
                .. Unit(digits.Means, digits.Means), .. Unit(centred, centred),
                .. Unit(MeanPattern.Fields(digits.Means, training.Samples), centred),
                .. Unit(modes[..Pixels], centred), .. Unit(modes[^(modes.Length / 3)..][..Pixels], centred),
            ];
        }
    }

    /// <summary>s_1 and s_2 in the course of the training, over what the first update is to make of them.</summary>
    public Panel Values()
    {
        double[] updates = history.Updates[1..];
        return new("fields from 0: singular values", new("update", Logarithmic: true), new("s", Logarithmic: true),
        [
            new("s_{1}", updates, history.CourseOf(0)[1..], Mark.LinePoints, Palette.Blue),
            new("s_{2}", updates, history.CourseOf(1)[1..], Mark.LinePoints, Palette.Vermilion),
            new("first update, theory", [updates[0]], [_drive.Outlier(training.InitialDeviation)],
                Mark.OpenPoints, Palette.Black),
            new("edge of noise", [updates[0], updates[^1]], [Noise.Edge, Noise.Edge], Mark.Dashed, Palette.Grey),
        ], LegendPlace.TopLeft);
    }

    /// <summary>How the first mode lies to the three patterns.</summary>
    public Panel Cosines()
    {
        double[] updates = history.Updates[1..];
        return new("fields from 0: first mode", new("update", Logarithmic: true), new("|cos| of the angle", 0, 1.02),
        [
            new("to p", updates, Course(0), Mark.Line, Palette.Vermilion),
            new("to p − ½", updates, Course(1), Mark.Line, Palette.Blue),
            new("to ln p/(1 − p)", updates, Course(2), Mark.Line, Palette.Green),
        ], LegendPlace.TopRight);

        double[] Course(int pattern)
            => [.. Enumerable.Range(1, updates.Length).Select(t => history.PatternCosines![3 * t + pattern])];
    }

    /// <summary>What the source says of it, and theory.</summary>
    public IEnumerable<Verdict> Judge()
    {
        double[] first = CosinesAt(1), last = CosinesAt(history.Updates.Length - 1);
        double ratio = Enumerable.Range(1, history.Updates.Length - 1).Max(RatioAt);
        double expected = _drive.Outlier(training.InitialDeviation), found = history.ValuesAt(1)[0];
        double turned = Math.Sqrt(Noise.LeftOverlap(_drive.Strength) / (1 + BatchShare));
        return
        [
            Verdict.Holds("null-ratio", "largest s_1 / s_2, fields from 0", "many orders of magnitude",
                ratio >= ManyOrders, null, null, $"measured {ratio:F1}, of one run; two orders are asked for")
                with { ExplainedBy = "null-drive" },
            // s_1 moves with the noise of W(0) by some σ, and with that of a batch of data and one of chains, which
            // lengthens the drive by half of their share of its square.
            Verdict.Holds("null-drive", "s_1 after the first update, fields from 0", null,
                Math.Abs(found - expected) < 3 * training.InitialDeviation + expected * BatchShare / 2, expected, null,
                $"measured {found:F4}; ½ν‖p − ½‖√M and the noise; s_1/s_2 = {RatioAt(1):F2}"),
            Verdict.Holds("null-mean", "|cos| of the first mode with p after the first update, fields from 0",
                "the first mode is the mean", first[0] > Math.Max(first[1], first[2]), null, null,
                $"measured {first[0]:F3}; with p − ½ {first[1]:F3}, with ln p/(1 − p) {first[2]:F3}; "
                    + "the largest is asked for")
                with { ExplainedBy = "null-mode" },
            Verdict.Holds("null-mode", "|cos| of the first mode with p − ½ after the first update, fields from 0", null,
                first[1] > Math.Max(first[0], first[2]), turned, null,
                $"measured {first[1]:F3}; the largest of the three is asked for"),
            Verdict.Report("null-late", "|cos| of the first mode with ln p/(1 − p) at the end, fields from 0", null,
                null, null, $"measured {last[2]:F3}; with p {last[0]:F3}, with p − ½ {last[1]:F3}"),
        ];
    }

    /// <summary>The noise of a batch of data and of one of chains, each unit a coin at the start, over the square of
    /// the drive.</summary>
    private double BatchShare
        => digits.Means.Sum(p => p * (1 - p) + 0.25) / training.Batch / digits.Means.Sum(p => (p - 0.5) * (p - 0.5));

    private double RatioAt(int look) => history.ValuesAt(look)[0] / history.ValuesAt(look)[1];

    private double[] CosinesAt(int look) => history.PatternCosines![(3 * look)..(3 * look + 3)];

    /// <summary>Of norm 1, with the sign that lies to a pattern.</summary>
    private static double[] Unit(double[] numbers, double[] pattern)
    {
        double norm = Math.Sqrt(numbers.Sum(x => x * x));
        double sign = numbers.Zip(pattern, (x, y) => x * y).Sum() < 0 ? -1 : 1;
        return [.. numbers.Select(x => sign * x / norm)];
    }
}
