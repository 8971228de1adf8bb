using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Compare.Agreement;

/// <summary>
/// The value at x = 0 of a measured function known to be smooth there. Two weighted least-squares polynomials are
/// fitted, of first and of second degree; the estimate is the straight line's intercept, and its error adds in
/// quadrature the line's own and the distance between the two intercepts, which is the size of the curvature that the
/// line leaves out.
/// </summary>
public static class Extrapolation
{
    /// <summary>Extrapolates to zero.</summary>
    /// <param name="x">Abscissae; at least three.</param>
    /// <param name="y">Estimates at them, independent of one another.</param>
    public static Estimate ToZero(IReadOnlyList<double> x, IReadOnlyList<Estimate> y)
    {
        Require.AtLeast(x.Count, 3);
        Require.Length(y.Count, x.Count);
        (double line, double error) = Intercept(x, y, degree: 1);
        (double parabola, _) = Intercept(x, y, degree: 2);
        double total = Math.Sqrt(error * error + (line - parabola) * (line - parabola));
        return new(line, total, y.Min(e => e.DegreesOfFreedom));
    }

    private static (double Value, double Error) Intercept(IReadOnlyList<double> x, IReadOnlyList<Estimate> y,
        int degree)
    {
        Matrix<double> design = Matrix<double>.Build.Dense(
            x.Count, degree + 1, (i, j) => Math.Pow(x[i], j) / y[i].StandardError);
        Vector<double> values = Vector<double>.Build.Dense(x.Count, i => y[i].Value / y[i].StandardError);
        Matrix<double> covariance = design.TransposeThisAndMultiply(design).Inverse();
        Vector<double> coefficients = covariance * design.TransposeThisAndMultiply(values);
        return (coefficients[0], Math.Sqrt(covariance[0, 0]));
    }
}
