using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of one hidden ±1 unit from S given configurations of N Potts units, without the noise of
/// batches and chains:
/// <code>
/// ẇ_iv = (1/S) Σ_s δ(v, v_si) tanh I_s − ½ (p_i(v|+1) − p_i(v|−1)),   I_s = Σ_i w_{i,v_si},   p_i(v|h) ∝ e^{hw_iv}
/// </code>
/// where p(h = ±1) ∝ Π_i Σ_v e^{±w_iv} stands for the ½ if the fields are not symmetric; in the zero-sum gauge. It is
/// the gradient of L = (1/S) Σ_s log 2cosh I_s − log Σ_h Π_i Σ_v e^{hw_iv}. A velocity costs O(S N). Time is in units
/// of 1/ν. For S → ∞ it becomes <see cref="PottsPopulationFlow"/>.
/// </summary>
public sealed class PottsSampleFlow : IVectorField
{
    private readonly byte[][] _samples;
    private readonly int _states;

    /// <summary>The flow of given samples.</summary>
    /// <param name="samples">S ≥ 1 configurations of N ≥ 1 colours.</param>
    /// <param name="states">P, at least 2: colours are below it.</param>
    /// <exception cref="ArgumentException">There is none, they differ in length, or a colour is not below P.</exception>
    public PottsSampleFlow(IReadOnlyList<byte[]> samples, int states)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(samples.Count, 1, "number of samples");
        _states = Require.AtLeast(states, 2);
        int sites = Require.AtLeast(samples[0].Length, 1, "number of sites");
        foreach (byte[] sample in samples)
        {
            Require.Length(sample.Length, sites);
            foreach (byte colour in sample)
                Require.InRange(colour, 0, states - 1);
        }

        (_samples, Dimension) = ([.. samples], sites * states);
    }

    /// <summary>N·P, w_iv at [iP + v].</summary>
    public int Dimension { get; }

    /// <inheritdoc/>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        velocity.Clear();
        double share = 1.0 / _samples.Length;
        foreach (byte[] sample in _samples)
        {
            double mean = share * Math.Tanh(Input(sample, state));
            for (int i = 0, row = 0; i < sample.Length; i++, row += _states)
                velocity[row + sample[i]] += mean;
        }

        new PottsModelTerm(state, _states, new SpinResponse(), 0).AddTo(velocity, -1);
        PottsGauge.Apply(velocity, _states);
    }

    /// <summary>L(w), the mean log-likelihood of the samples, in nats a configuration.</summary>
    /// <param name="weights">w, of length N·P.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public double LogLikelihood(ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, Dimension);
        double likelihood = -new PottsModelTerm(weights, _states, new SpinResponse(), 0).LogPartition;
        foreach (byte[] sample in _samples)
            likelihood += Response.LogTwoCosh(Input(sample, weights)) / _samples.Length;
        return likelihood;
    }

    private double Input(byte[] sample, ReadOnlySpan<double> weights)
    {
        double input = 0;
        for (int i = 0, row = 0; i < sample.Length; i++, row += _states)
            input += weights[row + sample[i]];
        return input;
    }
}
