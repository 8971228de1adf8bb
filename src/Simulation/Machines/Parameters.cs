namespace RbmTheory.Simulation.Machines;

/// <summary>
/// The learned numbers of a machine, or anything of the same shape: a gradient, a mean over time. An array that the
/// machine does not have is empty.
/// </summary>
public sealed class Parameters
{
    internal Parameters(int weights, int visibleFields, int hiddenFields, int hiddenParameters)
    {
        Weights = new float[weights];
        VisibleFields = new float[visibleFields];
        HiddenFields = new float[hiddenFields];
        HiddenParameters = new float[hiddenParameters];
    }

    /// <summary>
    /// The weights, hidden-major and without padding: that of hidden unit μ and number x of the visible values is at
    /// [μ × width + x], width = N × components, x = i × components + colour. The receptive field of a hidden unit is
    /// contiguous.
    /// </summary>
    public float[] Weights { get; }

    /// <summary>Fields of the visible units, laid out as their values; length N × components, or 0.</summary>
    public float[] VisibleFields { get; }

    /// <summary>Fields of the hidden units, length M, or 0.</summary>
    public float[] HiddenFields { get; }

    /// <summary>Parameters λ of the hidden units beside the fields: parameter k of unit μ is at [μ × kinds +
    /// k].</summary>
    public float[] HiddenParameters { get; }

    /// <summary>The four arrays with the names that files give them.</summary>
    public IReadOnlyList<(string Name, float[] Values)> All =>
    [
        ("weights", Weights), ("visibleFields", VisibleFields), ("hiddenFields", HiddenFields),
        ("hiddenParameters", HiddenParameters),
    ];

    /// <summary>Whether every number is finite.</summary>
    public bool AreFinite
        => All.All(array => !array.Values.AsSpan().ContainsAnyExceptInRange(-float.MaxValue, float.MaxValue));

    /// <summary>Zeros of the same shape.</summary>
    public Parameters ZerosLike()
        => new(Weights.Length, VisibleFields.Length, HiddenFields.Length, HiddenParameters.Length);

    /// <summary>Sets every number to 0.</summary>
    public void Clear()
    {
        Array.Clear(Weights);
        Array.Clear(VisibleFields);
        Array.Clear(HiddenFields);
        Array.Clear(HiddenParameters);
    }

    /// <summary>Takes over every number of another set.</summary>
    /// <param name="other">Of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyFrom(Parameters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Copy(other.Weights, Weights);
        Copy(other.VisibleFields, VisibleFields);
        Copy(other.HiddenFields, HiddenFields);
        Copy(other.HiddenParameters, HiddenParameters);
    }

    private static void Copy(float[] from, float[] to)
    {
        Require.Length(from.Length, to.Length);
        from.CopyTo(to, 0);
    }
}
