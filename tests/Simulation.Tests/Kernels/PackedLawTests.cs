using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

public class PackedLawTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_packed_sum_is_the_sum(bool spins)
    {
        foreach (int units in new[] { 1, 3, 7, 8, 23, 101, 131 })
        {
            byte[] row = PackedMachines.Rows(units, 1, 9);
            float[] numbers = new float[3 * units];
            var stream = new RandomStream(2, StreamPurpose.Other, (ulong)units);
            foreach (ref float number in numbers.AsSpan())
                number = (float)stream.NextGaussian();
            double exact = 0, magnitude = 0;
            for (int j = 0; j < units; j++)
            {
                double number = numbers[3 * j];
                exact += BitRow.Get(row, j) ? number : spins ? -number : 0;
                magnitude += Math.Abs(number);
            }

            // A number passes at most 3 additions in its four, 1 in its byte and one for each byte but the first, each
            // of which is off by 2^−24 of a partial sum, itself below the sum of magnitudes (1 + 2^−24)^n; 1.01 covers
            // that.
            int additions = 3 + BitRow.Bytes(units);
            Chance.Near(exact, PackedSum.Of(row, units, numbers, 3, spins),
                1.01 * additions * magnitude / (1 << 24));
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void The_model_is_stationary_under_steps(bool visibleSpins, bool hiddenSpins)
    {
        // Chains start from exact draws of the enumerated p(v) and must follow it still. Every field and every weight
        // of either side counts here, and so does the meaning of a cleared bit.
        const int Sites = 5, Hidden = 3, Chunks = 3125;
        Rbm machine = PackedMachines.Random(visibleSpins, hiddenSpins, true, Sites, Hidden, 8);
        double[] law = VisibleLaw(machine, visibleSpins, hiddenSpins);
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        var stream = new RandomStream(6, StreamPurpose.Other, 0);
        int[] counts = new int[law.Length];
        byte[] rows = new byte[IKernel.ChunkRows];
        for (int chunk = 0; chunk < Chunks; chunk++)
        {
            foreach (ref byte row in rows.AsSpan())
                row = (byte)Draw(law, stream.NextDouble());
            kernel.Move(rows, IKernel.ChunkRows, 1 + chunk % 2 * 2, new ChunkRandom(5, chunk), 0);
            foreach (byte row in rows)
                counts[row]++;
        }

        Chance.FollowsLaw(law, counts);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void The_gradient_is_the_sum_over_rows(bool visibleSpins, bool hiddenSpins)
    {
        const int Sites = 13, Hidden = 11, Count = 29;
        const float Weight = 1f / Count;
        Rbm machine = PackedMachines.Random(visibleSpins, hiddenSpins, true, Sites, Hidden, 3);
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        byte[] rows = PackedMachines.Rows(Sites, IKernel.ChunkRows, 12);
        float[] means = new float[Count * Hidden];
        kernel.HiddenMeans(rows, Count, Weight, means, 0);
        Parameters gradient = machine.Parameters.ZerosLike();
        for (int block = 0; block < kernel.Schedule.GradientBlocks; block++)
            kernel.AddGradient(rows, Count, Weight, means, gradient, block);

        // A mean is off by at most its slope, 1 at most, times 2^−24 × 5 additions × Σ|w|, below 40, of its input, plus
        // 1.5e−7 of the exponential: 1.3e−5. The sum of 29 of weight 1/29 adds less than 8 × 2^−24.
        const double Tolerance = 40 * 5.0 / (1 << 24) + 1.5e-7 + 8.0 / (1 << 24);
        double[,] exact = new double[Hidden + 1, Sites + 1];
        for (int r = 0; r < Count; r++)
        {
            for (int mu = 0; mu <= Hidden; mu++)
            {
                double mean = mu == Hidden ? 1 : Mean(rows.AsSpan(2 * r, 2), mu);
                for (int i = 0; i <= Sites; i++)
                    exact[mu, i] += mean * (i == Sites ? 1 : Value(rows.AsSpan(2 * r, 2), i)) / Count;
            }
        }

        for (int mu = 0; mu < Hidden; mu++)
        {
            Chance.Near(exact[mu, Sites], gradient.HiddenFields[mu], Tolerance);
            for (int i = 0; i < Sites; i++)
                Chance.Near(exact[mu, i], gradient.Weights[mu * Sites + i], Tolerance);
        }

        for (int i = 0; i < Sites; i++)
            Chance.Near(exact[Hidden, i], gradient.VisibleFields[i], Tolerance);

        double Value(ReadOnlySpan<byte> row, int i) => BitRow.Get(row, i) ? 1 : visibleSpins ? -1 : 0;

        double Mean(ReadOnlySpan<byte> row, int mu)
        {
            double input = machine.Parameters.HiddenFields[mu];
            for (int i = 0; i < Sites; i++)
                input += machine.Weights[mu * Sites + i] * Value(row, i);
            return hiddenSpins ? Math.Tanh(input) : 1 / (1 + Math.Exp(-input));
        }
    }

    /// <summary>p(v) by definition: e^{−E(v, h)} summed over every h, and divided by the sum over all.</summary>
    private static double[] VisibleLaw(Rbm machine, bool visibleSpins, bool hiddenSpins)
    {
        double[] law = new double[1 << machine.Sites];
        for (int v = 0; v < law.Length; v++)
        {
            for (int h = 0; h < 1 << machine.Hidden; h++)
            {
                double minusEnergy = 0;
                for (int i = 0; i < machine.Sites; i++)
                    minusEnergy += machine.Parameters.VisibleFields[i] * Value(v, i, visibleSpins);
                for (int mu = 0; mu < machine.Hidden; mu++)
                {
                    double input = machine.Parameters.HiddenFields[mu];
                    for (int i = 0; i < machine.Sites; i++)
                        input += machine.Weights[mu * machine.Sites + i] * Value(v, i, visibleSpins);
                    minusEnergy += input * Value(h, mu, hiddenSpins);
                }

                law[v] += Math.Exp(minusEnergy);
            }
        }

        double total = law.Sum();
        return Array.ConvertAll(law, p => p / total);
    }

    private static int Value(int state, int unit, bool spins) => (state >> unit & 1) == 1 ? 1 : spins ? -1 : 0;

    private static int Draw(double[] law, double uniform)
    {
        int state = 0;
        while (state < law.Length - 1 && (uniform -= law[state]) >= 0)
            state++;
        return state;
    }
}
