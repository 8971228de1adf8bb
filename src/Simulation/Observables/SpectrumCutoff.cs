namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Where singular values, drawn against their number, both in logarithms, bend: the line of two segments
/// <code>ln s_α ≈ a + b ln α + c max(0, ln α − ln n_c)</code>
/// of least squares, for every n_c = 2 … n − 1 in turn, the best of which is the cutoff; n values are fitted, those
/// that stand out of the noise. The first n_c values fall with the exponent b, those behind with b + c.
/// </summary>
public sealed record SpectrumCutoff
{
    private SpectrumCutoff()
    {
    }

    /// <summary>n_c, the number of values up to the bend, in [2, n − 1].</summary>
    public required int Count { get; init; }

    /// <summary>b, the exponent before the bend.</summary>
    public required double SlopeBefore { get; init; }

    /// <summary>b + c, the exponent behind it.</summary>
    public required double SlopeBehind { get; init; }

    /// <summary>The share of the squares of one straight line's residuals that the bend takes away, in [0, 1]: near 0
    /// there is no bend, and n_c says nothing. NaN where the line leaves nothing.</summary>
    public required double Gain { get; init; }

    /// <summary>Fits the line.</summary>
    /// <param name="values">s_1, s_2, …, s_n &gt; 0, n ≥ 4.</param>
    /// <exception cref="ArgumentException">There are fewer, or one is not &gt; 0.</exception>
    public static SpectrumCutoff Of(ReadOnlySpan<double> values)
    {
        int count = Require.AtLeast(values.Length, 4);
        double[] y = LineFit.Logarithms(values), x = new double[count], hinge = new double[count];
        for (int a = 0; a < count; a++)
            x[a] = Math.Log(a + 1);
        var line = LineFit.Of(x, y);
        double[] rest = line.Rest(x, y);
        SpectrumCutoff? best = null;
        double least = double.PositiveInfinity;
        for (int bend = 2; bend < count; bend++)
        {
            for (int a = 0; a < count; a++)
                hinge[a] = Math.Max(0, x[a] - x[bend - 1]);

            // Beside a line, the hinge counts by what a line leaves of it.
            var ofHinge = LineFit.Of(x, hinge);
            double[] own = ofHinge.Rest(x, hinge);
            double product = SubspaceOverlap.Product(own, rest), square = SubspaceOverlap.Product(own, own);
            double change = product / square, residual = 0;
            for (int a = 0; a < count; a++)
                residual += (rest[a] - (change * own[a])) * (rest[a] - (change * own[a]));
            if (residual >= least)
                continue;
            least = residual;
            double before = line.Slope - (change * ofHinge.Slope);
            best = new SpectrumCutoff
            {
                Count = bend,
                SlopeBefore = before,
                SlopeBehind = before + change,
                Gain = 1 - (residual / line.Residual),
            };
        }

        return best!;
    }
}
