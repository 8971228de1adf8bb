using System.Numerics;
using System.Runtime.InteropServices;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// A machine with the k strongest modes of its weights alone, all else as it is,
/// <code>W = Σ_a s_a h_a v_aᵀ,    W_k = Σ_{a ≤ k} s_a h_a v_aᵀ = W Σ_{a ≤ k} v_a v_aᵀ,    s_1 ≥ s_2 ≥ …</code>
/// </summary>
public sealed class ModeTruncation
{
    private readonly WeightSpectrum _spectrum;

    /// <summary>W v_a = s_a h_a: the number of hidden unit μ and mode a is at [μ × modes + a].</summary>
    private readonly double[] _along;

    /// <summary>Solves for the modes.</summary>
    /// <param name="machine">N × M, its weights finite; it is kept, not copied, and may not change.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public ModeTruncation(Rbm machine)
    {
        _spectrum = new(machine);
        Machine = machine;
        _along = new double[machine.Hidden * Modes];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            ReadOnlySpan<float> field = machine.FieldOf(mu);
            for (int a = 0; a < Modes; a++)
            {
                ReadOnlySpan<double> direction = _spectrum.Direction(a);
                double along = 0;
                for (int x = 0; x < field.Length; x++)
                    along += field[x] * direction[x];
                _along[mu * Modes + a] = along;
            }
        }
    }

    /// <summary>The whole machine.</summary>
    public Rbm Machine { get; }

    /// <summary>The number of modes, min(M, N) for units of one number.</summary>
    public int Modes => _spectrum.Values.Count;

    /// <summary>The machine of k modes, to be sampled or written like any other; of all modes, a copy bit for
    /// bit.</summary>
    /// <param name="modes">k, in [0, <see cref="Modes"/>]; without any mode its units are independent.</param>
    /// <exception cref="ArgumentException">k is out of range.</exception>
    public Rbm Keep(int modes)
    {
        Require.InRange(modes, 0, Modes);
        Rbm kept = Machine.Clone();
        if (modes == Modes)
            return kept;
        double[] sum = new double[Machine.VisibleLayer.Width];
        for (int mu = 0; mu < Machine.Hidden; mu++)
        {
            Span<float> field = kept.FieldOf(mu);
            Array.Clear(sum);
            for (int a = 0; a < modes; a++)
                AddTimes(sum, _spectrum.Direction(a), _along[mu * Modes + a]);
            for (int x = 0; x < sum.Length; x++)
                field[x] = (float)sum[x];
        }

        return kept;
    }

    // A sum over modes in their order for every number: the same bits whatever the width of vectors.
    private static void AddTimes(Span<double> target, ReadOnlySpan<double> vector, double factor)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(vector);
        for (int n = 0; n < targets.Length; n++)
            targets[n] += vectors[n] * factor;
        for (int x = targets.Length * Vector<double>.Count; x < target.Length; x++)
            target[x] += vector[x] * factor;
    }
}
