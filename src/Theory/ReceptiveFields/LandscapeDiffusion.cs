using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The mean square displacement of a Brownian particle at any time in a frozen periodic potential, started in
/// equilibrium: the place cell over the landscape that a fixed data set leaves (Fig. 5). The particle hops on the
/// points of the potential, a apart, at rates in detailed balance with it,
/// <code>
/// r(i → i±1) = (D/a²) e^{−(U_{i±1} − U_i)/2T},   v_i = a (r(i → i+1) − r(i → i−1)),
/// MSD(t) = 2D_0 t − 2 ∫_0^t (t − s) ⟨v(0) v(s)⟩ ds,   D_0 = ½a² ⟨r(i → i+1) + r(i → i−1)⟩,
/// </code>
/// with averages over e^{−U/T}; the minus sign is that of reversible motion: a displacement is followed by a drift
/// back. The correlation of v is a sum of exponentials, from the eigenvectors of the symmetrised generator. At short
/// times the diffusion constant is D_0 ≃ D, at long times the value of Lifson and Jackson, <see
/// cref="BumpDiffusion.InPotential"/>; both hold up to the square of the change of U/T from point to point.
/// </summary>
public sealed class LandscapeDiffusion
{
    // λ_k > 0, and the square of the overlap of v with eigenvector k: ⟨v(0) v(s)⟩ = Σ_k c_k² e^{−λ_k s}.
    private readonly double[] _rates, _squares;

    /// <summary>Diagonalises the generator.</summary>
    /// <param name="diffusion">D without the potential, in sites² a unit of time; finite and &gt; 0.</param>
    /// <param name="potential">U/T on an even grid over one period, at least 3 points, each finite.</param>
    /// <param name="length">The period in sites; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public LandscapeDiffusion(double diffusion, ReadOnlySpan<double> potential, double length)
    {
        Require.Positive(diffusion);
        Require.Positive(length);
        int n = Require.AtLeast(potential.Length, 3);
        double[] u = potential.ToArray();
        foreach (double value in u)
            Require.Finite(value, nameof(potential));
        double step = length / n, hop = diffusion / (step * step), lowest = u.Min();
        double[] amplitude = [.. u.Select(x => Math.Exp((lowest - x) / 2))];
        double norm = Math.Sqrt(amplitude.Sum(x => x * x));
        double[] velocity = new double[n];
        Matrix<double> generator = Matrix<double>.Build.Dense(n, n);
        for (int i = 0; i < n; i++)
        {
            int next = (i + 1) % n;
            double up = hop * Math.Exp((u[i] - u[next]) / 2), down = hop * Math.Exp((u[i] - u[(i + n - 1) % n]) / 2);
            amplitude[i] /= norm;
            velocity[i] = step * (up - down);
            ShortTime += 0.5 * step * step * amplitude[i] * amplitude[i] * (up + down);
            generator[i, i] = up + down;
            generator[i, next] = generator[next, i] = -hop;
        }

        Evd<double> evd = generator.Evd(Symmetricity.Symmetric);
        Vector<double> weighted = Vector<double>.Build.Dense(n, i => amplitude[i] * velocity[i]);

        // The eigenvalues ascend; the first is 0, of the equilibrium itself, on which v has no part.
        _rates = [.. evd.EigenValues.Skip(1).Select(value => value.Real)];
        _squares = [.. Enumerable.Range(1, n - 1).Select(k => Square(evd.EigenVectors.Column(k).DotProduct(weighted)))];
        LongTime = ShortTime - _rates.Zip(_squares, (rate, square) => square / rate).Sum();
        Occupancy = [.. amplitude.Select(Square)];
    }

    /// <summary>D_0, the diffusion constant at short times, in sites² a unit of time.</summary>
    public double ShortTime { get; }

    /// <summary>The diffusion constant at long times, in sites² a unit of time.</summary>
    public double LongTime { get; }

    /// <summary>The share of time spent at each point of the grid, e^{−U/T} normalised to sum 1.</summary>
    public double[] Occupancy { get; }

    /// <summary>MSD(t) in sites².</summary>
    /// <param name="time">t; finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">The time is negative or not finite.</exception>
    public double MeanSquareDisplacement(double time)
    {
        Require.NonNegative(time);
        double msd = 2 * ShortTime * time;
        for (int k = 0; k < _rates.Length; k++)
            msd -= 2 * _squares[k] * (time + (Math.Exp(-_rates[k] * time) - 1) / _rates[k]) / _rates[k];
        return msd;
    }

    private static double Square(double x) => x * x;
}
