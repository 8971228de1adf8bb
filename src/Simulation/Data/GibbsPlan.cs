namespace RbmTheory.Simulation.Data;

/// <summary>
/// How samples are taken from Gibbs chains. The paper draws its configurations "independently and at random … using the
/// Gibbs sampling algorithm" and gives no numbers of sweeps: by default each sample is the end of a chain of its own.
/// </summary>
/// <remarks>
/// The magnetisation of the Ising ring relaxes within 1/(1 − tanh 2β) sweeps in random order (Glauber 1963), and within
/// half of that in the order of the sites: 14 sweeps at β = 1, 101 at β = 1.5. For long-range couplings or larger β
/// measure the autocorrelation times with <see cref="GibbsSampler.Trace"/>.
/// </remarks>
public sealed record GibbsPlan
{
    /// <summary>Sweeps from the random start of a chain to its first sample, at least 0.</summary>
    public int BurnIn { get; init => field = Require.AtLeast(value, 0, nameof(BurnIn)); } = 1000;

    /// <summary>Sweeps between the samples of a chain, at least 1.</summary>
    public int Thinning { get; init => field = Require.AtLeast(value, 1, nameof(Thinning)); } = 100;

    /// <summary>Samples that a chain gives before the next chain starts, at least 1; <see cref="int.MaxValue"/> takes
    /// all from one.</summary>
    public int SamplesPerChain { get; init => field = Require.AtLeast(value, 1, nameof(SamplesPerChain)); } = 1;
}
