using RbmTheory.Compare.Digits;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>The modes of the digits, in numbers.</summary>
internal sealed record DigitSpectrum
{
    private const int PictureModes = 10;

    /// <summary>p, pixel by pixel.</summary>
    public required double[] Means { get; init; }

    /// <summary>The variances along the principal components, largest first.</summary>
    public required double[] Variances { get; init; }

    /// <summary>The eigenvalues of C − D, largest first.</summary>
    public required double[] Growth { get; init; }

    /// <summary>How many of them are positive.</summary>
    public required int Growing { get; init; }

    /// <summary>s₁*, at which the first mode orders the machine.</summary>
    public required double CriticalSingularValue { get; init; }

    /// <summary>Pixels of ten principal components.</summary>
    public required double[] Pictures { get; init; }

    /// <summary>|cos| of p with the first principal component of the centred data, and of those that are not
    /// centred.</summary>
    public double[]? MeanCosines { get; init; }

    /// <summary>Computes them.</summary>
    /// <param name="modes">The modes.</param>
    public static DigitSpectrum Of(DigitModes modes)
        => new()
        {
            Means = [.. modes.Means.Select(p => Math.Round(p, 5))],
            Variances = [.. modes.Variances.Select(x => Math.Round(x, 6))],
            Growth = [.. modes.Growth.Eigenvalues.Select(x => Math.Round(x, 6))],
            Growing = modes.Growth.Growing,
            CriticalSingularValue = modes.Growth.CriticalSingularValue ?? double.NaN,
            Pictures = [.. modes.Principal.Take(PictureModes).SelectMany(v => v.Select(x => Math.Round(x, 3)))],
            MeanCosines =
            [
                MeanPattern.Cosine(modes.Principal[0], modes.Means),
                MeanPattern.Cosine(new CovarianceSpectrum(SecondMoments(modes)).Vector(0), modes.Means),
            ],
        };

    private static double[,] SecondMoments(DigitModes modes)
    {
        double[,] moments = (double[,])modes.Covariance.Clone();
        for (int i = 0; i < modes.Means.Length; i++)
        {
            for (int j = 0; j < modes.Means.Length; j++)
                moments[i, j] += modes.Means[i] * modes.Means[j];
        }

        return moments;
    }
}
