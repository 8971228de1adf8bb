using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Independent exact samples of a ring of N Potts units, p(v) ∝ exp(Σ_i L(v_i, v_{i+1})), v_N = v_0, L = βM symmetric:
/// (14) with any kernel. With the transfer matrix T = e^L, n bonds in a row sum to T^n, so that
/// <code>
/// P(v_0 = a)                   = (T^N)_{aa} / Tr T^N
/// P(v_{j+1} = b | v_j, v_0)    = T_{v_j b} (T^{N−1−j})_{b v_0} / (T^{N−j})_{v_j v_0},    j = 0..N−2.
/// </code>
/// </summary>
/// <remarks>
/// One random number a unit, a multiple of 2^−53, and P products: N P² numbers are kept, the powers of T. Each is
/// scaled by a power of two, which is exact and cancels above, so that a long or cold ring is as exact as any. A law
/// whose ring is frustrated so strongly that even its best configuration is beyond double precision is refused.
/// </remarks>
public sealed class PottsRingSampler
{
    // Below this part of the largest entry of T^N, what underflows in T and its powers could matter.
    private const double SmallestTrace = 1e-100;

    private readonly double[] _powers;
    private readonly double[] _closed;

    /// <summary>Multiplies the powers of the transfer matrix, N P³ operations.</summary>
    /// <param name="sites">Number of units N of the ring, at least 3.</param>
    /// <param name="logWeights">L = βM, P×P with P in [2, <see cref="PottsSet.MaximumColours"/>], symmetric and
    /// finite.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, N P² numbers do not fit one array, or the ring
    /// is frustrated beyond double precision.</exception>
    public PottsRingSampler(int sites, double[,] logWeights)
    {
        Colours = ColourKernel.Check(logWeights);
        int square = Colours * Colours;
        Sites = Require.InRange(sites, 3, Array.MaxLength / square);
        double highest = logWeights.Cast<double>().Max();
        _powers = new double[sites * square];
        for (int entry = 0; entry < square; entry++)
            _powers[entry] = Math.Exp(logWeights[entry / Colours, entry % Colours] - highest);

        for (int power = 2; power <= sites; power++)
            Multiply(Power(power - 1), Power(power));
        _closed = new double[Colours];
        for (int colour = 0; colour < Colours; colour++)
            _closed[colour] = Power(sites)[colour * (Colours + 1)];
        double trace = _closed.Sum();
        if (trace < SmallestTrace)
            throw Require.Error("Tr T^N / max T^N", trace, $"at least {SmallestTrace}: this ring is frustrated");
    }

    /// <summary>Number of units N.</summary>
    public int Sites { get; }

    /// <summary>Number of colours P.</summary>
    public int Colours { get; }

    /// <summary>The discretised XY model, L(v, v′) = β cos(2π(v − v′)/P): (13)–(15).</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="colours">P, in [2, <see cref="PottsSet.MaximumColours"/>].</param>
    /// <param name="beta">β, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static PottsRingSampler Xy(int sites, int colours, double beta)
        => new(sites, ColourKernel.Times(Require.NonNegative(beta), ColourKernel.Xy(colours)));

    /// <summary>Short-range coupling of the colours, as section 4.3 varies the XY model: L(v, v′) = β where v and v′
    /// are at most <paramref name="range"/> apart around the circle of colours, else 0.</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="colours">P, in [2, <see cref="PottsSet.MaximumColours"/>].</param>
    /// <param name="range">From 0, the usual Potts model, to P/2 − 1.</param>
    /// <param name="beta">β, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static PottsRingSampler ShortRange(int sites, int colours, int range, double beta)
        => new(sites, ColourKernel.Times(Require.NonNegative(beta), ColourKernel.ShortRange(colours, range)));

