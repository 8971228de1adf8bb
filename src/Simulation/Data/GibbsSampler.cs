using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Samples of a ring of N spins or Potts units with couplings at any distance, by Gibbs (heat-bath) sweeps:
/// <code>
/// p(v) ∝ exp(Σ_{i&lt;j} J_{d(i,j)} M(v_i, v_j)),    d(i, j) = min(|i − j|, N − |i − j|) ≤ ⌊N/2⌋.
/// </code>
/// J_1 = β alone is (8) or (14), for which <see cref="IsingRingSampler"/> and <see cref="PottsRingSampler"/> are exact
/// and faster; more of them are the long-range variants of section 4.3. Each J_d includes β.
/// </summary>
public sealed class GibbsSampler
{
    private readonly HeatBath _heatBath;

    /// <summary>A sampler of a law.</summary>
    /// <param name="sites">Number of units N, at least 3.</param>
    /// <param name="couplings">J_1, J_2, …: at least one and at most ⌊N/2⌋ finite numbers of any sign; those not given
    /// are 0.</param>
    /// <param name="kernel">M, P×P with P in [2, <see cref="PottsSet.MaximumColours"/>], symmetric and finite; see
    /// <see cref="ColourKernel"/>.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public GibbsSampler(int sites, IReadOnlyList<double> couplings, double[,] kernel)
    {
        ArgumentNullException.ThrowIfNull(couplings);
        Sites = Require.AtLeast(sites, 3);
        Require.InRange(couplings.Count, 1, sites / 2);
        for (int d = 1; d <= couplings.Count; d++)
            Require.Finite(couplings[d - 1], $"couplings[{d - 1}]");
        Colours = ColourKernel.Check(kernel);
        _heatBath = new HeatBath(sites, couplings, kernel);
    }

    /// <summary>Number of units N.</summary>
    public int Sites { get; }

    /// <summary>Number of colours P.</summary>
    public int Colours { get; }

    /// <summary>±1 spins, M(s, s′) = s s′; colour 1 is +1, colour 0 is −1.</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="couplings">J_1, J_2, …, as in the constructor.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static GibbsSampler Ising(int sites, IReadOnlyList<double> couplings)
        => new(sites, couplings, new double[,] { { 1, -1 }, { -1, 1 } });

    /// <summary>Starts a chain from independent, uniform colours.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="chain">Number of the chain, at least 0; it has its own stream (seed, purpose, chain).</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public GibbsChain Start(ulong seed, StreamPurpose purpose, int chain)
        => new(Sites, _heatBath, new RandomStream(seed, purpose, (ulong)Require.AtLeast(chain, 0)));

    /// <summary>
    /// Draws a set of colours. With K <see cref="GibbsPlan.SamplesPerChain"/>, sample s is number s mod K of chain
    /// ⌊s/K⌋, so a larger set begins with the smaller one.
    /// </summary>
    /// <param name="samples">Number of configurations, at least 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="plan">Lengths of the chains.</param>
    /// <param name="purpose"><see cref="StreamPurpose.Data"/> for training, <see cref="StreamPurpose.TestData"/> for
    /// held-out data.</param>
    /// <exception cref="ArgumentException">The number of samples is out of range.</exception>
    public PottsSet SampleSet(int samples, ulong seed, GibbsPlan plan, StreamPurpose purpose = StreamPurpose.Data)
    {
        var set = new PottsSet(samples, Sites, Colours);
        Run(samples, seed, plan, purpose, (sample, state) => state.CopyTo(set.Writable(sample)));
        return set;
    }

    /// <summary>The samples of <see cref="SampleSet"/> as spins, +1 for colour 1. For two colours only.</summary>
    /// <inheritdoc cref="SampleSet"/>
    /// <exception cref="ArgumentException">There are more colours, or the number of samples is out of
    /// range.</exception>
    public SpinSet SampleSpins(int samples, ulong seed, GibbsPlan plan, StreamPurpose purpose = StreamPurpose.Data)
    {
        Require.InRange(Colours, 2, 2);
        var set = new SpinSet(samples, Sites);
        byte[] row = new byte[set.RowBytes];
        Run(samples, seed, plan, purpose, (sample, state) =>
        {
            Pack(state, row);
            set.Write(sample, row);
        });
        return set;
    }

    /// <summary>Follows chain 0 for its autocorrelation times.</summary>
    /// <param name="sweeps">Number of sweeps recorded, at least 1.</param>
    /// <param name="burnIn">Number of sweeps before, at least 0.</param>
    /// <param name="seed">The seed of the run, purpose <see cref="StreamPurpose.Other"/>.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public GibbsTrace Trace(int sweeps, int burnIn, ulong seed)
    {
        double[] logWeights = new double[Require.AtLeast(sweeps, 1)], magnetisations = new double[sweeps];
        GibbsChain chain = Start(seed, StreamPurpose.Other, 0);
        chain.Sweep(burnIn);
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            chain.Sweep();
            (logWeights[sweep], magnetisations[sweep]) = (chain.LogWeight(), chain.Magnetisation());
        }

        return new GibbsTrace(logWeights, magnetisations);
    }

    private static void Pack(ReadOnlySpan<byte> state, Span<byte> row)
    {
        row.Clear();
        for (int i = 0; i < state.Length; i++)
            row[i >> 3] |= (byte)(state[i] << (i & 7));
    }

    private void Run(
        int samples, ulong seed, GibbsPlan plan, StreamPurpose purpose, Action<int, ReadOnlySpan<byte>> take)
    {
        ArgumentNullException.ThrowIfNull(plan);
        GibbsChain? chain = null;
        for (int sample = 0; sample < samples; sample++)
        {
            if (chain is null || sample % plan.SamplesPerChain == 0)
            {
                chain = Start(seed, purpose, sample / plan.SamplesPerChain);
                chain.Sweep(plan.BurnIn);
            }
            else
            {
                chain.Sweep(plan.Thinning);
            }

            take(sample, chain.State);
        }
    }
}
