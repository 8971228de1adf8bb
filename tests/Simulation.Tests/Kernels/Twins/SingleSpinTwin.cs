using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.SingleSpin;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>
/// The readable twin of <see cref="SingleSpinKernel"/>, training of the machine with one hidden spin: the same
/// algorithm, one spin at a time, bit for bit.
/// </summary>
internal static class SingleSpinTwin
{
    /// <summary>Gibbs steps (3) of a chunk of chains: h ~ p(h | v), then v ~ p(v | h).</summary>
    /// <param name="machine">N spins, one hidden spin, no fields.</param>
    /// <param name="rows">The chains.</param>
    /// <param name="count">Number of chains, in [1, 32].</param>
    /// <param name="gibbsSteps">k, at least 0.</param>
    /// <param name="random">The random numbers of the chunk.</param>
    /// <remarks>
    /// The uniform number of h is compared with the probability that h stays what it was in the step before (+1 before
    /// the first), 1/(1 + e^{−2 h I}). Given h the visible spins are v_i = h x_i with p(x_i = +1) = 1/(1 + e^{−2 w_i}).
    /// </remarks>
    public static void Move(Rbm machine, Span<byte> rows, int count, int gibbsSteps, ChunkRandom random)
    {
        var draws = new SingleSpinDraws(machine, random);
        float[][] chains = Spins(machine, rows, count);
        float[] hidden = new float[count];
        Array.Fill(hidden, 1f);
        for (int step = 0; step < gibbsSteps; step++)
        {
            for (int chain = 0; chain < count; chain++)
            {
                float[] v = chains[chain];
                ref float h = ref hidden[chain];
                (float uniform, float[] x) = draws.Next();
                bool stays = uniform * (1f + Exponential.Exp(-2f * h * Input(machine, v))) < 1f;
                h = stays ? h : -h;
                for (int i = 0; i < v.Length; i++)
                    v[i] = h * x[i];
            }
        }

        for (int chain = 0; chain < count; chain++)
            SpinUnit.Instance.Encode(chains[chain], Row(machine, rows, chain));
    }

    /// <summary>weight × tanh I of each row, as <see cref="IKernel.HiddenMeans"/>.</summary>
    /// <param name="machine">N spins, one hidden spin, no fields.</param>
    /// <param name="rows">Visible rows.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="weight">Factor of every mean.</param>
    /// <param name="means">Receives one number a row.</param>
    public static void HiddenMeans(Rbm machine, ReadOnlySpan<byte> rows, int count, float weight, Span<float> means)
    {
        float[][] spins = Spins(machine, rows, count);
        for (int row = 0; row < count; row++)
            means[row] = Exponential.Tanh(Input(machine, spins[row])) * weight;
    }

    /// <summary>Adds v_i m of each row in turn, as <see cref="IKernel.AddGradient"/>.</summary>
    /// <param name="machine">N spins, one hidden spin, no fields.</param>
    /// <param name="rows">Visible rows.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="means">Weighted hidden means of these rows.</param>
    /// <param name="gradient">Of the shape of the machine; added to.</param>
    public static void AddGradient(
        Rbm machine, ReadOnlySpan<byte> rows, int count, ReadOnlySpan<float> means, Parameters gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        float[][] spins = Spins(machine, rows, count);
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < machine.Sites; i++)
                gradient.Weights[i] += spins[row][i] * means[row];
        }
    }

    /// <summary>I = Σ_i w_i v_i, in the order that <see cref="RowInputs"/> states.</summary>
    private static float Input(Rbm machine, float[] v)
    {
        float input = 0;
        for (int i = 0; i < v.Length; i += 8)
            input += Nibble(i) + Nibble(i + 4);
        return input;

        float Nibble(int i) => Term(i) + Term(i + 1) + Term(i + 2) + Term(i + 3);

        // Spins beyond the last are −1 with weight +0.
        float Term(int i) => i < v.Length ? machine.Weights[i] * v[i] : -0f;
    }

    private static float[][] Spins(Rbm machine, ReadOnlySpan<byte> rows, int count)
    {
        float[][] spins = new float[count][];
        for (int row = 0; row < count; row++)
        {
            spins[row] = new float[machine.Sites];
            int bytes = BitRow.Bytes(machine.Sites);
            SpinUnit.Instance.Decode(rows.Slice(row * bytes, bytes), spins[row]);
        }

        return spins;
    }

    private static Span<byte> Row(Rbm machine, Span<byte> rows, int row)
        => rows.Slice(row * BitRow.Bytes(machine.Sites), BitRow.Bytes(machine.Sites));
}
