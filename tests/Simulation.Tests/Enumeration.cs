using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Tests;

/// <summary>
/// The definitions themselves, summed over every state in double precision, and sharing no code with what they check.
/// Bit b of a state is spin b: +1 where it is set.
/// </summary>
internal static class Enumeration
{
    public static int Spin(int state, int site) => (state >> site & 1) == 1 ? 1 : -1;

    public static int Index(ReadOnlySpan<float> spins)
    {
        int state = 0;
        for (int i = 0; i < spins.Length; i++)
            state |= spins[i] > 0 ? 1 << i : 0;
        return state;
    }

    /// <summary>The state of a row of bits, at most 8 spins.</summary>
    public static int Index(ReadOnlySpan<byte> row) => row[0];

    public static double[] IsingRing(int sites, double beta)
        => Normalised(States(sites).Select(state =>
            Math.Exp(beta * Enumerable.Range(0, sites).Sum(i => Spin(state, i) * Spin(state, (i + 1) % sites)))));

    /// <summary>log Σ_h e^{−E(v, h)} for weights [mu × N + i].</summary>
    public static double LogHiddenSum(double[] weights, int sites, int visible)
    {
        int hidden = weights.Length / sites;
        return Math.Log(States(hidden).Sum(h => Math.Exp(MinusEnergy(weights, sites, visible, h))));
    }

    public static double MinusEnergy(double[] weights, int sites, int visible, int hiddenState)
    {
        double sum = 0;
        for (int mu = 0; mu * sites < weights.Length; mu++)
        {
            for (int i = 0; i < sites; i++)
                sum += weights[mu * sites + i] * Spin(visible, i) * Spin(hiddenState, mu);
        }

        return sum;
    }

    public static double LogPartition(double[] weights, int sites)
        => Math.Log(States(sites).Sum(v => Math.Exp(LogHiddenSum(weights, sites, v))));

    /// <summary>p(v), and p(v, h) with index v + 2^N h.</summary>
    public static double[] Visible(double[] weights, int sites)
        => Normalised(States(sites).Select(v => Math.Exp(LogHiddenSum(weights, sites, v))));

    public static double[] Joint(double[] weights, int sites)
        => Normalised(States(weights.Length / sites).SelectMany(h =>
            States(sites).Select(v => Math.Exp(MinusEnergy(weights, sites, v, h)))));

    /// <summary>Mean log-likelihood of weighted visible states.</summary>
    public static double LogLikelihood(double[] weights, int sites, double[] data)
        => States(sites).Sum(v => data[v] * LogHiddenSum(weights, sites, v)) - LogPartition(weights, sites);

    /// <summary>Central differences; the error is h²/6 times the third derivative.</summary>
    public static double[] Differences(Func<double[], double> function, double[] at, double step)
    {
        double[] moved = [.. at];
        double[] result = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            moved[i] = at[i] + step;
            double up = function(moved);
            moved[i] = at[i] - step;
            result[i] = (up - function(moved)) / (2 * step);
            moved[i] = at[i];
        }

        return result;
    }

    public static double[] Frequencies(SpinSet set)
    {
        double[] frequencies = new double[1 << set.Sites];
        for (int sample = 0; sample < set.Samples; sample++)
            frequencies[Index(Spins(set, sample))] += 1.0 / set.Samples;
        return frequencies;
    }

    public static float[] Spins(SpinSet set, int sample)
        => [.. Enumerable.Range(0, set.Sites).Select(i => (float)set.Spin(sample, i))];

    public static float[] Floats(ReadOnlySpan<sbyte> spins)
    {
        float[] floats = new float[spins.Length];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = spins[i];
        return floats;
    }

    public static double[] Doubles(Rbm machine) => Array.ConvertAll(machine.Weights, weight => (double)weight);

    public static IEnumerable<int> States(int spins) => Enumerable.Range(0, 1 << spins);

    private static double[] Normalised(IEnumerable<double> weights)
    {
        double[] values = weights.ToArray();
        double sum = values.Sum();
        return Array.ConvertAll(values, value => value / sum);
    }
}
