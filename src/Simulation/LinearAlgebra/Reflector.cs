namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// The reflection 1 − τ v vᵀ, v_0 = 1, that maps a vector x onto (β, 0, 0, …) with β = ∓|x|, the sign opposite to that
/// of x_0, so that nothing cancels: τ = (β − x_0)/β, v = x/(x_0 − β) but for v_0. Where x is (x_0, 0, …), τ = 0.
/// </summary>
/// <remarks>For vectors of a matrix whose largest number is of order 1: where the squares sum to less than
/// <see cref="Negligible"/>, so that they lose digits by underflow, the numbers are taken for 0.</remarks>
internal static class Reflector
{
    private const double Negligible = 1e-280;

    /// <summary>Makes the reflection of a vector, and puts v in its place.</summary>
    /// <param name="vector">x, at least one number; v afterwards.</param>
    /// <returns>β and τ.</returns>
    public static (double Value, double Factor) Make(Span<double> vector)
    {
        double first = vector[0];
        Span<double> rest = vector[1..];
        vector[0] = 1;
        double square = RowProducts.Dot(rest, rest);
        if (square < Negligible)
        {
            rest.Clear();
            return (first, 0);
        }

        double norm = Math.Sqrt(Math.FusedMultiplyAdd(first, first, square)), value = first > 0 ? -norm : norm;
        double scale = 1 / (first - value);
        for (int i = 0; i < rest.Length; i++)
            rest[i] *= scale;
        return (value, (value - first) / value);
    }
}
