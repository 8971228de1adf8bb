using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The singular values of the weights of a machine, and the directions of hidden and of visible values that belong to
/// them,
/// <code>W = Σ_a s_a h_a v_aᵀ,    W of M × N P,    s_1 ≥ s_2 ≥ …,    |h_a| = |v_a| = 1.</code>
/// In the zero-sum gauge of Potts colours each site has P − 1 directions, so that W is a matrix of M × N (P − 1), and
/// min(M, N (P − 1)) values are given: the others are 0.
/// </summary>
/// <remarks>In double precision, see <see cref="SingularValueDecomposition"/>: right to some 10⁻¹⁴ of s_1, where those
/// of W Wᵀ would keep half of the digits. The sign of a pair h_a, v_a is chosen so that the number of v_a largest
/// in magnitude is positive, the first one where there are several.</remarks>
public sealed class WeightSpectrum
{
    private readonly double[][] _hidden, _visible;

    /// <summary>Solves for all of them.</summary>
    /// <param name="machine">N × M, its weights finite.</param>
    /// <param name="threads">How many may work, at least 1; the numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public WeightSpectrum(Rbm machine, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int colours = machine.VisibleLayer.Unit.Components;
        Rows = machine.Hidden;
        Columns = machine.Sites * Math.Max(1, colours - 1);
        foreach (float weight in machine.Weights)
            Require.Finite(weight, "weight");
        double[] weights = Array.ConvertAll(machine.Weights, weight => (double)weight);
        SingularValueDecomposition solution = new(weights, Rows, machine.VisibleLayer.Width, threads);
        int count = Math.Min(Rows, Columns);
        Values = [.. solution.Values.Take(count)];
        (_hidden, _visible) = (new double[count][], new double[count][]);
        for (int a = 0; a < count; a++)
        {
            (_hidden[a], _visible[a]) = (solution.Left(a).ToArray(), solution.Right(a).ToArray());
            if (Largest(_visible[a]) > 0)
                continue;
            _hidden[a] = Array.ConvertAll(_hidden[a], component => -component);
            _visible[a] = Array.ConvertAll(_visible[a], component => -component);
        }
    }

    /// <summary>M.</summary>
    public int Rows { get; }

    /// <summary>N, or N (P − 1) for Potts colours.</summary>
    public int Columns { get; }

    /// <summary>The singular values, largest first.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>h_a, M numbers: by how much the hidden units take part.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public ReadOnlySpan<double> HiddenDirection(int index)
        => _hidden[Require.InRange(index, 0, _hidden.Length - 1)];

    /// <summary>v_a, N P numbers.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public ReadOnlySpan<double> Direction(int index)
        => _visible[Require.InRange(index, 0, _visible.Length - 1)];

    private static double Largest(double[] vector)
    {
        double largest = 0;
        foreach (double component in vector)
            largest = Math.Abs(component) > Math.Abs(largest) ? component : largest;
        return largest;
    }
}
