using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// The singular values and vectors of weights, <c>W = Σ_a s_a u_a v_aᵀ</c>, N × M with s_1 ≥ s_2 ≥ …: u_a lie on the
/// visible units, v_a on the hidden ones. The component of u_a that is largest in size is &gt; 0.
/// </summary>
public sealed class WeightModes
{
    private readonly double[][] _left, _right;

    private WeightModes(double[] values, double[][] left, double[][] right)
        => (Values, _left, _right) = (values, left, right);

    /// <summary>s_a, min(N, M) of them, largest first.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The modes of weights.</summary>
    /// <param name="weights">w_iμ = weights[μN + i], finite; M·N numbers, any M ≥ 1.</param>
    /// <param name="sites">N, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static WeightModes Of(ReadOnlySpan<double> weights, int sites)
    {
        int hidden = HiddenUnits.Of(weights, sites);
        foreach (double weight in weights)
            Require.Finite(weight);
        Svd<double> svd = Matrix<double>.Build.Dense(sites, hidden, weights.ToArray()).Svd();
        int count = Math.Min(sites, hidden);
        var left = new double[count][];
        var right = new double[count][];
        for (int a = 0; a < count; a++)
        {
            Vector<double> u = svd.U.Column(a);
            double sign = u[u.AbsoluteMaximumIndex()] < 0 ? -1 : 1;
            (left[a], right[a]) = ((sign * u).ToArray(), (sign * svd.VT.Row(a)).ToArray());
        }

        return new([.. svd.S.Take(count)], left, right);
    }

    /// <summary>u_a, N numbers of unit norm.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public ReadOnlySpan<double> Left(int index) => _left[Require.InRange(index, 0, _left.Length - 1)];

    /// <summary>v_a, M numbers of unit norm.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public ReadOnlySpan<double> Right(int index) => _right[Require.InRange(index, 0, _right.Length - 1)];

    /// <summary>
    /// O_k = |A_kᵀB_k|²/k, how far the first k left vectors span what other vectors do: 1 for the same space, k/N for
    /// random ones. Single vectors swap and turn where their values are near to each other; the space does not.
    /// </summary>
    /// <param name="others">Orthonormal vectors of N numbers; the first k are taken.</param>
    /// <param name="count">k, from 1 to the number of either.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double SubspaceOverlap(IReadOnlyList<double[]> others, int count)
    {
        ArgumentNullException.ThrowIfNull(others);
        Require.InRange(count, 1, Math.Min(_left.Length, others.Count));
        double sum = 0;
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                Require.Length(others[b].Length, _left[a].Length, $"others[{b}].Length");
                double dot = 0;
                for (int i = 0; i < _left[a].Length; i++)
                    dot += _left[a][i] * others[b][i];
                sum += dot * dot;
            }
        }

        return sum / count;
    }
}
