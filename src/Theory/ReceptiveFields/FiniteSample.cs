namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// How the log-likelihood of a trained place cell changes, in nats, because its samples are S and not infinitely many,
/// and because the updates are noisy; its position on the ring is given (Fig. 3a). In the modes of −∂F, translation
/// left out, and with Σ the covariance of v tanh I, the fit to the samples gains on them, and loses on others,
/// <code>
/// fit = (1/2S) Σ_{a≥1} Σ_data,aa/λ_a           (Takeuchi; p/2S where the machine could be the data's law: Wilks)
/// </code>
/// and the fluctuations cost, on any samples,
/// <code>
/// noise = ¼ν Σ_a (Σ_model,aa/n_chains + g(νλ_a S/S_batch) Σ_data,aa/S_batch),   g(x) = 1 − tanh(x/2)/(x/2).
/// </code>
/// g is that of passes over reshuffled samples, seen at the end of one: the noise of the batches sums to zero over
/// each, and has little effect on a mode that relaxes in many passes, g ≃ x²/12.
/// </summary>
/// <remarks>
/// g: a pass of n updates with noise η_t, Σ_t η_t = 0, so of covariance Σ (δ_ts − 1/n), leaves ν Σ_t e^{−νλ(n−t)} η_t,
/// of variance νΣ/(2λ) (1 − e^{−2x}) − νΣ (1 − e^{−x})²/(λx), x = νλn; the passes before it add a factor
/// 1/(1 − e^{−2x}). The cost is ½ Σ λ_a P_aa.
/// </remarks>
public sealed class FiniteSample
{
    /// <summary>The costs at a bump.</summary>
    /// <param name="bump">The bump of the exact flow, stable: on a site.</param>
    /// <param name="samples">S, at least <paramref name="batchSize"/>.</param>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="batchSize">S_batch; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range, or the bump is not stable.</exception>
    public FiniteSample(PopulationBump bump, int samples, double learningRate, int batchSize, int chains)
    {
        Require.Positive(learningRate);
        Require.AtLeast(samples, Require.AtLeast(batchSize, 1));
        Require.AtLeast(chains, 1);
        var modes = new BumpModes(bump);
        for (int a = 0; a < modes.Rates.Length; a++)
        {
            double x = learningRate * modes.Rates[a] * samples / batchSize;
            Fit += a == 0 ? 0 : modes.Data[a, a] / (2 * samples * modes.Rates[a]);
            Noise += 0.25 * learningRate
                * ((modes.Model[a, a] / chains) + (Reshuffled(x) * modes.Data[a, a] / batchSize));
        }
    }

    /// <summary>The gain of the fit, &gt; 0.</summary>
    public double Fit { get; }

    /// <summary>The cost of the fluctuations, &gt; 0.</summary>
    public double Noise { get; }

    /// <summary>
    /// g(x) = 1 − tanh(x/2)/(x/2), the variance that a mode keeps of noise that sums to zero over every pass, as a
    /// share of what independent noise would leave; by its series where the difference would be lost.
    /// </summary>
    /// <param name="x">νλS/S_batch, how far the mode relaxes in a pass; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> is out of its range.</exception>
    public static double Reshuffled(double x)
        => Require.Positive(x) < 1e-3 ? x * x / 12 : 1 - (Math.Tanh(0.5 * x) / (0.5 * x));
}
