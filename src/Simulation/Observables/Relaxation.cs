using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How the mean free energy F(t) = ⟨−log Σ_h e^{−E(v, h)}⟩ of chains that start from coins, every value of a unit equally
/// likely, comes to that of equilibrium, in sweeps.
/// </summary>
/// <param name="Sweeps">t, in order.</param>
/// <param name="FreeEnergies">F(t), in nats.</param>
/// <param name="Errors">Their standard errors: the chains are independent.</param>
/// <param name="Equilibrium">F in equilibrium.</param>
/// <param name="EquilibriumError">Its standard error.</param>
public sealed record Relaxation(
    IReadOnlyList<int> Sweeps, double[] FreeEnergies, double[] Errors, double Equilibrium, double EquilibriumError)
{
    /// <summary>
    /// The sweeps after which what is left of F(t) − F is 1/e of what it was at the first of the times, on a straight line
    /// between two; +∞ where that is not reached at the last of them.
    /// </summary>
    public double Time
    {
        get
        {
            double first = FreeEnergies[0] - Equilibrium, level = 1 / Math.E, before = 1;
            for (int k = 1; k < Sweeps.Count; k++)
            {
                double left = (FreeEnergies[k] - Equilibrium) / first;
                if (left <= level)
                    return Sweeps[k - 1] + (Sweeps[k] - Sweeps[k - 1]) * (before - level) / (before - left);
                before = left;
            }

            return double.PositiveInfinity;
        }
    }

    /// <summary>Follows chains.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="equilibrium">Independent configurations in equilibrium, at least 2.</param>
    /// <param name="chains">Chains from coins, at least 2.</param>
    /// <param name="sweeps">When they are looked at, at least 2 times, in order, from 0.</param>
    /// <param name="seed">Seed of the chains.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the times are in no order.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static Relaxation Measure(
        Rbm machine, IDataSet equilibrium, int chains, IReadOnlyList<int> sweeps, ulong seed, int threads = 1,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(equilibrium);
        ArgumentNullException.ThrowIfNull(sweeps);
        Require.AtLeast(equilibrium.Samples, 2);
        Require.AtLeast(sweeps.Count, 2);
        PersistentChains moving = new(Require.AtLeast(chains, 2), machine.VisibleLayer, seed);
        ChainMover mover = new(machine, moving, threads);
        double[] means = new double[sweeps.Count], errors = new double[sweeps.Count];
        for (int k = 0, done = 0; k < sweeps.Count; done = sweeps[k++])
        {
            mover.Move(Require.AtLeast(sweeps[k] - done, k == 0 ? 0 : 1, "sweeps from one look to the next"), ct);
            (means[k], errors[k]) = MeanFreeEnergy(
                machine, new ByteRows(moving.Rows.ToArray(), machine.Sites, moving.RowBytes), ct);
        }

        (double mean, double error) = MeanFreeEnergy(machine, equilibrium, ct);
        return new([.. sweeps], means, errors, mean, error);
    }

    private static (double Mean, double Error) MeanFreeEnergy(Rbm machine, IDataSet rows, CancellationToken ct)
    {
        double[] weights = LogWeights.Of(machine, rows, ct);
        double mean = weights.Average(), squares = weights.Sum(w => (w - mean) * (w - mean));
        return (-mean, Math.Sqrt(squares / ((double)weights.Length * (weights.Length - 1))));
    }
}