    /// <summary>Draws one configuration. Safe on several threads, each with its own stream.</summary>
    /// <param name="stream">Advanced by N 64-bit draws.</param>
    /// <param name="row">Length <see cref="Sites"/>; receives colours, one byte each.</param>
    /// <exception cref="ArgumentException">The length differs from <see cref="Sites"/>.</exception>
    public void Sample(ref RandomStream stream, Span<byte> row)
    {
        Require.Length(row.Length, Sites);
        RandomStream local = stream;
        Span<double> cumulative = stackalloc double[PottsSet.MaximumColours];
        cumulative = cumulative[..Colours];
        double sum = 0;
        for (int colour = 0; colour < cumulative.Length; colour++)
            cumulative[colour] = sum += _closed[colour];
        int first = Choose(cumulative, local.NextDouble()), last = first;
        row[0] = (byte)first;
        for (int j = 1; j < row.Length; j++)
        {
            // Row v_0 for column v_0: the power is symmetric but for rounding.
            ReadOnlySpan<double> step = Power(1).Slice(last * Colours, cumulative.Length);
            ReadOnlySpan<double> closing = Power(Sites - j).Slice(first * Colours, cumulative.Length);
            sum = 0;
            for (int colour = 0; colour < cumulative.Length; colour++)
                cumulative[colour] = sum += step[colour] * closing[colour];
            last = Choose(cumulative, local.NextDouble());
            row[j] = (byte)last;
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
    public PottsSet SampleSet(int samples, ulong seed, StreamPurpose purpose = StreamPurpose.Data)
    {
        var set = new PottsSet(samples, Sites, Colours);
        SampleRows(0, seed, purpose, set.WritableRows);
        return set;
    }

    /// <summary>Draws successive samples of the set of a seed, the same as <see cref="SampleSet"/> would, however
    /// large.</summary>
    /// <param name="first">Number of the first sample.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose">As in <see cref="SampleSet"/>.</param>
    /// <param name="rows">Receives whole rows of <see cref="Sites"/> colours.</param>
    /// <exception cref="ArgumentException">The length is not that of whole rows.</exception>
    public void SampleRows(ulong first, ulong seed, StreamPurpose purpose, Span<byte> rows)
    {
        int samples = rows.Length / Sites;
        Require.Length(rows.Length, samples * Sites);
        var lanes = new PottsRingLanes(_powers, _closed, Sites);
        Span<RandomStream> streams = stackalloc RandomStream[PottsRingLanes.Lanes];
        int sample = 0;
        for (; sample <= samples - streams.Length; sample += streams.Length)
        {
            for (int lane = 0; lane < streams.Length; lane++)
                streams[lane] = new RandomStream(seed, purpose, first + (ulong)(sample + lane));
            lanes.Sample(streams, rows.Slice(sample * Sites, streams.Length * Sites));
        }

        for (; sample < samples; sample++)
        {
            var stream = new RandomStream(seed, purpose, first + (ulong)sample);
            Sample(ref stream, rows.Slice(sample * Sites, Sites));
        }
    }

    private Span<double> Power(int n) => _powers.AsSpan((n - 1) * Colours * Colours, Colours * Colours);

    // T^n is T^{n−1} T. The terms of an entry are those that Sample sums over the colours of the next site: a colour
    // that was drawn always has a next colour of positive weight, even where small entries have underflowed.
    private void Multiply(ReadOnlySpan<double> previous, Span<double> product)
    {
        double highest = 0;
        for (int entry = 0; entry < product.Length; entry++)
        {
            ReadOnlySpan<double> row = previous.Slice(entry / Colours * Colours, Colours);
            ReadOnlySpan<double> column = Power(1).Slice(entry % Colours * Colours, Colours);
            double sum = 0;
            for (int colour = 0; colour < Colours; colour++)
                sum += row[colour] * column[colour];
            product[entry] = sum;
            highest = Math.Max(highest, sum);
        }

        double scale = Math.ScaleB(1, -Math.ILogB(highest));
        foreach (ref double entry in product)
            entry *= scale;
    }

    /// <summary>The colour that a uniform number in [0, 1) picks from sums of weights.</summary>
    internal static int Choose(ReadOnlySpan<double> cumulative, double uniform)
    {
        double target = uniform * cumulative[^1];
        int colour = 0;
        foreach (double bound in cumulative[..^1])
            colour += bound <= target ? 1 : 0;
        return colour;
    }
}
