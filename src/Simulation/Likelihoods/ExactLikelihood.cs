using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The exact log-likelihood of a machine with few states on one side, in nats per configuration:
/// <code>
/// L = ⟨log Σ_h e^{−E(v, h)}⟩_data − log Z,    Z = Σ_h e^{Σ_μ (g_μ h_μ − U(h_μ))} Π_i e^{Γ_i(Σ_μ w_iμ h_μ + g_i)},
/// </code>
/// or, where the hidden units are real or too many, Z = Σ_v Σ_h e^{−E} with the closed form of the sum over h. For
/// hidden units that are real, p(v) is a probability all the same.
/// </summary>
public static class ExactLikelihood
{
    /// <summary>Most states of a side that are summed, 2^20.</summary>
    public const int MaximumStates = 1 << 20;

    /// <summary>Whether one side has at most <see cref="MaximumStates"/> states.</summary>
    /// <param name="machine">Any machine.</param>
    public static bool CanBeExact(Rbm machine) => StateSpace.Smaller(machine) != null;

    /// <summary>log Z, by the sum over the states of the side that has fewer.</summary>
    /// <param name="machine">A machine that <see cref="CanBeExact"/>.</param>
    /// <exception cref="ArgumentException">Both sides have too many states.</exception>
    public static double LogPartition(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return LogPartition(machine, StateSpace.RequireSmaller(machine));
    }

    /// <summary>log Z, by the sum over the states of one side.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="side">A side of at most <see cref="MaximumStates"/> states.</param>
    /// <exception cref="ArgumentException">It has too many.</exception>
    public static double LogPartition(Rbm machine, EnumeratedSide side)
    {
        StateSpace.RequireFew(machine, side);
        return PartitionWalk.LogSum(machine, side);
    }

    /// <summary>⟨log p(v)⟩ over a data set, weighted where it has weights, in nats per configuration.</summary>
    /// <param name="machine">A machine that <see cref="CanBeExact"/>.</param>
    /// <param name="data">Configurations of N units.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine, or both sides have too many
    /// states.</exception>
    public static double MeanLogLikelihood(Rbm machine, IDataSet data)
    {
        double logPartition = LogPartition(machine);
        return MeanLogWeight(machine, data) - logPartition;
    }

    /// <summary>⟨log Σ_h e^{−E(v, h)}⟩ over a data set, weighted where it has weights: the log-likelihood but for
    /// log Z, for any machine.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="data">Configurations of N units.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static double MeanLogWeight(Rbm machine, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Weights is { } weights)
            return LogWeights.Of(machine, data).Zip(weights, (log, weight) => weight * log).Sum() / weights.Sum();
        var reader = new RowReader(machine, data);
        var sums = new RowSums(machine.VisibleLayer);
        SideLaw law = SideLaw.OfHidden(machine);
        double total = 0;
        while (reader.Read())
        {
            // Chunk by chunk, so that no sum grows much beyond its terms.
            var chunk = new LogProduct();
            if (sums.LoadBias(machine.Parameters.VisibleFields))
            {
                for (int row = 0; row < reader.Count; row++)
                    chunk.AddLog(sums.Sum(reader.Row(row)));
            }

            for (int mu = 0; mu < machine.Hidden; mu++)
            {
                sums.Load(machine.FieldOf(mu));
                for (int row = 0; row < reader.Count; row++)
                {
                    double input = sums.Sum(reader.Row(row)) + law.Fields[mu];
                    law.AddLogSum(mu, new ReadOnlySpan<double>(in input), ref chunk);
                }
            }

            total += chunk.Value;
        }

        return total / data.Samples;
    }

    /// <summary>log Z as a walk.</summary>
    private sealed class PartitionWalk : StateWalk
    {
        private LogSumExp _sum = new();

        private PartitionWalk(Rbm machine, EnumeratedSide side, bool mirrored)
            : base(machine, side, mirrored)
        {
        }

        public static double LogSum(Rbm machine, EnumeratedSide side)
        {
            bool mirrored = StateSpace.IsMirrored(machine);
            var walk = new PartitionWalk(machine, side, mirrored);
            walk.Walk();
            return mirrored ? PortableMath.Log(2) + walk._sum.Value : walk._sum.Value;
        }

        protected override void AtState(double logBias, ReadOnlySpan<double> inputs)
            => _sum.Add(logBias + Law.LogSum(inputs));
    }
}
