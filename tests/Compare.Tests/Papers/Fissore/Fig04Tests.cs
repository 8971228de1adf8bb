using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

public class Fig04Tests
{
    private const Outcome Agrees = Outcome.Agrees, Differs = Outcome.Differs;

    private readonly Machines _machines = new(Preset.Quick);

    [Fact]
    public void A_space_that_stays_refutes_the_source_where_single_modes_turn()
    {
        IReadOnlyList<Verdict> verdicts = Judge(late: [0.2, 0.4, 0.6, 0.8, 0.8, 0.8]);
        Assert.Equal((Agrees, Agrees), (verdicts.Of("early").Outcome, verdicts.Of("rotation").Outcome));
        Assert.Equal(Standing.Refuted, verdicts.Of("late").StandingIn(verdicts));
        Assert.Equal(0.9, verdicts.Of("peak").Simulation!.Value, 0.01);

        // Where the whole space turns, the source is right; where it was never alike, wrong.
        Assert.Equal(Agrees, Judge(late: [0.1, 0.1, 0.1, 0.2, 0.2, 0.2]).Of("late").Outcome);
        Assert.Equal(Differs, Judge(early: 0.4).Of("early").Outcome);
        Assert.Equal(Differs, Judge(late: [0.9, 0.9, 0.9, 0.8, 0.8, 0.8]).Of("rotation").Outcome);
    }

    [Fact]
    public void The_order_of_frequencies_is_judged_by_that_of_the_pictures()
    {
        // Ten waves in order have rank correlation 1; two runs up and down, next to none.
        Assert.Equal(Agrees, Judge().Of("frequency-early").Outcome);
        Assert.Equal(1, Judge().Of("frequency-early").Theory!.Value, 1e-12);
        Assert.Equal(Differs, Judge(order: [1, 6, 2, 7, 3, 10, 4, 9, 5, 8]).Of("frequency-early").Outcome);
    }

    [Fact]
    public void A_field_of_0_is_driven_along_p_minus_a_half()
    {
        // p = 0.1, M = 100, ν = 0.01: strength ½ 0.01 · 0.4 · √784 · √100 = 0.56, w_c² = 0.01² √(784 · 100) = 0.028;
        // s² = (0.01 (28 + 10))² + (0.56 − 0.028/0.56)² with noise in both.
        IReadOnlyList<Verdict> verdicts = Judge();
        double strength = 0.56, critical = 0.0001 * Math.Sqrt(78_400);
        double outlier = Math.Sqrt(Math.Pow(0.38, 2) + Math.Pow(strength - critical / strength, 2));
        Assert.Equal(outlier, verdicts.Of("null-drive").Theory!.Value, 1e-4);
        Assert.Equal(Agrees, verdicts.Of("null-drive").Outcome);
        // σ = 0.01 and the noise of batches, (0.09 + 0.25)/100/0.16/2 = 1 % of s_1: a tenth is far off.
        Assert.Equal(Differs, Judge(driven: 1.1).Of("null-drive").Outcome);

        Assert.Equal(Standing.Refuted, verdicts.Of("null-ratio").StandingIn(verdicts));
        Assert.Equal(Standing.Refuted, verdicts.Of("null-mean").StandingIn(verdicts));
        IReadOnlyList<Verdict> mean = Judge(cosines: [0.9, 0.5, 0.4]);
        Assert.Equal((Agrees, Differs), (mean.Of("null-mean").Outcome, mean.Of("null-mode").Outcome));
        Assert.Equal(Agrees, Judge(ratio: 150).Of("null-ratio").Outcome);
    }

    [Fact]
    public void Only_data_that_are_not_centred_have_the_mean_as_their_first_component()
    {
        IReadOnlyList<Verdict> verdicts = Judge();
        Assert.Equal(Standing.Refuted, verdicts.Of("component-centred").StandingIn(verdicts));
        Assert.Equal(0.4 * 0.4, verdicts.Of("component-centred").Theory!.Value, 1e-12);
        Assert.Equal(0.99 * 0.99, verdicts.Of("component").Theory!.Value, 1e-12);
    }

    [Fact]
    public void It_draws_pictures_and_courses_without_the_start()
    {
        Fig04 figure = new(_machines);
        Figure drawn = figure.Draw(MadeUp())!;
        Assert.Equal(8, drawn.Panels.Count);
        Assert.All(drawn.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
        Assert.Equal(MadeUpMachines.Looks[1..], drawn.Panels[4].Series[0].X);
        Assert.Equal(SpectralHistory.Subspaces.Length, figure.Tabulate(MadeUp())!.Rows.Count);
    }

    private IReadOnlyList<Verdict> Judge(double early = 0.9, double[]? late = null, int[]? order = null,
        double driven = 1, double ratio = 5, double[]? cosines = null)
        => new Fig04(_machines).Judge(MadeUp(early, late, order, driven, ratio, cosines));

    private IReadOnlyList<RunRecord> MadeUp(double early = 0.9, double[]? late = null, int[]? order = null,
        double driven = 1, double ratio = 5, double[]? cosines = null)
    {
        double[] pictures = [.. (order ?? [.. Enumerable.Range(1, 10)]).SelectMany(MadeUpMachines.Wave)];
        DigitSpectrum digits = MadeUpMachines.Digits(_ => 0.1);
        return MadeUpMachines.Records(_machines, digits, (kind, number, history) => history with
        {
            PrincipalOverlaps = [.. Overlaps(early, late ?? [0.2, 0.4, 0.6, 0.8, 0.8, 0.8], number)],
            ModePictures = [.. pictures, .. pictures, .. pictures],
            Values = kind != MachineKind.NullField ? history.Values
                : [.. new[] { 0.38, 0.636 * driven, 0.38 * ratio, 0.38 * ratio }.SelectMany(
                    s => Enumerable.Range(0, MadeUpMachines.Modes).Select(a => a == 0 ? s : 0.38))],
            PatternCosines = kind != MachineKind.NullField ? null
                : [0.1, 0.1, 0.1, .. cosines ?? [0.2, 0.9, 0.8], 0.2, 0.9, 0.9, 0.1, 0.9, 0.95],
        });
    }

    /// <summary>Of no space at the start and after the first update; the runs scatter by a percent.</summary>
    private static IEnumerable<double> Overlaps(double early, double[] late, int number)
        => new[] { [.. SpectralHistory.Subspaces.Select(_ => 0.01)], [.. SpectralHistory.Subspaces.Select(_ => 0.01)],
            [.. SpectralHistory.Subspaces.Select(_ => early)], late }
            .SelectMany(look => look.Select(o => o * (1 + 0.005 * (number - 2))));
}
