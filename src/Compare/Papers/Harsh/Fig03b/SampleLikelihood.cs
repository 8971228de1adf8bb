using System.Numerics;
using RbmTheory.Simulation.Data;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The log-likelihood of S samples under one hidden ±1 unit, in nats per configuration, with its slope and curvature,
/// all exact:
/// <code>
/// L(w)         = (1/S) Σ_s log 2cosh I_s − Σ_i log 2cosh w_i − log 2,     I_s = Σ_j w_j v_sj
/// ∂L/∂w_i      = (1/S) Σ_s v_si tanh I_s − tanh w_i
/// ∂²L/∂w_i∂w_j = (1/S) Σ_s v_si v_sj sech² I_s − δ_ij sech² w_i
/// </code>
/// It is <see cref="Simulation.Likelihoods.ExactLikelihood"/> at M = 1, whose climb a training is.
/// </summary>
/// <remarks>
/// The spins are kept site by site, so that all sums run along the samples. L and slope are in double precision; the
/// curvature, which only steers the climb, is summed in single precision, to a relative 1e-6.
/// </remarks>
public sealed class SampleLikelihood
{
    // As many samples of all sites as stay in a cache while every pair of sites is summed.
    private const int Block = 512;

    private readonly double[][] _spins;
    private readonly float[][] _spinsInSingle;

    /// <summary>Of a data set, which is copied.</summary>
    /// <param name="data">Configurations of N spins ±1.</param>
    /// <exception cref="ArgumentNullException">There are no data.</exception>
    public SampleLikelihood(SpinSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Sites, Samples) = (data.Sites, data.Samples);
        _spins = [.. Enumerable.Range(0, Sites).Select(_ => new double[Samples])];
        _spinsInSingle = [.. Enumerable.Range(0, Sites).Select(_ => new float[Samples])];
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < Samples; s++)
        {
            data.CopyRow(s, row);
            for (int i = 0; i < Sites; i++)
                _spins[i][s] = _spinsInSingle[i][s] = 2 * (row[i >> 3] >> (i & 7) & 1) - 1;
        }
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>S.</summary>
    public int Samples { get; }

    /// <summary>L(w).</summary>
    /// <param name="weights">w, N numbers.</param>
    /// <exception cref="ArgumentException">The length is not N.</exception>
    public double Of(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double input in Inputs(weights))
            sum += Log2Cosh(input);
        sum = sum / Samples - Math.Log(2);
        foreach (double w in weights)
            sum -= Log2Cosh(w);
        return sum;
    }

    /// <summary>∂L/∂w.</summary>
    /// <param name="weights">w, N numbers.</param>
    /// <exception cref="ArgumentException">The length is not N.</exception>
    public double[] Slope(ReadOnlySpan<double> weights)
    {
        double[] means = Inputs(weights), slope = new double[Sites];
        for (int s = 0; s < Samples; s++)
            means[s] = Math.Tanh(means[s]) / Samples;
        for (int i = 0; i < Sites; i++)
            slope[i] = Dot<double>(_spins[i], means) - Math.Tanh(weights[i]);
        return slope;
    }

    /// <summary>∂²L/∂w∂w, N × N.</summary>
    /// <param name="weights">w, N numbers.</param>
    /// <exception cref="ArgumentException">The length is not N.</exception>
    public Matrix Curvature(ReadOnlySpan<double> weights)
    {
        float[] shares = [.. Inputs(weights).Select(input => (float)(Sech2(input) / Samples))];
        Matrix curvature = Matrix.Build.Dense(Sites, Sites);
        float[] weighted = new float[Block];
        for (int first = 0; first < Samples; first += Block)
        {
            int count = Math.Min(Block, Samples - first);
            Span<float> here = weighted.AsSpan(0, count);
            for (int i = 0; i < Sites; i++)
            {
                for (int s = 0; s < count; s++)
                    here[s] = shares[first + s] * _spinsInSingle[i][first + s];
                for (int j = i; j < Sites; j++)
                    curvature[i, j] += Dot<float>(_spinsInSingle[j].AsSpan(first, count), here);
            }
        }

        for (int i = 0; i < Sites; i++)
        {
            curvature[i, i] -= Sech2(weights[i]);
            for (int j = 0; j < i; j++)
                curvature[i, j] = curvature[j, i];
        }

        return curvature;
    }

    /// <summary>I_s.</summary>
    private double[] Inputs(ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, Sites);
        double[] inputs = new double[Samples];
        int width = Vector<double>.Count;
        for (int i = 0; i < Sites; i++)
        {
            double[] spins = _spins[i];
            Vector<double> weight = new(weights[i]);
            int s = 0;
            for (; s <= Samples - width; s += width)
                (new Vector<double>(inputs, s) + weight * new Vector<double>(spins, s)).CopyTo(inputs, s);
            for (; s < Samples; s++)
                inputs[s] += weights[i] * spins[s];
        }

        return inputs;
    }

    private static T Dot<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : struct, INumber<T>
    {
        int width = Vector<T>.Count, k = 0;
        Vector<T> even = Vector<T>.Zero, odd = Vector<T>.Zero;
        for (; k <= left.Length - 2 * width; k += 2 * width)
        {
            even += new Vector<T>(left[k..]) * new Vector<T>(right[k..]);
            odd += new Vector<T>(left[(k + width)..]) * new Vector<T>(right[(k + width)..]);
        }

        T sum = Vector.Sum(even + odd);
        for (; k < left.Length; k++)
            sum += left[k] * right[k];
        return sum;
    }

    private static double Log2Cosh(double x) => Math.Abs(x) + Math.Log(1 + Math.Exp(-2 * Math.Abs(x)));

    private static double Sech2(double x)
    {
        double tanh = Math.Tanh(x);
        return 1 - tanh * tanh;
    }
}
