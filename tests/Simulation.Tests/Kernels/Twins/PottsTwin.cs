using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Potts;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>
/// The readable twin of <see cref="PottsKernel"/>, Gibbs steps (3), hidden means and gradients of machines with visible
/// Potts units: the same algorithm, one value at a time, bit for bit. Beyond the formulas it fixes the order of the
/// sums and of the random numbers.
/// </summary>
internal static class PottsTwin
{
    private const int Lanes = 8;

    /// <summary>Moves chains by k Gibbs steps, as <see cref="IKernel.Move"/>.</summary>
    /// <param name="machine">N Potts units of P colours × M hidden units.</param>
    /// <param name="rows">Visible rows, one byte a colour; replaced by the new ones.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="gibbsSteps">k.</param>
    /// <param name="random">Hidden units draw from its scalar stream, row by row and μ by μ. Then, site by site, each
    /// group of eight rows makes one draw of the lanes, and its row l takes the 32-bit word l.</param>
    public static void Move(Rbm machine, Span<byte> rows, int count, int gibbsSteps, ChunkRandom random)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(random);
        int sites = machine.Sites;
        float[][] hidden = new float[count][];
        for (int step = 0; step < gibbsSteps; step++)
        {
            for (int row = 0; row < count; row++)
                hidden[row] = SampleHidden(machine, rows.Slice(row * sites, sites), ref random.Scalar);
            for (int i = 0; i < sites; i++)
            {
                for (int group = 0; group < count; group += Lanes)
                {
                    Vector256<uint> words = random.Lanes.Next().AsUInt32();
                    for (int row = group; row < Math.Min(group + Lanes, count); row++)
                    {
                        rows[row * sites + i] = DrawColour(
                            ToVisible(machine, hidden[row], i), Bound(machine, hidden[row], i), words[row - group]);
                    }
                }
            }
        }
    }

    /// <summary>Weighted means of the hidden side given one row, as <see cref="IKernel.HiddenMeans"/>: M means, then
    /// M × kinds means of the parameters.</summary>
    /// <param name="machine">N Potts units of P colours × M hidden units.</param>
    /// <param name="row">v, length N.</param>
    /// <param name="weight">Factor of every mean.</param>
    public static float[] HiddenMeans(Rbm machine, ReadOnlySpan<byte> row, float weight)
    {
        ArgumentNullException.ThrowIfNull(machine);
        IUnit unit = machine.HiddenLayer.Unit;
        int hidden = machine.Hidden, kinds = unit.Parameters;
        float[] means = new float[hidden * (1 + kinds)];
        for (int mu = 0; mu < hidden; mu++)
        {
            float[] input = [ToHidden(machine, row, mu)];
            ReadOnlySpan<float> parameters = machine.Parameters.HiddenParameters.AsSpan(mu * kinds, kinds);
            unit.Mean(input, parameters, means.AsSpan(mu, 1));
            unit.ParameterMean(input, parameters, means.AsSpan(hidden + mu * kinds, kinds));
        }

        return Array.ConvertAll(means, mean => mean * weight);
    }

    /// <summary>Adds what one row gives to the gradient, as <see cref="IKernel.AddGradient"/> over all
    /// blocks.</summary>
    /// <param name="machine">N Potts units of P colours × M hidden units.</param>
    /// <param name="row">v, length N.</param>
    /// <param name="weight">The weight that the means were taken with.</param>
    /// <param name="means">Weighted means given that row.</param>
    /// <param name="gradient">Of the shape of the machine; added to.</param>
    public static void AddGradient(
        Rbm machine, ReadOnlySpan<byte> row, float weight, ReadOnlySpan<float> means, Parameters gradient)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(gradient);
        int width = machine.VisibleLayer.Width, colours = machine.VisibleLayer.Unit.Components;
        for (int i = 0; i < row.Length; i++)
        {
            int x = i * colours + row[i];
            for (int mu = 0; mu < machine.Hidden; mu++)
                gradient.Weights[mu * width + x] += means[mu];
            if (machine.VisibleLayer.HasFields)
                gradient.VisibleFields[x] += weight;
        }

        for (int mu = 0; mu < gradient.HiddenFields.Length; mu++)
            gradient.HiddenFields[mu] += means[mu];
        for (int k = 0; k < gradient.HiddenParameters.Length; k++)
            gradient.HiddenParameters[k] += means[machine.Hidden + k];
    }

    /// <summary>Draws a colour from p(a) ∝ 2^{x_a}: the number of cumulative sums S_a = Σ_{b ≤ a} 2^{x_b}, a &lt; P −
    /// 1, that are at most u S_{P−1}.</summary>
    /// <param name="inputs">x, length P; where the bound is above <see cref="PottsSite.LargestBound"/> the largest is
    /// subtracted from all, and what is then below −125 is taken as that.</param>
    /// <param name="bound">Of |x|.</param>
    /// <param name="word">u is the centre of one of 2^23 equal cells of [0, 1), given by bits 31 … 9.</param>
    public static byte DrawColour(ReadOnlySpan<float> inputs, float bound, uint word)
    {
        float highest = float.NegativeInfinity;
        foreach (float input in inputs)
            highest = input > highest ? input : highest;
        float[] sums = new float[inputs.Length];
        float total = 0;
        for (int a = 0; a < inputs.Length; a++)
        {
            float x = bound <= PottsSite.LargestBound ? inputs[a] : inputs[a] - highest;
            x = x > -PowerOfTwo.HighestArgument ? x : -PowerOfTwo.HighestArgument;
            sums[a] = total += PowerOfTwo.Exp2(x);
        }

        float threshold = (int)((word >> 8) | 1) * (1f / (1 << 24)) * total;
        int colour = 0;
        foreach (float sum in sums.AsSpan()[..^1])
            colour += sum <= threshold ? 1 : 0;
        return (byte)colour;
    }

    /// <summary>A bound of every |x_a| of a site: max_a |g_a − g_0| log₂ e + Σ_μ max_a |w_{μ,a} − w_{μ,0}| |h_μ log₂
    /// e|, added in the order of the hidden units.</summary>
    /// <param name="machine">N Potts units of P colours × M hidden units.</param>
    /// <param name="hidden">h, length M.</param>
    /// <param name="site">i.</param>
    public static float Bound(Rbm machine, ReadOnlySpan<float> hidden, int site)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int colours = machine.VisibleLayer.Unit.Components;
        float bound = machine.VisibleLayer.HasFields
            ? Largest(machine.Parameters.VisibleFields) * PowerOfTwo.BinaryE
            : 0;
        for (int mu = 0; mu < hidden.Length; mu++)
            bound += Largest(machine.FieldOf(mu)) * MathF.Abs(hidden[mu] * PowerOfTwo.BinaryE);
        return bound;

        float Largest(ReadOnlySpan<float> values) => PottsSite.LargestDifference(values.Slice(site * colours, colours));
    }

    /// <summary>I_μ = g_μ + Σ_i w_{μ,i,v_i}, added in the order of the sites.</summary>
    private static float ToHidden(Rbm machine, ReadOnlySpan<byte> row, int mu)
    {
        int colours = machine.VisibleLayer.Unit.Components;
        float input = machine.HiddenLayer.HasFields ? machine.Parameters.HiddenFields[mu] : 0;
        for (int i = 0; i < row.Length; i++)
            input += machine.FieldOf(mu)[i * colours + row[i]];
        return input;
    }

    /// <summary>x_a = (I_a − I_0) log₂ e of one site, (g_a − g_0) log₂ e + Σ_μ (w_{μ,i,a} − w_{μ,i,0}) (h_μ log₂ e),
    /// added in the order of the hidden units by fused multiply-adds: a common term of all colours does not change the
    /// law, and x_0 = 0.</summary>
    private static float[] ToVisible(Rbm machine, ReadOnlySpan<float> hidden, int site)
    {
        float[] inputs = new float[machine.VisibleLayer.Unit.Components];
        int first = site * inputs.Length;
        for (int a = 1; a < inputs.Length; a++)
        {
            ReadOnlySpan<float> fields = machine.Parameters.VisibleFields;
            if (machine.VisibleLayer.HasFields)
                inputs[a] = (fields[first + a] - fields[first]) * PowerOfTwo.BinaryE;
            for (int mu = 0; mu < hidden.Length; mu++)
            {
                ReadOnlySpan<float> weights = machine.FieldOf(mu);
                inputs[a] = MathF.FusedMultiplyAdd(
                    weights[first + a] - weights[first], hidden[mu] * PowerOfTwo.BinaryE, inputs[a]);
            }
        }

        return inputs;
    }

    private static float[] SampleHidden(Rbm machine, ReadOnlySpan<byte> row, ref RandomStream stream)
    {
        IUnit unit = machine.HiddenLayer.Unit;
        int kinds = unit.Parameters;
        float[] values = new float[machine.Hidden];
        for (int mu = 0; mu < values.Length; mu++)
        {
            float[] input = [ToHidden(machine, row, mu)];
            unit.Sample(
                input, machine.Parameters.HiddenParameters.AsSpan(mu * kinds, kinds), ref stream, values.AsSpan(mu, 1));
        }

        return values;
    }
}
