namespace RbmTheory.Theory.Integration;

/// <summary>
/// The coefficients of Krogstad's exponential Runge–Kutta method for one step h: of every mode, at z = λh, with the
/// step multiplied in.
/// </summary>
internal sealed class DiagonalCoefficients(double[] rates)
{
    private readonly int _n = rates.Length;
    private readonly double[] _rates = rates;

    /// <summary>The step they are for; 0 before the first.</summary>
    public double Step { get; private set; }

    /// <summary>e^{z/2}.</summary>
    public double[] ExpHalf { get; } = new double[rates.Length];

    /// <summary>e^z.</summary>
    public double[] Exp { get; } = new double[rates.Length];

    /// <summary>½φ_1(z/2).</summary>
    public double[] A21 { get; } = new double[rates.Length];

    /// <summary>½φ_1(z/2) − φ_2(z/2).</summary>
    public double[] A31 { get; } = new double[rates.Length];

    /// <summary>φ_2(z/2).</summary>
    public double[] A32 { get; } = new double[rates.Length];

    /// <summary>φ_1(z) − 2φ_2(z).</summary>
    public double[] A41 { get; } = new double[rates.Length];

    /// <summary>2φ_2(z).</summary>
    public double[] A43 { get; } = new double[rates.Length];

    /// <summary>φ_1(z) − 3φ_2(z) + 4φ_3(z).</summary>
    public double[] B1 { get; } = new double[rates.Length];

    /// <summary>2φ_2(z) − 4φ_3(z), of both middle stages.</summary>
    public double[] B23 { get; } = new double[rates.Length];

    /// <summary>4φ_3(z) − φ_2(z).</summary>
    public double[] B4 { get; } = new double[rates.Length];

    /// <summary>Computes them for a step and for its half, if it is another than last time.</summary>
    public static void Prepare(DiagonalCoefficients half, DiagonalCoefficients whole, double step)
    {
        if (step == whole.Step)
            return;
        whole.Step = step;
        half.Step = 0.5 * step;
        for (int k = 0; k < whole._n; k++)
        {
            PhiFunctions quarter = PhiFunctions.At(0.25 * step * whole._rates[k]);
            PhiFunctions twice = quarter.AtTwice();
            half.Set(k, quarter, twice);
            whole.Set(k, twice, twice.AtTwice());
        }
    }

    private void Set(int k, PhiFunctions half, PhiFunctions full)
    {
        ExpHalf[k] = half.Exp;
        Exp[k] = full.Exp;
        A21[k] = 0.5 * Step * half.Phi1;
        A31[k] = Step * ((0.5 * half.Phi1) - half.Phi2);
        A32[k] = Step * half.Phi2;
        A41[k] = Step * (full.Phi1 - (2 * full.Phi2));
        A43[k] = 2 * Step * full.Phi2;
        B1[k] = Step * (full.Phi1 - (3 * full.Phi2) + (4 * full.Phi3));
        B23[k] = Step * ((2 * full.Phi2) - (4 * full.Phi3));
        B4[k] = Step * ((4 * full.Phi3) - full.Phi2);
    }
}
