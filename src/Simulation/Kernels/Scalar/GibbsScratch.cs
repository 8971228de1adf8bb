namespace RbmTheory.Simulation.Kernels.Scalar;

/// <summary>The buffers of one Gibbs step, made once and used by one thread at a time.</summary>
public sealed class GibbsScratch
{
    /// <summary>Buffers for a machine of N × M.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public GibbsScratch(int sites, int hidden)
    {
        VisibleInputs = new float[Require.AtLeast(sites, 1)];
        HiddenInputs = new float[Require.AtLeast(hidden, 1)];
        Hidden = new float[hidden];
    }

    /// <summary>I_i at the visible units, length N.</summary>
    public float[] VisibleInputs { get; }

    /// <summary>I_μ at the hidden units, length M.</summary>
    public float[] HiddenInputs { get; }

    /// <summary>h, −1 and +1, length M.</summary>
    public float[] Hidden { get; }
}
