using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The Taylor series of the solutions. Products of series are Cauchy products, (xy)[k] = Σ_{j≤k} x[j] y[k−j]; with the
/// local activation s_i = Σ_μ w_iμ² and the repressors G = WᵀW,
/// <code>
/// (k+1) w_iμ[k+1] = w_{i+1,μ}[k] + w_{i−1,μ}[k] + Σ_{j≤k} (s_i − G_μμ)[j] w_iμ[k−j]
///                   − Σ_{λ≠μ} Σ_{j≤k} G_λμ[j] w_iλ[k−j]
/// </code>
/// </summary>
public sealed partial class SmallBetaFlow
{
    /// <inheritdoc/>
    public int SeriesScratch(int order) => Require.AtLeast(order, 1) * (Dimension + (Hidden * Hidden));

    /// <summary>Computes the series in O(K² N M²) operations.</summary>
    /// <inheritdoc/>
    public void Series(int order, Span<double> coefficients, Span<double> scratch)
    {
        Require.Length(coefficients.Length, (Require.AtLeast(order, 1) + 1) * Dimension);
        if (scratch.Length < SeriesScratch(order))
            throw Require.Error("scratch.Length", scratch.Length, $"at least {SeriesScratch(order)}");
        Span<double> activations = scratch[..(order * Dimension)];
        Span<double> overlaps = scratch[activations.Length..];
        for (int k = 0; k < order; k++)
        {
            Activate(k, coefficients, activations, overlaps);
            Advance(k, coefficients, activations, overlaps);
        }
    }

    // (s_i − G_μμ)[k], one row a unit, and G_λμ[k], λ ≠ μ.
    private void Activate(int k, ReadOnlySpan<double> series, Span<double> activations, Span<double> overlaps)
    {
        Span<double> row = activations.Slice(k * Dimension, Dimension);
        Span<double> overlap = overlaps.Slice(k * Hidden * Hidden, Hidden * Hidden);
        for (int mu = 0; mu < Hidden; mu++)
        {
            overlap[(mu * Hidden) + mu] =
                CauchyProduct.Square(series[(mu * Sites)..], Dimension, k, Unit(row, mu));
            for (int lambda = 0; lambda < mu; lambda++)
            {
                double sum = 0;
                for (int j = 0; j <= k; j++)
                    sum += SpanMath.Dot(Coefficient(series, j, mu), Coefficient(series, k - j, lambda));
                overlap[(mu * Hidden) + lambda] = overlap[(lambda * Hidden) + mu] = sum;
            }
        }

        for (int mu = 1; mu < Hidden; mu++)
            SpanMath.AddScaled(Unit(row, 0), 1, Unit(row, mu));
        for (int mu = Hidden - 1; mu >= 0; mu--)
            SpanMath.Shift(Unit(row, 0), -overlap[(mu * Hidden) + mu], Unit(row, mu));
    }

    private void Advance(
        int k, Span<double> series, ReadOnlySpan<double> activations, ReadOnlySpan<double> overlaps)
    {
        for (int mu = 0; mu < Hidden; mu++)
        {
            Span<double> next = series.Slice(((k + 1) * Dimension) + (mu * Sites), Sites);
            Diffuse(Coefficient(series, k, mu), next);
            CauchyProduct.Add(activations[(mu * Sites)..], series[(mu * Sites)..], Dimension, k, next);
            for (int lambda = 0; lambda < Hidden; lambda++)
            {
                for (int j = 0; j <= k && lambda != mu; j++)
                {
                    double overlap = overlaps[(((j * Hidden) + mu) * Hidden) + lambda];
                    SpanMath.AddScaled(next, -overlap, Coefficient(series, k - j, lambda));
                }
            }

            SpanMath.Scale(next, 1.0 / (k + 1));
        }
    }

    private ReadOnlySpan<double> Coefficient(ReadOnlySpan<double> series, int k, int mu)
        => series.Slice((k * Dimension) + (mu * Sites), Sites);
}
