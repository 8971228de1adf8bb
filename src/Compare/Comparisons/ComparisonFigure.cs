using System.Globalization;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Comparisons;

/// <summary>The weights of every unit over the field that theory expects, its maximum at the measured centre.</summary>
public static class ComparisonFigure
{
    /// <summary>Above the highest peak, where the legend stands.</summary>
    private const double Headroom = 1.3;

    /// <summary>Draws the first units, one a colour.</summary>
    /// <param name="comparison">The run and its theory.</param>
    public static Figure Of(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ComparedRun run = comparison.Run;
        TrainedMachine machine = run.Machine;
        int shown = Math.Min(machine.Hidden, Palette.Grey - 1);
        double[] sites = [.. Enumerable.Range(1, machine.Sites).Select(i => (double)i)];
        List<Series> measured = [], expected = [];
        for (int mu = 0; mu < shown; mu++)
        {
            string unit = machine.Hidden == 1 ? "trained" : $"trained, a colour for each of {shown} units";
            measured.Add(new(mu == 0 ? unit : "", sites, UnitMeasures.ProfileOf(machine.FieldOf(mu), machine.Colours),
                Mark.Points, mu + 1));
            double centre = run.Units["centre"][mu];
            if (comparison.Field is ExpectedField field && double.IsFinite(centre))
                expected.Add(new(mu == 0 ? "theory of one unit" : "", sites, field.PlacedAt(centre), Mark.Line,
                    machine.Hidden == 1 ? Palette.Black : mu + 1));
        }

        Series[] all = [.. measured, .. expected];
        Axis y = new(machine.Colours == 1 ? "w_{i}" : "Σ_{v} |w_{iv}|", null, Headroom * all.Max(s => s.Y.Max()));
        string title = $"Weights after {machine.Epoch} epochs" + (comparison.Field is null ? "" : ", over theory");
        return new("compare", title, [new("", new("site i", 1, machine.Sites), y, all)],
            Note(run) + (shown < machine.Hidden ? $"; the first {shown} of {machine.Hidden} hidden units" : ""));
    }

    private static string Note(ComparedRun run) => string.Create(CultureInfo.InvariantCulture,
        $"N = {run.Ring.Sites}, M = {run.Hidden}, β = {run.Population?.Beta ?? run.Ring.Beta}, ")
        + (run.Ring.Fresh ? "fresh samples, " : $"S = {run.Ring.Samples}, ")
        + string.Create(CultureInfo.InvariantCulture, $"ν × updates = {run.LearningTime:G4}");
}
