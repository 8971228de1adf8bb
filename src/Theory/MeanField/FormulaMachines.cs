namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Machines whose numbers are a formula, so that they can be named in a line and made anywhere: no symmetry, weights of
/// full rank and of either sign, proportional to a scale s. Indices count from 0.
/// </summary>
public static class FormulaMachines
{
    /// <summary>
    /// w_ij = s sin(1 + 7i + 13j + 3ij), a_i = 0.8 cos 3i, b_j = 0.6 sin(5j + 1). Without the term 3ij the weights
    /// would have rank 2.
    /// </summary>
    /// <param name="visible">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="scale">s, finite.</param>
    /// <param name="unit">The units of both layers.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static TwoStateMachine General(int visible, int hidden, double scale, TwoStateUnit unit)
        => Create(visible, hidden, scale, unit, weight: 0, field: 0, hiddenField: 0, amplitude: 1);

    /// <summary>
    /// The same with a bias, w_ij = s(0.6 + 0.8 sin(1 + 7i + 13j + 3ij)), a_i = 0.6 + 0.8 cos 3i,
    /// b_j = 0.5 + 0.6 sin(5j + 1): third cumulants of one sign, so that the third order of TAP shows.
    /// </summary>
    /// <param name="visible">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="scale">s, finite.</param>
    /// <param name="unit">The units of both layers.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static TwoStateMachine Biased(int visible, int hidden, double scale, TwoStateUnit unit)
        => Create(visible, hidden, scale, unit, weight: 0.6, field: 0.6, hiddenField: 0.5, amplitude: 0.8);

    private static TwoStateMachine Create(int visible, int hidden, double scale, TwoStateUnit unit, double weight,
        double field, double hiddenField, double amplitude)
    {
        Require.AtLeast(visible, 1);
        Require.AtLeast(hidden, 1);
        Require.Finite(scale);
        var weights = new double[visible, hidden];
        for (int i = 0; i < visible; i++)
        {
            for (int j = 0; j < hidden; j++)
            {
                double phase = 1 + (7.0 * i) + (13.0 * j) + (3.0 * i * j);
                weights[i, j] = scale * (weight + (amplitude * Math.Sin(phase)));
            }
        }

        return new(unit, unit, weights,
            [.. Enumerable.Range(0, visible).Select(i => field + (0.8 * Math.Cos(3.0 * i)))],
            [.. Enumerable.Range(0, hidden).Select(j => hiddenField + (0.6 * Math.Sin((5.0 * j) + 1)))]);
    }
}
