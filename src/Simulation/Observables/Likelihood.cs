using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The exact log-likelihood of a machine with few hidden units, in nats per configuration:
/// <code>
/// L = ⟨Σ_μ log 2cosh I_μ⟩_data − log Z,    Z = Σ_h Π_i 2cosh(Σ_μ w_iμ h_μ).
/// </code>
/// </summary>
public static class Likelihood
{
    /// <summary>Most hidden units whose 2^M states are summed.</summary>
    public const int MaximumHidden = 20;

    /// <summary>log Z, by the sum over the 2^M hidden states.</summary>
    /// <param name="machine">N × M with M ≤ <see cref="MaximumHidden"/>.</param>
    /// <exception cref="ArgumentException">There are too many hidden units.</exception>
    public static double LogPartition(Rbm machine)
    {
        var states = new HiddenStates(machine);
        double largest = double.NegativeInfinity, sum = 0;
        for (int state = 0; state < states.Count; state++)
        {
            // log Σ e^x with the largest x taken out, so that no term overflows.
            double logWeight = states.MoveTo(state);
            if (logWeight > largest)
            {
                sum *= Math.Exp(largest - logWeight);
                largest = logWeight;
            }

            sum += Math.Exp(logWeight - largest);
        }

        // The mirror states h → −h double the sum.
        return Math.Log(2) + largest + Math.Log(sum);
    }

    /// <summary>⟨log p(v)⟩ over a data set, in nats per configuration.</summary>
    /// <param name="machine">N × M with M ≤ <see cref="MaximumHidden"/>.</param>
    /// <param name="data">Configurations of N spins.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine, or there are too many hidden
    /// units.</exception>
    public static double MeanLogLikelihood(Rbm machine, SpinSet data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        Require.Length(data.Sites, machine.Sites);
        double logPartition = LogPartition(machine);
        double mean = 0;
        for (int sample = 0; sample < data.Samples; sample++)
        {
            double log = 0;
            for (int mu = 0; mu < machine.Hidden; mu++)
                log += LogTwoCosh(HiddenInput(machine, mu, Spins(data, sample)));
            mean += (log - mean) / (sample + 1);
        }

        return mean - logPartition;
    }

    /// <summary>log 2cosh x = |x| + log(1 + e^{−2|x|}), which does not overflow.</summary>
    internal static double LogTwoCosh(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude + Math.Log(1 + Math.Exp(-2 * magnitude));
    }

    internal static sbyte[] Spins(SpinSet data, int sample)
        => [.. Enumerable.Range(0, data.Sites).Select(i => (sbyte)data.Spin(sample, i))];

    /// <summary>I_μ = Σ_i w_iμ v_i in double precision.</summary>
    internal static double HiddenInput(Rbm machine, int mu, ReadOnlySpan<sbyte> visible)
    {
        ReadOnlySpan<float> field = machine.FieldOf(mu);
        double input = 0;
        for (int i = 0; i < visible.Length; i++)
            input += (double)field[i] * visible[i];
        return input;
    }
}
