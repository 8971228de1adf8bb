using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines;

/// <summary>
/// A machine of ±1 units whose weights are some given directions in noise,
/// <code>W = Σ_α w_α u_α v_αᵀ + r,   r ~ N(0, σ²/L),   L = √(N M),   |u_α| = |v_α| = 1</code>
/// with independent Gaussian components of u and v: the ensemble of the phase diagram of Decelle and others. In a
/// field η the visible units have the fields η√L u_1.
/// </summary>
public sealed class SpikedMachine
{
    private SpikedMachine(Rbm machine, IReadOnlyList<double[]> visible, IReadOnlyList<double[]> hidden)
    {
        Machine = machine;
        VisibleModes = visible;
        HiddenModes = hidden;
    }

    /// <summary>The machine.</summary>
    public Rbm Machine { get; }

    /// <summary>u_α, N numbers each.</summary>
    public IReadOnlyList<double[]> VisibleModes { get; }

    /// <summary>v_α, M numbers each.</summary>
    public IReadOnlyList<double[]> HiddenModes { get; }

    /// <summary>√L, by which fields and magnetisations along a mode are counted.</summary>
    public double RootLength => Math.Sqrt(Math.Sqrt((double)Machine.Sites * Machine.Hidden));

    /// <summary>Draws one.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="spikes">w_α, each finite and ≥ 0; at least one.</param>
    /// <param name="sigma">σ, finite and ≥ 0.</param>
    /// <param name="seed">The seed: of the noise with purpose <see cref="StreamPurpose.Weights"/>, of the modes with
    /// <see cref="StreamPurpose.Other"/>, two streams a mode.</param>
    /// <param name="field">η, finite: along the first mode, or against it where negative.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static SpikedMachine Draw(
        int sites, int hidden, IReadOnlyList<double> spikes, double sigma, ulong seed, double field = 0)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        Require.AtLeast(spikes.Count, 1);
        Require.Finite(field);
        Rbm machine = new(
            new(SpinUnit.Instance, Require.AtLeast(sites, 1), fields: field != 0), new(SpinUnit.Instance, hidden));
        double rootLength = Math.Sqrt(Math.Sqrt((double)sites * hidden));
        machine.Randomize(Require.NonNegative(sigma) / rootLength, seed);
        double[][] visible = [.. spikes.Select((_, alpha) => Direction(sites, seed, 2 * alpha))];
        double[][] across = [.. spikes.Select((_, alpha) => Direction(hidden, seed, 2 * alpha + 1))];
        for (int alpha = 0; alpha < spikes.Count; alpha++)
        {
            double spike = Require.NonNegative(spikes[alpha]);
            for (int mu = 0; mu < hidden; mu++)
            {
                Span<float> weights = machine.FieldOf(mu);
                for (int i = 0; i < sites; i++)
                    weights[i] += (float)(spike * visible[alpha][i] * across[alpha][mu]);
            }
        }

        for (int i = 0; i < machine.Parameters.VisibleFields.Length; i++)
            machine.Parameters.VisibleFields[i] = (float)(field * rootLength * visible[0][i]);
        return new(machine, visible, across);
    }

    private static double[] Direction(int length, ulong seed, int index)
    {
        RandomStream stream = new(seed, StreamPurpose.Other, (ulong)index);
        double[] direction = new double[length];
        double square = 0;
        for (int i = 0; i < length; i++)
        {
            direction[i] = stream.NextGaussian();
            square += direction[i] * direction[i];
        }

        double norm = Math.Sqrt(square);
        for (int i = 0; i < length; i++)
            direction[i] /= norm;
        return direction;
    }
}
