namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// How passes over reshuffled samples slow a place cell at lags below a pass (Fig. 5). Over a pass of n updates the noise
/// of the batches sums to zero at any place, Cov(η_t, η_s) = Σ_data (δ_ts − 1/n) within it, and two updates that are d
/// apart are in one pass with probability 1 − d/n, so that of ⟨Δx²⟩ = 2Dt
/// <code>
/// (s/n) Σ_{|d| &lt; t} (t − |d|) (1 − |d|/n) / t = s (u − u²/3) + O(1/n²),   u = t/n ≤ 1,
/// </code>
/// is lost as a share, s being the batches' share of the noise. The field is taken to keep its place meanwhile: to move
/// by less than its width, which more than holds at lags of a few hundredths of a pass.
/// </summary>
public static class ShuffledNoise
{
    /// <summary>The share of ⟨Δx²⟩ that is lost at a lag.</summary>
    /// <param name="dataShare">s, in [0, 1].</param>
    /// <param name="passes">u, in [0, 1].</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double Lost(double dataShare, double passes)
    {
        if (!(dataShare >= 0 && dataShare <= 1))
            throw Require.Error(nameof(dataShare), dataShare, "in [0, 1]");
        if (!(passes >= 0 && passes <= 1))
            throw Require.Error(nameof(passes), passes, "in [0, 1]");
        return dataShare * (passes - passes * passes / 3);
    }
}
