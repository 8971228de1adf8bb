using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

public class Fig06Tests
{
    private readonly Machines _machines = new(Preset.Quick);

    [Fact]
    public void Modes_that_suffice_agree_and_each_wrong_number_turns_its_verdict()
    {
        IReadOnlyList<Verdict> verdicts = Judge();
        Assert.All(verdicts, v => Assert.NotEqual(Outcome.Differs, v.Outcome));
        // Half of 100 modes, and the fewest of those tried with an error below 1e-4.
        Assert.Equal(2e-5, verdicts.Of("suffice").Simulation!.Value, 1e-6);
        Assert.Equal(30, verdicts.Of("smallest").Simulation!.Value);
        Assert.Equal(0.04 / 0.02, verdicts.Of("principal").Simulation!.Value, 1e-12);

        // The made-up runs scatter by a percent.
        Assert.Equal(Outcome.Differs, Judge(toFull: 2e-4).Of("suffice").Outcome);
        Assert.Equal(Outcome.Differs, Judge(boundary: 0.4).Of("boundary").Outcome);
        Assert.Equal(Outcome.Differs, Judge(means: 1.1).Of("means-50").Outcome);
        Assert.Equal(Outcome.Agrees, Judge(means: 0.9).Of("means-50").Outcome);
        Assert.Equal(Outcome.Differs, Judge(covariances: 1.1).Of("covariances-50").Outcome);
        Assert.Equal(1.1, Judge(covariances: 1.1).Of("covariances-50").Simulation!.Value, 0.02);

        // Fields that are trained on explain it, where the whole machine gains as much by that as the strongest modes.
        Assert.Equal(Outcome.Agrees, Judge(means: 1.1).Of("fitted-means-50").Outcome);
        Assert.Equal(Outcome.Differs, Judge(fitted: 1.1).Of("fitted-means-50").Outcome);
        Assert.Equal(Outcome.Differs, Judge(fitted: 1.1).Of("fitted-covariances-50").Outcome);
        Assert.Equal(Outcome.Agrees, Judge(fitted: 1.1).Of("means-50").Outcome);
    }

    [Fact]
    public void Where_fields_do_not_explain_it_more_modes_may()
    {
        Standing Fitted(double fitted, double more)
        {
            IReadOnlyList<Verdict> verdicts = Judge(fitted: fitted, more: more);
            return verdicts.Of("fitted-means-50").StandingIn(verdicts);
        }

        Assert.Equal(Standing.Agrees, Fitted(1, 1));
        Assert.Equal(Standing.FinerTheoryAgrees, Fitted(1.1, 1));
        Assert.Equal(Standing.Unexplained, Fitted(1.1, 1.1));
        // Beyond the last number of modes there is only the whole machine.
        Assert.Null(Judge().Of("fitted-means-70").ExplainedBy);
        IReadOnlyDictionary<string, object> quoted = new Fig06(_machines).Quote(new(MadeUp(fitted: 1.1, more: 0.9)));
        // Three runs with a deviation of a percent: an error of 0.01/√3 of each number.
        Assert.Equal("1.1000 ± 0.0064", quoted["means"]);
        Assert.Equal(", those of 70 modes 0.9000 ± 0.0052 and 0.9000 ± 0.0052", quoted["more"]);
    }

    [Fact]
    public void It_draws_errors_but_those_that_are_0()
    {
        Fig06 figure = new(_machines);
        IReadOnlyList<RunRecord> runs = MadeUp();
        Figure drawn = figure.Draw(runs)!;
        Assert.Equal(4, drawn.Panels.Count);
        Assert.Equal([1, 30, 50], drawn.Panels[2].Series[0].X);
        Assert.Equal([1, 30, 50, 100], drawn.Panels[2].Series[1].X);
        Assert.Equal(["10", "50", "70", "100", "fresh data"], figure.Tabulate(runs)!.Rows.Select(row => row[0].Text));
    }

    [Fact]
    public void A_boundary_is_where_a_neighbour_differs()
    {
        // A square of 4 × 4 pixels in the middle: 12 of it and 16 beside it have such a neighbour.
        SpinSet digits = new(1, 784);
        byte[] row = new byte[digits.RowBytes];
        float[] zero = new float[784], atCentre = new float[784], both = new float[784];
        for (int y = 10; y < 14; y++)
        {
            for (int x = 10; x < 14; x++)
                row[(28 * y + x) >> 3] |= (byte)(1 << ((28 * y + x) & 7));
        }

        digits.Write(0, row);
        atCentre[28 * 11 + 11] = 0.5f;
        (both[28 * 11 + 11], both[28 * 10 + 9]) = (0.1f, -0.3f);
        Assert.Equal(new(0, 28.0 / 784), BoundaryShare.Of(digits, zero, atCentre));
        Assert.Equal(0.9, BoundaryShare.Of(digits, both, zero).OfError, 1e-6);
    }

    private IReadOnlyList<Verdict> Judge(
        double toFull = 2e-5, double boundary = 0.7, double means = 1, double covariances = 1, double fitted = 1,
        double more = 1)
        => new Fig06(_machines).Judge(MadeUp(toFull, boundary, means, covariances, fitted, more));

    private IReadOnlyList<RunRecord> MadeUp(
        double toFull = 2e-5, double boundary = 0.7, double means = 1, double covariances = 1, double fitted = 1,
        double more = 1)
        => MadeUpMachines.Records(
            _machines, MadeUpMachines.Digits(_ => 0.2), (kind, number, history) => kind != MachineKind.Pcd ? history
                : history with
                {
                    Truncation =
                    [
                        1, 0.08, 0.03, 0.07, 30, 0.041, 9e-5, 0.03, 50, 0.04, toFull * Scale(number), 0.02,
                        100, 0.04, 0, 0.01,
                    ],
                    ModeSamples =
                    [
                        10, 0.006, 2e-4, 50, 0.003 * means * Scale(number), 6e-5 * covariances * Scale(number),
                        70, 0.003, 6e-5, 100, 0.003, 6e-5,
                    ],
                    FittedModeSamples =
                    [
                        10, 0.004, 1e-4, 50, 0.002 * fitted * Scale(number), 5e-5 * fitted * Scale(number),
                        70, 0.002 * more * Scale(number), 5e-5 * more * Scale(number), 100, 0.002, 5e-5,
                    ],
                    BoundaryShares = [10, 0.6, 0.18, 50, boundary * Scale(number), 0.18],
                    ReconstructionPictures = number > 1 ? null
                        : [.. Enumerable.Repeat(0.0, 16 * MadeUpMachines.Pixels)],
                });

    /// <summary>The runs scatter by a percent about 1.</summary>
    private static double Scale(int number) => 1 + 0.01 * (number - 2);
}
