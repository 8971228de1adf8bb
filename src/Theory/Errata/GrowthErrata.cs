using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of 002 (Fissore) on what the weights grow along, judged by the exact gradient of three visible and
/// two hidden units.</summary>
internal static class GrowthErrata
{
    // Shares of the configurations of three visible units: correlated, and no mean ½.
    private static readonly double[] Data = [0.05, 0.20, 0.05, 0.10, 0.10, 0.15, 0.05, 0.30];

    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 II.D null field", "without fields the first mode is the mean pattern p", "p - 1/2",
            "the exact gradient at W = 0 of data of three units; the printed pattern with its best factor", NullField),
        new("002 II.D PCA", "weights grow along the principal components, as (nu/4) C W",
            "as (nu/4) (C - diag C) W, off the uniform hidden direction",
            "the exact gradient at weights of size 1e-4 over that size; what is of second order in them is at most the "
            + "square of the sum of all, 3.6e-3 of it", PrincipalComponents),
        new("002 Fig. 4c with (20)", "the first principal component of (20) is the mean of the data",
            "that of the data less their mean is not; that of their second moments is",
            "1 - cos^2 of component and mean, 40 independent units of means 0.5 to 0.9; second moments differ from pp' "
            + "by a diagonal of at most 1/4, which turns the component by less than (1/4)/(p^2 - 1/4)", FirstComponent),
    ];

    private static ErratumResult NullField()
    {
        double[] means = [.. Enumerable.Range(0, 3).Select(i => Average(v => BinaryMachine.Bit(v, i)))];
        double[,] gradient = Gradient(new([0, 0, 0], [0, 0], new double[3, 2]));
        NullFieldDrive drive = new(means, 2, 1);
        double factor = Enumerable.Range(0, 3).Sum(i => gradient[i, 0] * means[i]) / means.Sum(p => p * p);
        double printed = 0, corrected = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                printed = Math.Max(printed, Math.Abs((factor * means[i]) - gradient[i, j]));
                corrected = Math.Max(corrected, Math.Abs(drive.Step[i] - gradient[i, j]));
            }
        }

        return new(printed, corrected, 1e-15);
    }

    private static ErratumResult PrincipalComponents()
    {
        const double size = 1e-4;
        double[] means = [.. Enumerable.Range(0, 3).Select(i => Average(v => BinaryMachine.Bit(v, i)))];
        double[] fields = [.. means.Select(p => Math.Log(p / (1 - p)))];
        double[,] weights = SpinMachine.SomeWeights(3, 2, size);
        double[,] gradient = Gradient(new(fields, [0, 0], weights));
        double printed = 0, corrected = 0;
        for (int i = 0; i < 3; i++)
        {
            // Two hidden units: the uniform direction is their sum, and the other one their difference.
            double exact = (gradient[i, 0] - gradient[i, 1]) / size, all = 0, off = 0;
            for (int k = 0; k < 3; k++)
            {
                double covariance = Average(v => BinaryMachine.Bit(v, i) * BinaryMachine.Bit(v, k))
                    - (means[i] * means[k]);
                double part = 0.25 * covariance * (weights[k, 0] - weights[k, 1]) / size;
                all += part;
                off += k == i ? 0 : part;
            }

            printed = Math.Max(printed, Math.Abs(all - exact));
            corrected = Math.Max(corrected, Math.Abs(off - exact));
        }

        // Σ|w| ≤ 6 size; second derivatives of ⟨v h⟩ are below 1.
        return new(printed, corrected, 36 * size);
    }

    private static ErratumResult FirstComponent()
    {
        const int n = 40;
        Vector<double> means = Vector<double>.Build.Dense(n, i => 0.5 + (0.4 * i / (n - 1)));
        Matrix<double> covariance = Matrix<double>.Build.DenseDiagonal(n, n, i => means[i] * (1 - means[i]));
        double Sine(Matrix<double> matrix)
        {
            Evd<double> modes = matrix.Evd(Symmetricity.Symmetric);
            int top = Enumerable.Range(0, n).MaxBy(a => modes.EigenValues[a].Real);
            double cosine = modes.EigenVectors.Column(top).DotProduct(means) / means.L2Norm();
            return 1 - (cosine * cosine);
        }

        double sine = 0.25 / (means.DotProduct(means) - 0.25);
        return new(Sine(covariance), Sine(covariance + means.OuterProduct(means)), sine * sine);
    }

    /// <summary>⟨f⟩ over those data.</summary>
    internal static double Average(Func<int, double> f) => Enumerable.Range(0, 8).Sum(v => Data[v] * f(v));

    // ⟨v_i h_j⟩ of the data less that of the model.
    private static double[,] Gradient(BinaryMachine machine)
    {
        var gradient = new double[3, 2];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double data = Average(
                    v => BinaryMachine.Bit(v, i) * BinaryMachine.Sigmoid(machine.HiddenInput(j, v)));
                gradient[i, j] = data - machine.Mean((v, h) => BinaryMachine.Bit(v, i) * BinaryMachine.Bit(h, j));
            }
        }

        return gradient;
    }
}
