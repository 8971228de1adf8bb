using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.Tests.Populations;

/// <summary>Everything by brute force over the P^N configurations of a small Potts ring.</summary>
internal sealed class PottsEnumeration
{
    private readonly double[,] _joint; // P(v_i = a, v_j = b) at (iP + a, jP + b)
    private readonly int _states;

    public PottsEnumeration(int sites, double beta, double[,] kernel)
    {
        _states = kernel.GetLength(0);
        int size = sites * _states;
        _joint = new double[size, size];
        var v = new int[sites];
        for (int code = 0; code < (int)Math.Pow(_states, sites); code++)
        {
            for (int i = 0, rest = code; i < sites; i++, rest /= _states)
                v[i] = rest % _states;
            double energy = 0;
            for (int i = 0; i < sites; i++)
                energy += kernel[v[i], v[(i + 1) % sites]];
            double weight = Math.Exp(beta * energy);
            Partition += weight;
            for (int i = 0; i < sites; i++)
            {
                for (int j = 0; j < sites; j++)
                    _joint[(i * _states) + v[i], (j * _states) + v[j]] += weight;
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
                _joint[i, j] /= Partition;
        }
    }

    public double Partition { get; }

    public double Joint(int i, int a, int j, int b) => _joint[(i * _states) + a, (j * _states) + b];

    /// <summary>The NP×NP covariance of the indicators over their standard deviations.</summary>
    public double[,] Covariance()
    {
        int size = _joint.GetLength(0);
        var covariance = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double p = _joint[i, i], q = _joint[j, j];
                covariance[i, j] = (_joint[i, j] - (p * q)) / Math.Sqrt(p * (1 - p) * q * (1 - q));
            }
        }

        return covariance;
    }

    public static double[] Eigenvalues(double[,] matrix)
    {
        Matrix<double> dense = Matrix<double>.Build.DenseOfArray(matrix);
        dense = (dense + dense.Transpose()) / 2;
        return [.. dense.Evd(Symmetricity.Symmetric).EigenValues.Select(z => z.Real).Order()];
    }

    public static double[,] XyKernel(int states)
    {
        var kernel = new double[states, states];
        for (int a = 0; a < states; a++)
        {
            for (int b = 0; b < states; b++)
                kernel[a, b] = Math.Cos(2 * Math.PI * Math.Abs(a - b) / states);
        }

        return kernel;
    }
}
