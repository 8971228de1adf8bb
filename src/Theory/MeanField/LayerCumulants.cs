namespace RbmTheory.Theory.MeanField;

/// <summary>The cumulants of the units of a layer at their means, and the derivatives by the means.</summary>
internal sealed class LayerCumulants
{
    public LayerCumulants(TwoStateUnit unit, ReadOnlySpan<double> means)
    {
        Means = [.. means];
        Variances = Array.ConvertAll(Means, unit.Variance);
        Slopes = Array.ConvertAll(Means, unit.Slope);
        Thirds = Array.ConvertAll(Means, unit.ThirdCumulant);
        ThirdSlopes = Array.ConvertAll(Means, unit.ThirdCumulantSlope);
    }

    /// <summary>m.</summary>
    public double[] Means { get; }

    /// <summary>κ₂.</summary>
    public double[] Variances { get; }

    /// <summary>κ₂′.</summary>
    public double[] Slopes { get; }

    /// <summary>κ₃.</summary>
    public double[] Thirds { get; }

    /// <summary>κ₃′.</summary>
    public double[] ThirdSlopes { get; }
}
