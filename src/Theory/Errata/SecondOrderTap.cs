namespace RbmTheory.Theory.Errata;

/// <summary>
/// The TAP free energy (13) of 002 and its fixed point (15)–(16), to second order in the weights, with a switch for
/// each slip:
/// <code>
/// F = −S(m^v) − S(m^h) − a·m^v − b·m^h − Σ w m^v m^h − ½ Σ w² c^v c^h,   c = m − m²
/// m_i^v = σ[a_i + Σ_j w m_j^h − (m_i^v − ½) Σ_j w² c_j^h], and likewise the hidden
/// </code>
/// </summary>
internal sealed class SecondOrderTap
{
    private readonly BinaryMachine _machine;

    /// <summary>The magnetisations, by iteration to a fixed point (the weights are small).</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="power">2, or 1 for the second w_ij of (15)–(16) as it is printed.</param>
    public SecondOrderTap(BinaryMachine machine, int power = 2)
    {
        _machine = machine;
        Visible = new double[machine.Visible];
        Hidden = new double[machine.Hidden];
        Array.Fill(Visible, 0.5);
        Array.Fill(Hidden, 0.5);
        for (int iteration = 0; iteration < 200; iteration++)
        {
            for (int i = 0; i < Visible.Length; i++)
                Visible[i] = Update(machine.VisibleFields[i], Visible[i], Hidden, j => machine.Weights[i, j], power);
            for (int j = 0; j < Hidden.Length; j++)
                Hidden[j] = Update(machine.HiddenFields[j], Hidden[j], Visible, i => machine.Weights[i, j], power);
        }
    }

    public double[] Visible { get; }

    public double[] Hidden { get; }

    /// <summary>F at these magnetisations.</summary>
    /// <param name="entropySign">−1, or +1 as printed.</param>
    /// <param name="squareSign">−1, or +1 as printed.</param>
    /// <param name="mixedFactor">Whether the last factor is m_j^v − (m_j^h)², as printed.</param>
    public double FreeEnergy(int entropySign = -1, int squareSign = -1, bool mixedFactor = false)
    {
        double energy = entropySign * (Visible.Sum(Entropy) + Hidden.Sum(Entropy));
        for (int i = 0; i < Visible.Length; i++)
            energy -= _machine.VisibleFields[i] * Visible[i];
        for (int j = 0; j < Hidden.Length; j++)
        {
            energy -= _machine.HiddenFields[j] * Hidden[j];
            double last = (mixedFactor ? Visible[j] : Hidden[j]) - (Hidden[j] * Hidden[j]);
            for (int i = 0; i < Visible.Length; i++)
            {
                double w = _machine.Weights[i, j];
                energy += (-w * Visible[i] * Hidden[j]) + (squareSign * 0.5 * w * w * Variance(Visible[i]) * last);
            }
        }

        return energy;
    }

    /// <summary>∂F/∂w_ij = −m_i^v m_j^h − w_ij c_i^v c_j^h.</summary>
    public double WeightDerivative(int i, int j)
        => -(Visible[i] * Hidden[j]) - (_machine.Weights[i, j] * Variance(Visible[i]) * Variance(Hidden[j]));

    private static double Update(double field, double own, double[] others, Func<int, double> weight, int power)
    {
        double input = field;
        for (int k = 0; k < others.Length; k++)
        {
            double w = weight(k);
            input += (w * others[k]) - (Math.Pow(w, power) * (own - 0.5) * Variance(others[k]));
        }

        return BinaryMachine.Sigmoid(input);
    }

    private static double Variance(double m) => m - (m * m);

    private static double Entropy(double m) => -((m * Math.Log(m)) + ((1 - m) * Math.Log(1 - m)));
}
