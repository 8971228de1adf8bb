using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The spectrum of small changes of the bump on a ring of length L: the eigenvalues of the Jacobian of
/// <see cref="ReactionDiffusion"/>, spectral in space, at the exact <see cref="DnBump"/>. A bump is even, and so even
/// and odd changes do not mix: two symmetric matrices of half the size. As L grows the eigenvalues tend to those of
/// <see cref="BumpSpectrum"/>, those of the continuum (near −κ² − k², k multiples of 2π/L) ever denser.
/// </summary>
public sealed class RingBumpSpectrum
{
    /// <summary>The most points: beyond, the eigenvalues take minutes.</summary>
    public const int MaximumPoints = 2048;

    /// <summary>The spectrum of a bump, on as many points as it takes: <see cref="PointsFor"/>.</summary>
    /// <param name="bump">The bump.</param>
    /// <exception cref="ArgumentException">
    /// The ring is too long, or the bump too narrow, for the most points.
    /// </exception>
    public RingBumpSpectrum(DnBump bump)
    {
        ArgumentNullException.ThrowIfNull(bump);
        Bump = bump;
        Points = PointsFor(bump);
        var flow = new ReactionDiffusion(bump.Length, Points);
        var jacobian = new double[Points * Points];
        flow.Jacobian(flow.Sample(bump.Value, 0), jacobian);
        Even = Eigenvalues(jacobian, 1);
        Odd = Eigenvalues(jacobian, -1);
    }

    /// <summary>The bump.</summary>
    public DnBump Bump { get; }

    /// <summary>n, the number of points.</summary>
    public int Points { get; }

    /// <summary>The eigenvalues of even modes, n/2 + 1 of them, descending, in units of νβ.</summary>
    public double[] Even { get; }

    /// <summary>
    /// The eigenvalues of odd modes, n/2 − 1 of them, descending: the first is 0, of the translation.
    /// </summary>
    public double[] Odd { get; }

    /// <summary>
    /// All eigenvalues, descending; the last are of waves that the points barely resolve, −k² and little else.
    /// </summary>
    public IReadOnlyList<double> All => [.. Even.Concat(Odd).OrderDescending()];

    /// <summary>
    /// The least power of two at which the modes of w beyond are below rounding: they fall as e^{−πk/(2κ̃)}, and up to
    /// k = πn/L that is e^{−π²n/(2κ̃L)} ≤ e^{−36}.
    /// </summary>
    /// <param name="bump">The bump.</param>
    /// <exception cref="ArgumentException">It is more than <see cref="MaximumPoints"/>.</exception>
    public static int PointsFor(DnBump bump)
    {
        ArgumentNullException.ThrowIfNull(bump);
        double least = 72 * bump.ImageKappa * bump.Length / (Math.PI * Math.PI);
        double largest = MaximumPoints * Math.PI * Math.PI / (72 * bump.ImageKappa);
        if (least > MaximumPoints)
            throw Require.Error("bump.Length", bump.Length, $"at most {largest}, the reach of {MaximumPoints} points");
        return Math.Max(64, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(least)));
    }

    // The basis (e_j ± e_{−j})/√2, and e_0 and e_{n/2} themselves among the even.
    private double[] Eigenvalues(double[] jacobian, int parity)
    {
        int first = parity > 0 ? 0 : 1, size = (Points / 2) + parity;
        double Norm(int j) => j % (Points / 2) == 0 ? 0.5 : Math.Sqrt(0.5);
        var matrix = Matrix<double>.Build.Dense(size, size, (row, column) =>
        {
            (int i, int j) = (row + first, column + first);
            double sum = jacobian[(i * Points) + j] + (parity * jacobian[(i * Points) + ((Points - j) % Points)]);
            return 2 * Norm(i) * Norm(j) * sum;
        });
        return [.. matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending()];
    }
}
