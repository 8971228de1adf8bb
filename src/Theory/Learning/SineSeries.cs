namespace RbmTheory.Theory.Learning;

/// <summary>
/// An odd function that has come to a constant at |x| = m, as a sine series good for |x| ≤ R: the function is continued
/// antiperiodically, g(x + Y) = −g(x), g(Y − x) = g(x), with Y ≥ 2m and Y ≥ R + m, so that the continuation is as smooth
/// as g,
/// <code>g(x) = Σ_k b_k sin(q_k x),   q_k = (2k + 1)π/Y,   b_k = (4/Y) ∫_0^{Y/2} g(x) sin(q_k x) dx.</code>
/// </summary>
/// <remarks>
/// For g analytic in a strip the coefficients fall exponentially, and the trapezoidal rule with as many points as
/// coefficients is as good: with m = 16 and q up to 22 the error is 1e-13 for tanh (2e^{−2m} from the continuation,
/// e^{−πq/2} from the cut), and 1e-10 or better for the double well with |θ| ≤ 2.
/// </remarks>
internal sealed class SineSeries
{
    /// <summary>m.</summary>
    public const double Margin = 16;
    private const double Cut = 22;

    private SineSeries(double[] nodes, double[][] coefficients) => (Nodes, Coefficients) = (nodes, coefficients);

    /// <summary>q_k.</summary>
    public double[] Nodes { get; }

    /// <summary>b_k of every function.</summary>
    public double[][] Coefficients { get; }

    /// <summary>Several odd functions on the same nodes.</summary>
    /// <param name="range">R, ≥ 0.</param>
    /// <param name="functions">The functions, constant from <see cref="Margin"/> on.</param>
    public static SineSeries Of(double range, params Func<double, double>[] functions)
    {
        double period = Math.Max(2 * Margin, range + Margin);
        int count = (int)Math.Ceiling(Cut * period / (2 * Math.PI));
        double[] nodes = [.. Enumerable.Range(0, count).Select(k => ((2 * k) + 1) * Math.PI / period)];
        double step = period / (2 * count);
        double[][] values =
        [
            .. functions.Select(g => (double[])[.. Enumerable.Range(0, count + 1).Select(j => g(j * step))]),
        ];
        return new(nodes, [.. values.Select(v => (double[])[.. nodes.Select(q => Project(v, q, step, period))])]);
    }

    private static double Project(double[] values, double node, double step, double period)
    {
        double sum = 0;
        for (int j = 1; j < values.Length; j++)
            sum += (j < values.Length - 1 ? 1 : 0.5) * values[j] * Math.Sin(node * j * step);
        return 4 * step / period * sum;
    }
}
