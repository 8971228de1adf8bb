using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Decelle: the phases of a machine, what they do to its training, and the tree of its modes.</summary>
public static class DecellePaper
{
    /// <summary>The paper.</summary>
    public static Paper Paper { get; } = new(
        "decelle",
        "Phases, mixing, short chains and the tree of modes",
        "Theory and simulation of \"The Restricted Boltzmann Machine: phase diagram, generation and interpretability\""
            + " (Decelle), lined up",
        Experiments,
        Prose.Beside(typeof(DecellePaper)));

    private static IReadOnlyList<Experiment> Experiments(Preset preset)
    {
        Tree tree = new(preset);
        return
        [
            new GaussianModes(preset),
            new GaussianChains(preset),
            new ShortRuns(preset),
            new PhaseDiagram(preset),
            new Trajectory(preset),
            new Mixing(preset),
            new FixedPointTrajectory(tree),
            tree,
            new ErrataPage(preset),
        ];
    }
}
