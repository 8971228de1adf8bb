using System.Numerics;
using System.Runtime.CompilerServices;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Independent exact samples of the Ising ring (8), p(s) ∝ exp(β Σ_i s_i s_{i+1}), s_N = s_0, by its transfer matrix.
/// With t = tanh β, e^{β s s'} ∝ 1 + t s s', and n bonds in a row sum to a single bond 1 + t^n s s'. So s_0 is uniform
/// and, given s_j and s_0, with the N−1−j bonds from s_{j+1} round to s_0 still open,
/// <code>
/// P(s_{j+1} = s | s_j, s_0) = (1 + t s s_j)(1 + t^{N−1−j} s s_0) / (2 (1 + t^{N−j} s_j s_0)),    j = 0..N−2.
/// P(s_{j+1} ≠ s_j | c)      = (1 − t)(1 − c t^{N−1−j}) / (2 (1 + c t^{N−j})),                   c = s_j s_0.
/// </code>
/// </summary>
/// <remarks>
/// One 32-bit random number a site and no rejection: the second line is tabulated for c = ±1 as thresholds on the
/// grid 2^−32, the only approximation (each conditional probability is off by at most 2^−33).
/// </remarks>
public sealed class IsingRingSampler
{
    private readonly FlipThresholds[] _flips;

    /// <summary>Tabulates the conditional probabilities.</summary>
    /// <param name="sites">Number of spins N of the ring, at least 3.</param>
    /// <param name="beta">Coupling β over temperature, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public IsingRingSampler(int sites, double beta)
    {
        Sites = Require.AtLeast(sites, 3);
        Beta = Require.NonNegative(beta);
        _flips = new FlipThresholds[sites - 1];
        double t = Math.Tanh(beta);
        double oneMinusT = 2 / (Math.Exp(2 * beta) + 1);
        for (int j = 0; j < sites - 1; j++)
        {
            double open = Math.Pow(t, sites - 1 - j);
            double whenLike = oneMinusT * (1 - open) / (2 * (1 + open * t));

            // At t = 1 in double precision no spin ever differs from s_0, and the state c = −1 is not reached.
            double norm = 1 - open * t;
            double whenUnlike = norm > 0 ? oneMinusT * (1 + open) / (2 * norm) : 0;
            _flips[j] = new FlipThresholds(Threshold(whenLike), Threshold(whenUnlike));
        }
    }

    /// <summary>Number of spins N.</summary>
    public int Sites { get; }

    /// <summary>Coupling over temperature β.</summary>
    public double Beta { get; }

    /// <summary>The probability that s_{j+1} ≠ s_j, in units of 2^−32, for either s_j.</summary>
    /// <param name="bond">j, in [0, N − 2].</param>
    /// <returns>That while s_j is like s_0, and while it is unlike; both at most 2^31.</returns>
    /// <exception cref="ArgumentException">There is no such bond, or it is the one that closes the ring.</exception>
    public (uint WhenLike, uint WhenUnlike) FlipProbabilities(int bond)
    {
        FlipThresholds flip = _flips[Require.InRange(bond, 0, Sites - 2)];
        return (flip.WhenLike, flip.WhenUnlike);
    }

    /// <summary>Draws one configuration; bytes and floats get the same spins from the same stream.</summary>
    /// <typeparam name="T">The type that holds a spin, such as <see cref="sbyte"/> or <see cref="float"/>.</typeparam>
    /// <param name="stream">Advanced by ⌈N/2⌉ 64-bit draws.</param>
    /// <param name="spins">Length <see cref="Sites"/>; receives −1 and +1.</param>
    /// <exception cref="ArgumentException">The length differs from <see cref="Sites"/>.</exception>
    public void Sample<T>(ref RandomStream stream, Span<T> spins)
        where T : struct, ISignedNumber<T>
    {
        Require.Length(spins.Length, Sites);
        RandomStream local = stream;
        ReadOnlySpan<FlipThresholds> flips = _flips;

        // Sites 2k and 2k+1 use the upper and the lower half of draw k. Site 0 spends its half on one fair bit.
        ulong bits = local.NextUInt64();
        int first = (long)bits < 0 ? 1 : -1;
        int differs = flips[0].Next(0, (uint)bits);
        spins[0] = T.CreateTruncating(first);
        spins[1] = T.CreateTruncating((first ^ differs) - differs);
        int j = 2;
        for (; j < flips.Length && j < spins.Length - 1; j += 2)
        {
            bits = local.NextUInt64();
            differs = flips[j - 1].Next(differs, (uint)(bits >> 32));
            spins[j] = T.CreateTruncating((first ^ differs) - differs);
            differs = flips[j].Next(differs, (uint)bits);
            spins[j + 1] = T.CreateTruncating((first ^ differs) - differs);
        }

        if (j < spins.Length)
        {
            differs = flips[j - 1].Next(differs, local.NextUInt32());
            spins[j] = T.CreateTruncating((first ^ differs) - differs);
        }

        stream = local;
    }

    /// <summary>
    /// Draws a set. Sample s has its own stream (seed, purpose, s), so a larger set begins with the smaller one.
    /// </summary>
    /// <param name="samples">Number of configurations, at least 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose"><see cref="StreamPurpose.Data"/> for training, <see cref="StreamPurpose.TestData"/> for
    /// held-out data.</param>
    /// <exception cref="ArgumentException">The number of samples is out of range.</exception>
    public SpinSet SampleSet(int samples, ulong seed, StreamPurpose purpose = StreamPurpose.Data)
    {
        var set = new SpinSet(samples, Sites);
        sbyte[] spins = new sbyte[Sites];
        byte[] row = new byte[set.RowBytes];
        for (int sample = 0; sample < samples; sample++)
        {
            var stream = new RandomStream(seed, purpose, (ulong)sample);
            Sample<sbyte>(ref stream, spins);
            BitRow.Pack(spins, row);
            set.Write(sample, row);
        }

        return set;
    }

    // Every probability here is at most 1/2, so its threshold fits.
    private static uint Threshold(double probability) => (uint)Math.Round(probability * 4294967296.0);

    /// <summary>
    /// Thresholds, on the grid 2^−32, of "s_{j+1} differs from s_j": while s_j is like s_0, and while it is unlike.
    /// </summary>
    private readonly record struct FlipThresholds(uint WhenLike, uint WhenUnlike)
    {
        /// <summary>
        /// Whether the next spin differs from s_0, as a mask: 0 or −1, so that (s ^ mask) − mask is s or −s. Both
        /// outcomes are ready before the last spin is known, and nothing branches on random bits.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Next(int differs, uint random)
        {
            int leaves = (int)((long)random - WhenLike >> 63);
            int returns = (int)((long)random - WhenUnlike >> 63);
            return (differs & ~returns) | (~differs & leaves);
        }
    }
}
