using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// How fast the place cell moves, D of <see cref="BumpDiffusion"/>, with what the fluctuations of its shape add: the
/// next order in the noise, a share of D in proportion to ν/S_batch, by <see cref="PhaseDiffusion"/>. The flow, its
/// curvature, the covariance of the noise and its third cumulant are those of infinite data, exact; new data at every
/// update.
/// </summary>
/// <remarks>
/// The lattice's hold on the translation, λ_0 ≪ λ_1, is left out: along a lag the bump passes many sites.
/// </remarks>
public sealed class BumpDiffusionExpansion
{
    private readonly PhaseDiffusion _phase;
    private readonly Vector<double> _centre;

    /// <summary>Expands about a bump.</summary>
    /// <param name="bump">The bump, stable: on a site.</param>
    /// <param name="learningRate">ν; finite and &gt; 0, below 2 over the fastest rate.</param>
    /// <param name="batchSize">S_batch, fresh configurations an update; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range, or the bump is not stable.</exception>
    public BumpDiffusionExpansion(PopulationBump bump, double learningRate, int batchSize, int chains)
    {
        Require.Positive(learningRate);
        double ofBatch = Require.AtLeast(batchSize, 1), ofChains = Require.AtLeast(chains, 1);
        var modes = new BumpModes(bump);
        Leading = new BumpDiffusion(bump).PerUpdate(learningRate, batchSize, chains);
        _phase = new PhaseDiffusion(
            new PhaseDiffusion.Setting(
                modes.Rates, modes.Vectors, away => Jacobian(modes, away), away => Noise(modes, away, ofBatch, ofChains),
                Skewness(modes, ofBatch, ofChains)),
            learningRate);
        _centre = CentreGradient(modes);
    }

    /// <summary>D to leading order, in sites² an update, <see cref="BumpDiffusion.PerUpdate"/>.</summary>
    public double Leading { get; }

    /// <summary>What fluctuations of the shape add on average, as a share of D: they shrink w′·w′.</summary>
    public double Shape => _phase.Shape;

    /// <summary>What the third cumulant of the noise adds, as a share of D.</summary>
    public double Skew => _phase.Skew;

    /// <summary>What lopsided fields add, which drift until they have recovered, as a share of D.</summary>
    public double Lopsided => _phase.Lopsided;

    /// <summary>What the second order of single pushes adds, as a share of D.</summary>
    public double Pushes => _phase.Pushes;

    /// <summary>D/D(leading) − 1; the next term is of the order of its square.</summary>
    public double Correction => _phase.Correction;

    /// <summary>D, in sites² an update.</summary>
    public double PerUpdate => Leading * (1 + Correction);

    /// <summary>
    /// ⟨Δx²⟩ in sites² of the centre as it is measured, the phase of the first Fourier mode of w²: 2Dt, and to leading
    /// order its jitter about the place to which the field would come to rest.
    /// </summary>
    /// <param name="lag">t in updates, at least 0.</param>
    /// <exception cref="ArgumentException">The lag is negative.</exception>
    public double MeanSquareDisplacement(int lag)
        => 2 * PerUpdate * Require.AtLeast(lag, 0) + _phase.Jitter(_centre, lag);

    /// <summary>∂x/∂z of that centre.</summary>
    private static Vector<double> CentreGradient(BumpModes modes)
    {
        int n = modes.Rates.Length;
        double turn = 2 * Math.PI / n, cosine = 0, sine = 0;
        for (int i = 0; i < n; i++)
        {
            cosine += modes.Weights[i] * modes.Weights[i] * Math.Cos(turn * i);
            sine += modes.Weights[i] * modes.Weights[i] * Math.Sin(turn * i);
        }

        double square = turn * (cosine * cosine + sine * sine);
        return modes.Vectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(
            n, i => 2 * modes.Weights[i] * (Math.Sin(turn * i) * cosine - Math.Cos(turn * i) * sine) / square));
    }

    private static Matrix<double> Jacobian(BumpModes modes, Vector<double> away)
    {
        int n = modes.Rates.Length;
        double[] jacobian = new double[n * n];
        modes.Flow.Jacobian((modes.Weights + away).ToArray(), jacobian);
        return Matrix<double>.Build.Dense(n, n, jacobian);
    }

    private static Matrix<double> Noise(BumpModes modes, Vector<double> away, double batch, double chains)
    {
        double[] weights = (modes.Weights + away).ToArray();
        return GradientNoise.OverData(weights, modes.Flow.Beta) / batch + GradientNoise.OverModel(weights) / chains;
    }

    /// <summary>κ of the mean of a batch less that of the chains, along the translation.</summary>
    private static Matrix<double> Skewness(BumpModes modes, double batch, double chains)
    {
        double[] weights = modes.Weights.ToArray(), slide = modes.Vectors.Column(0).ToArray();
        return GradientSkewness.OverData(weights, modes.Flow.Beta, slide) / (batch * batch)
            - GradientSkewness.OverModel(weights, slide) / (chains * chains);
    }
}
