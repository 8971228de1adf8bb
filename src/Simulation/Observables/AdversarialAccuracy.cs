using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The nearest-neighbour adversarial accuracy of S samples beside S data, in Hamming distance. With d_TT(i) the
/// distance of datum i to the nearest other datum, d_TS(i) to the nearest sample, and d_SS, d_ST in the
/// same way from samples,
/// <code>A_T = ⟨θ(d_TS(i) − d_TT(i))⟩,    A_S = ⟨θ(d_ST(i) − d_SS(i))⟩,    E_AAI = (A_T − ½)² + (A_S − ½)²,</code>
/// θ(x) = 1 for x > 0, ½ for x = 0, 0 for x &lt; 0: the fraction of data whose nearest neighbour is a datum, of samples
/// whose nearest neighbour is a sample, ties counting ½.
/// </summary>
/// <remarks>
/// Both are near ½ for samples of the law of the data: of the 2S − 1 neighbours S − 1 are of the own kind. Samples that
/// collapse on few states have A_S → 1; blurred averages of the data A_S → 0 and A_T → 1; copies of the data 0 and 0
/// where all data differ. Two sets of 1000 × 784 cost 4 · 10⁶ distances of 13 words.
/// </remarks>
/// <param name="DataAccuracy">A_T, in [0, 1].</param>
/// <param name="SampleAccuracy">A_S, in [0, 1].</param>
public readonly record struct AdversarialAccuracy(double DataAccuracy, double SampleAccuracy)
{
    /// <summary>E_AAI, in [0, ½].</summary>
    public double Error
        => (DataAccuracy - 0.5) * (DataAccuracy - 0.5) + (SampleAccuracy - 0.5) * (SampleAccuracy - 0.5);

    /// <summary>Measures both.</summary>
    /// <param name="samples">S ≥ 2 configurations of N units of two values.</param>
    /// <param name="data">S data of the same units.</param>
    /// <exception cref="ArgumentException">The numbers of rows or units differ, or there are fewer than two
    /// rows.</exception>
    public static AdversarialAccuracy Of(IDataSet samples, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(samples.Samples, 2);
        Require.Length(data.Samples, samples.Samples);
        Require.Length(samples.Sites, data.Sites);
        return Of(new WordRows(samples), new WordRows(data));
    }

    /// <summary>The same, of rows that are words already.</summary>
    internal static AdversarialAccuracy Of(WordRows samples, WordRows data)
        => new(OfOwnKind(data, samples), OfOwnKind(samples, data));

    /// <summary>The fraction of rows whose nearest neighbour is of the same set.</summary>
    private static double OfOwnKind(WordRows rows, WordRows others)
    {
        // Twice the fraction is a whole number of rows.
        int twice = 0;
        for (int s = 0; s < rows.Samples; s++)
            twice += 1 + rows.Nearest(rows[s], except: s).CompareTo(others.Nearest(rows[s])) switch
            {
                < 0 => 1,
                0 => 0,
                > 0 => -1,
            };
        return twice / (2.0 * rows.Samples);
    }
}
