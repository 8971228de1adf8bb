using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The singular values of the weights of a machine and the directions of visible values that belong to them,
/// <code>W = Σ_a s_a h_a v_aᵀ,    W of M × N P,    s_1 ≥ s_2 ≥ …,    |h_a| = |v_a| = 1.</code>
/// In the zero-sum gauge of Potts colours each site has P − 1 directions, so that W is a matrix of M × N (P − 1), and
/// min(M, N (P − 1)) values are given: the others are 0.
/// </summary>
/// <remarks>In double precision: a thin QR of the taller of W and Wᵀ, and the singular values of the square factor; so
/// small values keep their digits, which those of W Wᵀ would lose. The sign of a direction is chosen so that its
/// numbers sum to one ≥ 0.</remarks>
public sealed class WeightSpectrum
{
    private readonly double[][] _directions;

    /// <summary>Solves for all of them.</summary>
    /// <param name="machine">N × M, its weights finite.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public WeightSpectrum(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int width = machine.VisibleLayer.Width, colours = machine.VisibleLayer.Unit.Components;
        Rows = machine.Hidden;
        Columns = machine.Sites * Math.Max(1, colours - 1);
        foreach (float weight in machine.Weights)
            Require.Finite(weight, "weight");
        Matrix<double> fields = Matrix<double>.Build.Dense(width, Rows, (x, mu) => machine.Weights[mu * width + x]);
        bool isTall = width >= Rows;
        QR<double> qr = (isTall ? fields : fields.Transpose()).QR(QRMethod.Thin);
        Svd<double> svd = qr.R.Svd();
        Matrix<double> directions = isTall ? qr.Q * svd.U : svd.VT.Transpose();
        int count = Math.Min(Rows, Columns);
        Values = [.. svd.S.Take(count)];
        _directions = [.. Enumerable.Range(0, count).Select(a => WithPositiveSum(directions.Column(a).ToArray()))];
    }

    /// <summary>M.</summary>
    public int Rows { get; }

    /// <summary>N, or N (P − 1) for Potts colours.</summary>
    public int Columns { get; }

    /// <summary>The singular values, largest first.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>v_a, N P numbers.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public ReadOnlySpan<double> Direction(int index)
        => _directions[Require.InRange(index, 0, _directions.Length - 1)];

    private static double[] WithPositiveSum(double[] vector)
        => vector.Sum() < 0 ? Array.ConvertAll(vector, component => -component) : vector;
}
