using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// What the first update does to a machine of units 0 and 1 that starts without fields (Fissore, Fig. 4a). At W = 0 the
/// data give ⟨v_i h_μ⟩ = ½p_i and the model ¼, whatever the hidden unit, so that
/// <code>
/// W(1) = W(0) + ½ν (p − ½) 1ᵀ,    of rank one and strength ½ν |p − ½| √M,    a(1) = ν (p − ½)
/// </code>
/// It is a drive, present at W = 0, and no instability: it needs no time to grow out of the noise. Its direction is
/// p − ½, and not the mean pattern p.
/// </summary>
public sealed class NullFieldDrive
{
    private readonly double[] _step;

    /// <summary>The drive of data.</summary>
    /// <param name="means">p, N numbers in [0, 1].</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="learningRate">ν, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public NullFieldDrive(IReadOnlyList<double> means, int hidden, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(means);
        Require.AtLeast(means.Count, 1, "means.Count");
        Hidden = Require.AtLeast(hidden, 1);
        Require.Positive(learningRate);
        _step = new double[means.Count];
        for (int i = 0; i < _step.Length; i++)
        {
            if (!(means[i] is >= 0 and <= 1))
                throw Require.Error($"means[{i}]", means[i], "in [0, 1]");
            _step[i] = 0.5 * learningRate * (means[i] - 0.5);
        }

        Strength = Math.Sqrt(hidden * _step.Sum(x => x * x));
    }

    /// <summary>M.</summary>
    public int Hidden { get; }

    /// <summary>½ν(p − ½), N numbers: what the first update adds to every hidden unit's weights.</summary>
    public ReadOnlySpan<double> Step => _step;

    /// <summary>w = ½ν |p − ½| √M, the singular value of what is added.</summary>
    public double Strength { get; }

    /// <summary>W after the first update, but for terms ν W(0).</summary>
    /// <param name="start">W(0), w_iμ = start[μN + i]; M·N numbers.</param>
    /// <exception cref="ArgumentException"><paramref name="start"/> has another length.</exception>
    public double[] After(ReadOnlySpan<double> start)
    {
        Require.Length(start.Length, _step.Length * Hidden);
        double[] weights = start.ToArray();
        for (int k = 0; k < weights.Length; k++)
            weights[k] += _step[k % _step.Length];
        return weights;
    }

    /// <summary>The largest singular value after the first update.</summary>
    /// <param name="deviation">σ of W(0), finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="deviation"/> is out of its range.</exception>
    public double Outlier(double deviation)
        => new SpikedNoise(_step.Length, Hidden, deviation).SingularValue(Strength);
}
