using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of one hidden ±1 unit from S given configurations, without the noise of batches and chains:
/// (22) at M = 1, with the average over the samples and the exact model term (32),
/// <code>
/// dw_i/dt = (1/S) Σ_s v_si tanh(Σ_j w_j v_sj) − tanh w_i = ∂L/∂w_i
/// L(w) = (1/S) Σ_s log cosh I_s − Σ_i log cosh w_i
/// </code>
/// It is what stochastic gradient ascent does to first order in ν; where the batch is the whole data set and ν → 0 it is
/// the whole of it. For S → ∞ it becomes <see cref="PopulationFlow"/>. Time is in units of 1/ν; a velocity costs O(SN).
/// </summary>
public sealed class SampleFlow : IVectorField
{
    private readonly double[][] _samples;

    /// <summary>The flow of given samples.</summary>
    /// <param name="samples">S ≥ 1 configurations of N ≥ 1 spins ±1.</param>
    /// <exception cref="ArgumentException">There is none, they differ in length, or a value is not ±1.</exception>
    public SampleFlow(IReadOnlyList<double[]> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(samples.Count, 1, "number of samples");
        Dimension = Require.AtLeast(samples[0].Length, 1, "number of spins");
        foreach (double[] sample in samples)
        {
            Require.Length(sample.Length, Dimension);
            foreach (double spin in sample)
            {
                if (spin is not (1 or -1))
                    throw Require.Error(nameof(spin), spin, "-1 or 1");
            }
        }

        _samples = [.. samples];
    }

    /// <summary>N.</summary>
    public int Dimension { get; }

    /// <inheritdoc/>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        velocity.Clear();
        double share = 1.0 / _samples.Length;
        foreach (double[] sample in _samples)
        {
            double input = 0;
            for (int i = 0; i < sample.Length; i++)
                input += state[i] * sample[i];
            double mean = share * Math.Tanh(input);
            for (int i = 0; i < sample.Length; i++)
                velocity[i] += mean * sample[i];
        }

        for (int i = 0; i < velocity.Length; i++)
            velocity[i] -= Math.Tanh(state[i]);
    }

    /// <summary>L(w), the mean log-likelihood of the samples relative to that of w = 0, in nats a configuration.</summary>
    /// <param name="weights">w, of length N.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public double LogLikelihood(ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, Dimension);
        double likelihood = 0;
        foreach (double[] sample in _samples)
        {
            double input = 0;
            for (int i = 0; i < sample.Length; i++)
                input += weights[i] * sample[i];
            likelihood += Response.LogTwoCosh(input) / _samples.Length;
        }

        foreach (double w in weights)
            likelihood -= Response.LogTwoCosh(w) - Math.Log(2);
        return likelihood - Math.Log(2);
    }
}
