using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Harsh, Tubiana, Cocco, Monasson: place cells in machines that learn invariant data.</summary>
public static class HarshPaper
{
    /// <summary>The paper.</summary>
    public static Paper Paper { get; } = new(
        "harsh",
        "Place cells in restricted Boltzmann machines",
        "Theory and simulation of \"'Place-cell' emergence and learning of invariant data with restricted "
        + "Boltzmann machines\" (Harsh, Tubiana, Cocco, Monasson), lined up",
        preset =>
        [
            new Fig01(), new Fig02(preset), new Fig03a(preset), new Fig03b(preset), new Fig04(preset),
            new Fig05(preset), new Fig06(preset), new Fig07a(preset), new Fig07b(preset), new Fig08(preset),
            new Fig09(preset), new Fig10(preset), new Fig11(preset), new Variants(preset), new Fig12(preset),
            new Fig13(preset), new Fig14a(preset), new Fig14b(preset), new Fig14c(preset), new SmallBetaLimit(preset),
            new BumpStability(preset), new TuringDiagram(preset), new ErrataPage(preset),
        ],
        Prose.Beside(typeof(HarshPaper)));
}
