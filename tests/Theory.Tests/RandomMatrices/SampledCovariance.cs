using System.Numerics;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Tests.RandomMatrices;

/// <summary>
/// Covariances (1/S) Σ_s v v^T of exact samples, the oracle of the predicted spectra: spins are packed 64 samples a
/// word, so that C_ij = 1 − 2 popcount(v_i ⊕ v_j)/S. Top eigenvalues are Lanczos'.
/// </summary>
internal static class SampledCovariance
{
    /// <summary>
    /// Bonds of an Ising ring are broken independently with probability (1 − t)/2, given that an even number is.
    /// </summary>
    public static double[][] OfIsing(int sites, double beta, int samples, Random random)
    {
        double broken = (1 - Math.Tanh(beta)) / 2;
        var bits = new ulong[sites][];
        for (int i = 0; i < sites; i++)
            bits[i] = new ulong[(samples + 63) / 64];
        var spins = new bool[sites + 1];
        for (int s = 0; s < samples; s++)
        {
            do
            {
                spins[0] = random.NextDouble() < 0.5;
                for (int i = 0; i < sites; i++)
                    spins[i + 1] = spins[i] ^ (random.NextDouble() < broken);
            }
            while (spins[sites] != spins[0]);
            for (int i = 0; i < sites; i++)
                bits[i][s / 64] |= (spins[i] ? 1ul : 0) << (s % 64);
        }

        return OfBits(bits, samples);
    }

    /// <summary>
    /// A Potts ring, site by site given the first and what is left to close it: P(v_i | v_{i−1}, v_1) is proportional
    /// to T(v_{i−1}, v_i) T^{N−i+1}(v_i, v_1). Indicators are centred and divided by their standard deviation.
    /// </summary>
    public static double[][] OfXy(int sites, int states, double beta, int samples, Random random)
    {
        var powers = new double[sites + 1][];
        powers[0] = [.. Enumerable.Range(0, states).Select(d => d == 0 ? 1.0 : 0.0)];
        double[] kernel = [.. Enumerable.Range(0, states).Select(
            d => Math.Exp(beta * (Math.Cos(2 * Math.PI * d / states) - 1)))];
        for (int n = 1; n <= sites; n++)
        {
            double[] last = powers[n - 1];
            powers[n] = [.. Enumerable.Range(0, states).Select(d => Enumerable.Range(0, states)
                .Sum(e => last[e] * kernel[(d - e + states) % states]))];
            double sum = powers[n].Sum();
            powers[n] = [.. powers[n].Select(x => x / sum)];
        }

        var vectors = new double[samples][];
        var weights = new double[states];
        double deviation = Math.Sqrt((1.0 / states) * (1 - (1.0 / states)));
        for (int s = 0; s < samples; s++)
        {
            vectors[s] = [.. Enumerable.Repeat(-1.0 / states / deviation, sites * states)];
            int first = random.Next(states), state = first;
            for (int i = 0; i < sites; i++)
            {
                vectors[s][(i * states) + state] += 1 / deviation;
                double[] closing = powers[sites - 1 - i];
                for (int v = 0; v < states; v++)
                    weights[v] = kernel[(v - state + states) % states] * closing[(v - first + states) % states];
                state = Draw(weights, random);
            }

            Assert.Equal(first, state); // the ring closes
        }

        return OfVectors(vectors);
    }

    /// <summary>(1/S) X X^T, N×N.</summary>
    public static double[][] OfVectors(double[][] vectors)
    {
        // The Gram matrix of the samples has the same eigenvalues, zeros apart; whichever is smaller.
        int size = vectors.Length;
        var gram = new double[size][];
        for (int i = 0; i < size; i++)
        {
            gram[i] = new double[size];
            for (int j = 0; j <= i; j++)
                gram[i][j] = gram[j][i] = Dot(vectors[i], vectors[j]) / size;
        }

        return gram;
    }

    /// <summary>
    /// The top eigenvalue by Lanczos with full orthogonalisation. Its error is at most a factor (ln N/steps)² of the
    /// eigenvalue whatever the gaps, and exponentially small in steps·√gap: with 120 steps and the relative gaps of
    /// some 1 % at N = 400 that is e^{−4·120·0.1}.
    /// </summary>
    public static double TopEigenvalue(double[][] matrix, int steps = 120)
    {
        int n = matrix.Length;
        steps = Math.Min(steps, n);
        double[] vector = Samples.Fixed(n, 7);
        Scale(vector, 1 / Math.Sqrt(Dot(vector, vector)));
        var basis = new List<double[]> { vector };
        var diagonal = new List<double>();
        var beside = new List<double>();
        for (int k = 0; k < steps; k++)
        {
            double[] next = [.. matrix.Select(row => Dot(row, basis[k]))];
            diagonal.Add(Dot(next, basis[k]));
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] old in basis)
                    AddScaled(next, -Dot(next, old), old);
            }

            double norm = Math.Sqrt(Dot(next, next));
            if (norm < 1e-10)
                break;
            beside.Add(norm);
            Scale(next, 1 / norm);
            basis.Add(next);
        }

        return TopOfTridiagonal(diagonal, beside);
    }

    // Sturm: the number of negative pivots of T − x is that of the eigenvalues below x.
    private static double TopOfTridiagonal(List<double> diagonal, List<double> beside)
    {
        double low = diagonal.Max(), high = diagonal.Max() + (2 * beside.DefaultIfEmpty(0).Max());
        for (int n = 0; n < 60; n++)
        {
            double middle = (low + high) / 2, pivot = 1;
            bool allBelow = true;
            for (int k = 0; k < diagonal.Count && allBelow; k++)
            {
                pivot = diagonal[k] - middle - (k == 0 ? 0 : beside[k - 1] * beside[k - 1] / pivot);
                allBelow = pivot < 0;
            }

            if (allBelow)
                high = middle;
            else
                low = middle;
        }

        return (low + high) / 2;
    }

    private static double[][] OfBits(ulong[][] bits, int samples)
    {
        int n = bits.Length;
        var covariance = new double[n][];
        for (int i = 0; i < n; i++)
        {
            covariance[i] = new double[n];
            for (int j = 0; j <= i; j++)
            {
                int different = 0;
                for (int word = 0; word < bits[i].Length; word++)
                    different += BitOperations.PopCount(bits[i][word] ^ bits[j][word]);
                covariance[i][j] = covariance[j][i] = 1 - (2.0 * different / samples);
            }
        }

        return covariance;
    }

    private static int Draw(double[] weights, Random random)
    {
        double left = random.NextDouble() * weights.Sum();
        for (int v = 0; v < weights.Length; v++)
        {
            left -= weights[v];
            if (left < 0)
                return v;
        }

        return Array.FindLastIndex(weights, x => x > 0);
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = Vector<double>.Zero;
        int k = 0;
        for (; k <= a.Length - Vector<double>.Count; k += Vector<double>.Count)
            sum += new Vector<double>(a, k) * new Vector<double>(b, k);
        double total = Vector.Sum(sum);
        for (; k < a.Length; k++)
            total += a[k] * b[k];
        return total;
    }

    private static void Scale(double[] a, double factor)
    {
        for (int k = 0; k < a.Length; k++)
            a[k] *= factor;
    }

    private static void AddScaled(double[] a, double factor, double[] b)
    {
        for (int k = 0; k < a.Length; k++)
            a[k] += factor * b[k];
    }
}
