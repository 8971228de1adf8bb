using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Errata;

/// <summary>A machine of {0,1} units that is small enough to enumerate both layers.</summary>
internal sealed class BinaryMachine(double[] visibleFields, double[] hiddenFields, double[,] weights)
{
    /// <summary>The machine as mean field sees it.</summary>
    public TwoStateMachine Machine { get; } =
        new(TwoStateUnit.Binary, TwoStateUnit.Binary, weights, visibleFields, hiddenFields);

    public double[] VisibleFields => Machine.VisibleFields;

    public double[] HiddenFields => Machine.HiddenFields;

    public double[,] Weights => Machine.Weights;

    public int Visible => Machine.Visible;

    public int Hidden => Machine.Hidden;

    /// <summary>
    /// Three visible and two hidden units with fields of either sign, the weights being proportional to a scale.
    /// </summary>
    public static BinaryMachine Small(double scale)
        => new([0.3, -0.5, 0.8], [-0.4, 0.6], SpinMachine.SomeWeights(3, 2, scale));

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static int Bit(int configuration, int i) => (configuration >> i) & 1;

    /// <summary>b_j + Σ_i w_ij v_i.</summary>
    public double HiddenInput(int j, int v)
        => HiddenFields[j] + Enumerable.Range(0, Visible).Sum(i => Weights[i, j] * Bit(v, i));

    /// <summary>e^{−E(h, v)}.</summary>
    public double Weight(int v, int h)
        => Math.Exp(Enumerable.Range(0, Visible).Sum(i => VisibleFields[i] * Bit(v, i))
            + Enumerable.Range(0, Hidden).Sum(j => HiddenInput(j, v) * Bit(h, j)));

    /// <summary>Σ_{v,h} f(v, h) e^{−E}.</summary>
    public double Sum(Func<int, int, double> f)
    {
        double sum = 0;
        for (int v = 0; v < 1 << Visible; v++)
        {
            for (int h = 0; h < 1 << Hidden; h++)
                sum += f(v, h) * Weight(v, h);
        }

        return sum;
    }

    public double Partition => Sum((_, _) => 1);

    public double Mean(Func<int, int, double> f) => Sum(f) / Partition;

    /// <summary>P(v) of (5).</summary>
    public double Probability(int v) => Enumerable.Range(0, 1 << Hidden).Sum(h => Weight(v, h)) / Partition;

    /// <summary>F_c(v) of (6), from its closed form.</summary>
    public double ClampedFreeEnergy(int v)
        => -Enumerable.Range(0, Visible).Sum(i => VisibleFields[i] * Bit(v, i))
            - Enumerable.Range(0, Hidden).Sum(j => Math.Log(1 + Math.Exp(HiddenInput(j, v))));
}
