using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>Fissore: how a machine of units 0 and 1 learns digits, mode by mode.</summary>
public static class FissorePaper
{
    /// <summary>The paper.</summary>
    public static Paper Paper { get; } = new(
        "fissore",
        "How a restricted Boltzmann machine learns digits, mode by mode",
        "Theory and simulation of \"Learning dynamics of Restricted Boltzmann Machines\" (Fissore), lined up",
        Experiments,
        Prose.Beside(typeof(FissorePaper)));

    private static IReadOnlyList<Experiment> Experiments(Preset preset)
    {
        Machines machines = new(preset);
        return
        [
            new Fig02(machines), new Fig03(machines), new Fig04(machines), new Fig05(machines), new Fig06(machines),
            new Gains(machines), machines, new ErrataPage(preset),
        ];
    }
}
