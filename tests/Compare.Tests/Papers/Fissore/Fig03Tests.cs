using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

public class Fig03Tests
{
    private const double Tolerance = 1e-12;

    private readonly Machines _machines = new(Preset.Quick);

    [Fact]
    public void A_bulk_that_learns_nothing_decays_by_the_factor_alone()
    {
        // νλ = 0.01 · 0.01, and 3,000 updates are less than one time of decay: judged at the end.
        double end = Math.Exp(-0.3);
        IReadOnlyList<Verdict> verdicts = Judge(plain: 1, decay: end);
        Assert.Equal(end, verdicts.Of("bulk-decay").Theory!.Value, Tolerance);
        Assert.Equal(end, verdicts.Of("bulk-decay-learns").Theory!.Value, Tolerance);
        Assert.Equal((Outcome.Agrees, Outcome.Agrees), Outcomes(verdicts));
        Assert.Equal((Outcome.Differs, Outcome.Differs), Outcomes(Judge(plain: 1, decay: 1)));
    }

    [Fact]
    public void What_the_bulk_learns_decays_from_then_on()
    {
        // It doubles between the last two looks, at 300 and at 3,000 updates: what is learnt has decayed half of that time.
        double end = Math.Exp(-0.3) + Math.Exp(-0.5e-4 * 2700);
        IReadOnlyList<Verdict> verdicts = Judge(plain: 2, decay: end);
        Assert.Equal(end, verdicts.Of("bulk-decay-learns").Theory!.Value, Tolerance);
        Assert.Equal((Outcome.Differs, Outcome.Agrees), Outcomes(verdicts));
        Assert.Equal(Standing.FinerTheoryAgrees, verdicts.Of("bulk-decay").StandingIn(verdicts));

        // More than a tenth above it.
        Assert.Equal((Outcome.Differs, Outcome.Differs), Outcomes(Judge(plain: 2, decay: Math.Exp(-0.3) + 1.05)));
    }

    private static (Outcome Alone, Outcome Learns) Outcomes(IReadOnlyList<Verdict> verdicts)
        => (verdicts.Of("bulk-decay").Outcome, verdicts.Of("bulk-decay-learns").Outcome);

    /// <summary>Values that are those of the start times a factor at the last look.</summary>
    private IReadOnlyList<Verdict> Judge(double plain, double decay)
        => new Fig03(_machines).Judge(MadeUpMachines.Records(_machines, MadeUpMachines.Digits(_ => 0.2), (kind, _, history) => history with
        {
            Values = [.. history.Values.Select((value, k) => k < history.Values.Length - MadeUpMachines.Modes ? value
                : value * (kind == MachineKind.Decay ? decay : plain))],
            Predicted = history.Values,
        }));
}
