namespace RbmTheory.Theory.Learning;

/// <summary>How −∂²/∂x² acts on a mode of wave number k, on points a distance h apart.</summary>
public enum LaplacianSymbol
{
    /// <summary>
    /// k²: exact for every mode that the points resolve; errors fall exponentially with their number.
    /// </summary>
    Spectral,

    /// <summary>(2 − 2cos kh)/h², that of (w_{j+1} − 2w_j + w_{j−1})/h²: errors fall as h².</summary>
    SecondDifference,
}
