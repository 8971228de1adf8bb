using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// S rows drawn in proportion to their weights, by one random number u in [0, 1): row i is drawn once for every k with
/// <code>
/// C_{i−1} ≤ k + u &lt; C_i,    C_i = S (w_1 + … + w_i) / (w_1 + … + w_S),    k = 0..S−1,
/// </code>
/// that is ⌊n_i⌋ or ⌈n_i⌉ times with mean n_i = S w_i / Σw: less noise than independent draws have, and for equal
/// weights none, every row once.
/// </summary>
internal sealed class SystematicResampling
{
    private readonly double[] _ends;

    /// <summary>Adds up the weights.</summary>
    /// <param name="weights">w_i, each &gt; 0.</param>
    public SystematicResampling(IReadOnlyList<double> weights)
    {
        double total = weights.Sum(), sum = 0;
        _ends = new double[weights.Count];
        for (int i = 0; i < _ends.Length; i++)
        {
            sum += weights[i];
            _ends[i] = weights.Count * (sum / total);
        }

        // Rounding must not leave a place without a row.
        _ends[^1] = double.PositiveInfinity;
    }

    /// <summary>Draws rows, in rising order.</summary>
    /// <param name="stream">Where u comes from.</param>
    /// <param name="rows">Receives S numbers of rows.</param>
    public void Draw(ref RandomStream stream, Span<int> rows)
    {
        double offset = stream.NextDouble();
        int row = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            while (_ends[row] <= k + offset)
                row++;
            rows[k] = row;
        }
    }
}
