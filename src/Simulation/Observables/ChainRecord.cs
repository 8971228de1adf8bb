using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// What chains of a machine passed through, at T equal distances in time: projections x_a = Σ_i u_ai v_i of their visible
/// values on directions u_a, and free energies F(v) = −log Σ_h e^{−E(v, h)}.
/// </summary>
/// <param name="Projections">For each direction a series of T numbers for each chain.</param>
/// <param name="FreeEnergies">A series of T numbers, in nats, for each chain; null where they were not asked for.</param>
public sealed record ChainRecord(double[][][] Projections, double[][]? FreeEnergies)
{
    /// <summary>Configurations whose free energies are computed together: they share the tables of the weights.</summary>
    private const int RowsTogether = 20_000;

    /// <summary>Moves chains and records.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="chains">Chains of its visible side; they are moved.</param>
    /// <param name="directions">u_a, each of as many numbers as the visible side has; they are rounded to single
    /// precision.</param>
    /// <param name="records">T, at least 1.</param>
    /// <param name="interval">Sweeps before each record, at least 1.</param>
    /// <param name="freeEnergies">Whether free energies are recorded.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="ArgumentException">A number or a length is out of range.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static ChainRecord Of(
        Rbm machine, PersistentChains chains, IReadOnlyList<double[]> directions, int records, int interval = 1,
        bool freeEnergies = false, int threads = 1, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(directions);
        Require.AtLeast(records, 1);
        Require.AtLeast(interval, 1);
        RowSums[] sums = [.. directions.Select(direction => SumsOf(machine, direction))];
        double[][][] projections = [.. sums.Select(_ => Series(chains.Count, records))];
        double[][] energies = Series(chains.Count, freeEnergies ? records : 0);
        ChainMover mover = new(machine, chains, threads);
        List<byte[]> kept = [];
        for (int t = 0; t < records; t++)
        {
            mover.Move(interval, ct);
            for (int a = 0; a < sums.Length; a++)
            {
                for (int chain = 0; chain < chains.Count; chain++)
                    projections[a][chain][t] = sums[a].Sum(chains.Row(chain));
            }

            if (!freeEnergies)
                continue;
            kept.Add(chains.Rows.ToArray());
            if (kept.Count * chains.Count >= RowsTogether || t == records - 1)
                Put(machine, chains, kept, energies, t, ct);
        }

        return new(projections, freeEnergies ? energies : null);
    }

    private static double[][] Series(int chains, int length)
        => [.. Enumerable.Range(0, chains).Select(_ => new double[length])];

    private static RowSums SumsOf(Rbm machine, double[] direction)
    {
        Require.Length(direction.Length, machine.VisibleLayer.Width);
        RowSums sums = new(machine.VisibleLayer);
        sums.Load(Array.ConvertAll(direction, u => (float)u));
        return sums;
    }

    /// <summary>The free energies of the records kept, the last of which is of time t.</summary>
    private static void Put(
        Rbm machine, PersistentChains chains, List<byte[]> kept, double[][] energies, int t, CancellationToken ct)
    {
        ByteRows rows = new(kept.SelectMany(all => all).ToArray(), machine.Sites, chains.RowBytes);
        double[] weights = LogWeights.Of(machine, rows, ct);
        for (int k = 0; k < kept.Count; k++)
        {
            for (int chain = 0; chain < chains.Count; chain++)
                energies[chain][t - kept.Count + 1 + k] = -weights[k * chains.Count + chain];
        }

        kept.Clear();
    }
}
