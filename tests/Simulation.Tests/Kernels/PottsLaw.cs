using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

/// <summary>p(v) of a small Potts machine from its definition: hidden units are summed or integrated out of e^{−E}, in
/// double precision. A state is the number whose digits to the base P are the colours.</summary>
internal static class PottsLaw
{
    public static double[] Visible(Rbm machine)
    {
        int colours = machine.VisibleLayer.Unit.Components;
        double[] law = new double[(int)Math.Pow(colours, machine.Sites)];
        byte[] row = new byte[machine.Sites];
        for (int state = 0; state < law.Length; state++)
        {
            State(state, colours, row);
            double exponent = 0;
            for (int i = 0; machine.VisibleLayer.HasFields && i < row.Length; i++)
                exponent += machine.Parameters.VisibleFields[i * colours + row[i]];
            law[state] = Math.Exp(exponent);
            for (int mu = 0; mu < machine.Hidden; mu++)
                law[state] *= HiddenSum(machine, mu, Input(machine, row, mu));
        }

        double sum = law.Sum();
        return Array.ConvertAll(law, p => p / sum);
    }

    /// <summary>I_μ = g_μ + Σ_i w of the colour of i.</summary>
    public static double Input(Rbm machine, ReadOnlySpan<byte> row, int mu)
    {
        int colours = machine.VisibleLayer.Unit.Components;
        double input = machine.HiddenLayer.HasFields ? machine.Parameters.HiddenFields[mu] : 0;
        for (int i = 0; i < row.Length; i++)
            input += machine.Weights[(mu * row.Length + i) * colours + row[i]];
        return input;
    }

    public static void State(int state, int colours, Span<byte> row)
    {
        foreach (ref byte colour in row)
            (state, colour) = (state / colours, (byte)(state % colours));
    }

    public static int Index(ReadOnlySpan<byte> row, int colours)
    {
        int state = 0;
        for (int i = row.Length - 1; i >= 0; i--)
            state = state * colours + row[i];
        return state;
    }

    public static int Draw(double[] law, double uniform)
    {
        int state = 0;
        while (state < law.Length - 1 && (uniform -= law[state]) >= 0)
            state++;
        return state;
    }

    /// <summary>Σ_h or ∫dh of e^{−U(h) + h I}. The midpoint rule on a step of 2^−9 over [−16, 16] leaves out less than
    /// e^{−60} at these inputs, and the kink of |h| at 0, between two midpoints, costs θ 2^{−18}/12 at most.</summary>
    private static double HiddenSum(Rbm machine, int mu, double input)
    {
        IUnit unit = machine.HiddenLayer.Unit;
        if (unit.Values is { } values)
            return values.Sum(value => Math.Exp(value[0] * input));
        const double Step = 1.0 / 512;
        double theta = unit is DoubleWellUnit ? machine.Parameters.HiddenParameters[mu] : 0, sum = 0;
        for (double h = -16 + Step / 2; h < 16; h += Step)
            sum += Math.Exp(-h * h / 2 - theta * Math.Abs(h) + h * input) * Step;
        return sum;
    }
}
