using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sampling;

/// <summary>
/// Integrated autocorrelation times of the chains of a machine, in Gibbs steps: of the free energy
/// −log Σ_h e^{−E(v,h)}, of the magnetisation (1/N) Σ v_i where a unit is one number, and of the projection Σ_x u_x v_x
/// on the first singular vector u of the weights.
/// </summary>
/// <remarks>
/// Some of the chains that gave the samples go on, for as many steps again and 1000 at least, and a record is taken at
/// 1000 times. The mean that is subtracted is that of all chains together: chains that stay in different
/// valleys have no finite time, and none is given.
/// </remarks>
internal sealed class SampleTimes
{
    /// <summary>Chains that are followed.</summary>
    public const int Chains = 32;

    /// <summary>Times at which they are looked at.</summary>
    public const int Records = 1000;

    /// <summary>So many times are called many: what is left of the start is e^{−10} of it.</summary>
    public const double Many = 10;

    private SampleTimes(int steps, int interval, IReadOnlyList<(string Name, Autocorrelation Of)> all)
    {
        (Steps, Interval, All) = (steps, interval, all);
    }

    /// <summary>k, the steps before every sample.</summary>
    public int Steps { get; }

    /// <summary>Steps from one record to the next.</summary>
    public int Interval { get; }

    /// <summary>What was measured, by name; times are in records.</summary>
    public IReadOnlyList<(string Name, Autocorrelation Of)> All { get; }

    /// <summary>The longest time, in steps; NaN where one is longer than could be seen. A number that never
    /// changes has no time and does not count.</summary>
    public double Longest
    {
        get
        {
            double[] times = [.. All.Where(a => a.Of.Variance > 0).Select(a => Interval * a.Of.Time)];
            return times.Any(double.IsNaN) ? double.NaN : times.DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Whether k is many times the longest time.</summary>
    public bool AreEnough => Steps >= Many * Longest;

    /// <summary>Follows chains.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="chains">Chains after k steps; they are not moved.</param>
    /// <param name="steps">k.</param>
    /// <param name="seed">Seed of the steps, another than that of the chains.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="ct">Checked now and then.</param>
    public static SampleTimes Measure(
        Rbm machine, PersistentChains chains, int steps, ulong seed, int threads, CancellationToken ct)
    {
        int count = Math.Min(Chains, chains.Count), interval = Math.Max(1, steps / Records), bytes = chains.RowBytes;
        PersistentChains followed = new(count, machine.VisibleLayer, seed);
        for (int chain = 0; chain < count; chain++)
            chains.Row(chain).CopyTo(followed.Row(chain));
        ChainMover mover = new(machine, followed, threads);
        byte[] rows = new byte[Records * count * bytes];
        for (int record = 0; record < Records; record++)
        {
            mover.Move(interval, ct);
            followed.Rows.CopyTo(rows.AsSpan(record * count * bytes));
        }

        ByteRows set = new(rows, machine.Sites, bytes);
        Autocorrelation Of(double[] numbers) => Autocorrelation.Measure([.. Enumerable.Range(0, count).Select(
            chain => Enumerable.Range(0, Records).Select(record => numbers[record * count + chain]).ToArray())]);
        List<(string, Autocorrelation)> all = [("freeEnergy", Of(LogWeights.Of(machine, set, ct)))];
        if (machine.VisibleLayer.Unit.Components == 1)
            all.Add(("magnetisation", Of(Projections(machine, set, Uniform(machine.Sites)))));
        all.Add(("projection", Of(Projections(machine, set, FirstSingularVector(machine)))));
        return new(steps, interval, all);
    }

    private static double[] Uniform(int sites) => [.. Enumerable.Repeat(1.0 / sites, sites)];

    private static double[] Projections(Rbm machine, ByteRows set, double[] direction)
    {
        double[] projections = new double[set.Samples];
        byte[] row = new byte[set.RowBytes];
        float[] values = new float[machine.VisibleLayer.Width];
        for (int s = 0; s < projections.Length; s++)
        {
            set.CopyRow(s, row);
            machine.VisibleLayer.Unit.Decode(row, values);
            for (int x = 0; x < values.Length; x++)
                projections[s] += direction[x] * values[x];
        }

        return projections;
    }

    /// <summary>The direction of the visible values that the weights couple to most, of length 1.</summary>
    private static double[] FirstSingularVector(Rbm machine)
    {
        // W Wᵀ is small where hidden units are few; its vector is brought to the visible side by Wᵀ.
        double[,] gram = new double[machine.Hidden, machine.Hidden];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            for (int nu = 0; nu <= mu; nu++)
                gram[mu, nu] = gram[nu, mu] = Dot(machine.FieldOf(mu), machine.FieldOf(nu));
        }

        ReadOnlySpan<double> hidden = new LeadingEigenpair(gram).Vector;
        double[] direction = new double[machine.VisibleLayer.Width];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            ReadOnlySpan<float> field = machine.FieldOf(mu);
            for (int x = 0; x < direction.Length; x++)
                direction[x] += hidden[mu] * field[x];
        }

        double norm = Math.Sqrt(direction.Sum(x => x * x));
        return norm > 0 ? Array.ConvertAll(direction, x => x / norm) : direction;
    }

    private static double Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double sum = 0;
        for (int x = 0; x < one.Length; x++)
            sum += (double)one[x] * other[x];
        return sum;
    }
}
