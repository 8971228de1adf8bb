using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>A variant of the XY ring (section 4.3), p(v) ∝ exp(Σ_{i&lt;j} J_{d(i,j)} M(v_i, v_j)).</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Title">Its name for the reader.</param>
/// <param name="Couplings">J_1, or J_1 and J_2, with β.</param>
/// <param name="Range">
/// Largest distance of colours that the kernel couples, with strength 1; null for the cosine (15).
/// </param>
internal sealed record XyVariant(string Name, string Title, IReadOnlyList<double> Couplings, int? Range)
{
    // Twenty samples a chain: the autocorrelation time of the magnetisation is 5 sweeps or less.
    private static readonly GibbsPlan Chains = new() { BurnIn = 100, Thinning = 20, SamplesPerChain = 20 };

    /// <summary>The training on samples of it: from Gibbs chains for second neighbours, else exact.</summary>
    /// <param name="training">The training.</param>
    /// <param name="samples">S.</param>
    public XyVariantTraining Training(XyVariantTraining training, int samples)
    {
        XyVariantTraining exact = training with { Samples = samples, Range = Range ?? -1, Coupling1 = Couplings[0] };
        return Couplings.Count == 1 ? exact : exact with
        {
            Coupling2 = Couplings[1],
            BurnIn = Chains.BurnIn,
            Thinning = Chains.Thinning,
            SamplesPerChain = Chains.SamplesPerChain,
        };
    }
}
