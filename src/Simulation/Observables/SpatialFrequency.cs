namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How fast a mode of pictures varies over them, f = Σ_pixels |∇u|²/Σ_pixels u², with the differences of neighbouring
/// pixels, right and below; in [0, 8) and 1/pixel². A wave of wave vector k along the rows has 2 − 2 cos k, away from
/// the border.
/// </summary>
public static class SpatialFrequency
{
    /// <summary>f.</summary>
    /// <param name="picture">u, row by row; not all 0.</param>
    /// <param name="rows">Rows of pixels, at least 1.</param>
    /// <param name="columns">Pixels of a row, at least 1.</param>
    /// <exception cref="ArgumentException">There are more numbers or fewer, or a size is below 1.</exception>
    public static double Of(ReadOnlySpan<double> picture, int rows, int columns)
    {
        Require.Length(picture.Length, Require.AtLeast(rows, 1) * Require.AtLeast(columns, 1));
        double squares = 0, differences = 0;
        for (int i = 0; i < picture.Length; i++)
        {
            double right = i % columns < columns - 1 ? picture[i + 1] - picture[i] : 0;
            double below = i / columns < rows - 1 ? picture[i + columns] - picture[i] : 0;
            squares += picture[i] * picture[i];
            differences += (right * right) + (below * below);
        }

        return differences / squares;
    }
}
