using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

/// <summary>Units are decided by estimates of their inputs: results must be those without.</summary>
public class FixedPointDrawTests
{
    /// <summary>Visible spins, hidden spins, N, M: one and two vectors of columns, odd numbers of bytes, one pass of
    /// tables and several.</summary>
    public static TheoryData<bool, bool, int, int> Shapes()
    {
        var data = new TheoryData<bool, bool, int, int>();
        foreach (bool visible in new[] { true, false })
        {
            foreach (bool hidden in new[] { true, false })
            {
                foreach (var (sites, units) in new[] { (7, 5), (61, 17), (67, 59), (131, 11) })
                    data.Add(visible, hidden, sites, units);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Weights_of_any_size_give_the_bits_of_the_twin(bool visible, bool hidden, int sites, int units)
    {
        // From inputs that are next to nothing, by those that are beyond the range of the table of tanh, to those whose
        // estimates would be useless.
        foreach (float factor in new[] { 1e-30f, 1e-3f, 0.3f, 3f, 30f, 1e4f, 1e30f })
        {
            Rbm machine = PackedMachines.Random(visible, hidden, true, sites, units, 2);
            foreach (var (_, values) in machine.Parameters.All)
            {
                foreach (ref float value in values.AsSpan())
                    value *= factor;
            }

            Compare(machine, 31, 3);
        }
    }

    [Theory]
    [InlineData(true, 0.3f)]
    [InlineData(true, 3f)]
    [InlineData(false, 0.6f)]
    public void Estimates_of_inputs_do_not_decide_where_they_may_be_wrong(bool spins, float deviation)
    {
        // Σ|w| = 24 for deviation 0.3: the sums of 25 groups of four weights, in two passes, are each rounded by up to
        // half of some 14/2^15, which is off by 5e−4 on the average over signs. Without the exact sums a spin would be
        // wrong with the probability 2 p (1 − p) times that, p (1 − p) being 0.07 for inputs of variance 9 and a tenth
        // of it for 900, where the error is ten times as large: 7e−5, or 9 times in the 32 × 20 × 200 spins of each
        // case, two for binary units whose arguments and errors are a quarter and less.
        Rbm machine = PackedMachines.Random(spins, spins, true, 101, 97, 11);
        foreach (var (_, values) in machine.Parameters.All)
        {
            foreach (ref float value in values.AsSpan())
                value *= 2 * deviation;
        }

        Compare(machine, 32, 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_worst_roundings_are_allowed_for(int sign)
    {
        // Hidden units are all up, held by fields. Of the first twelve groups of four, even ones have the weight a, odd
        // ones −b with 4 (a − b) = 0.9 u, u being the unit of the tables; the last three, of c and −c, move u alone.
        // Where 4 a/u is 0.4 to 0.5 above an integer, which it is in one of ten of the scanned columns, twelve sums are
        // rounded the same way by 0.45 u on the average: 5.4 u out of the 15 × 0.51 u that are allowed for, while
        // inputs are next to 0, where tanh is steep. With half of these, spins would be sure of 1.6 u too much, but for
        // the U = u = 0.0021 of other roundings, if these go the other way: ½ × 1.2e−3 of the 32 × 317 × 0.1 × 10 × 4
        // draws, or 25, would come out wrong.
        const int Sites = 317, Hidden = 60;
        const double A = 1.16;
        for (int seed = 0; seed < 4; seed++)
        {
            var machine = new Rbm(new(SpinUnit.Instance, Sites), new(SpinUnit.Instance, Hidden, true));
            machine.Parameters.HiddenFields.AsSpan().Fill(2000f);
            for (int i = 0; i < Sites; i++)
            {
                double c = A - 0.003 * seed - 1e-5 * i, u = 1.001 * (48 * A + 12 * c) / (1 << 15), b = A - 0.9 * u / 4;
                for (int mu = 0; mu < Hidden; mu++)
                {
                    // The last group cancels by itself.
                    bool even = mu < 56 ? mu / 4 % 2 == 0 : mu % 2 == 0;
                    double weight = mu >= 48 ? c : even ? A : b;
                    machine.Weights[mu * Sites + i] = (float)(even ? sign * weight : -sign * weight);
                }
            }

            Compare(machine, 32, 10);
        }
    }

    [Theory]
    [InlineData(61, 17, 0.01f)]
    [InlineData(131, 70, 0.3f)]
    [InlineData(200, 133, 1f)]
    [InlineData(317, 64, 3f)]
    public void Where_few_units_are_set_the_bits_are_those_of_the_twin(int sites, int units, float factor)
    {
        // Fields of −3 leave one unit in twenty set, on both sides.
        Rbm machine = PackedMachines.Random(false, false, true, sites, units, 5);
        foreach (ref float weight in machine.Weights.AsSpan())
            weight *= factor;
        machine.Parameters.VisibleFields.AsSpan().Fill(-3);
        machine.Parameters.HiddenFields.AsSpan().Fill(-3);
        Compare(machine, 31, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Estimates_are_off_by_no_more_than_they_say(int sign)
    {
        // Equal weights but for the last, which moves u = 1.001 × 2^−15 Σ|w|/4, the unit of the pass, from one column to
        // another: somewhere w/2 is nearly half of u above or below a multiple of it, and each that is set, nine of a row,
        // is rounded by as much, the same way: 4.3 of the 10 × 0.51 u that are allowed for, besides U = 2.4 u.
        const int Inner = 60, Columns = 64, Rows = 8, Set = 9;
        PackedProduct product = new(Inner, Columns, spins: false);
        FixedPointProduct estimates = new(product, columnSpins: false);
        float[] weights = new float[Inner * Columns];
        for (int c = 0; c < Columns; c++)
        {
            weights.AsSpan(c * Inner, Inner).Fill(sign);
            weights[c * Inner + Inner - 1] = sign * (1 + 0.001f * c);
        }

        product.Read(weights, 1, Inner, []);
        estimates.Begin();
        for (int vector = 0; vector < product.Blocks; vector++)
            estimates.Read(vector);
        Assert.True(estimates.End());
        FixedPointSide.Scratch scratch = new(Columns);
        byte[] rows = new byte[Rows * BitRow.Bytes(Inner) + FixedPointSide.Slack];
        for (int r = 0; r < Rows; r++)
        {
            for (int k = 0; k < Set; k++)
                rows[r * BitRow.Bytes(Inner) + (7 * k + r) % Inner / 8] |= (byte)(1 << ((7 * k + r) % Inner % 8));
        }

        Assert.True(estimates.AreFew(rows, Rows, scratch.Errors));
        double worst = 0;
        foreach (bool few in (bool[])[true, false])
        {
            if (!few)
                estimates.ErrorsOfTables.CopyTo(scratch.Errors);
            estimates.Sum(rows, Rows, 0, few, scratch.Tables, scratch.Estimates);
            int room = scratch.Estimates.Length / FixedPointProduct.Vectors;
            for (int c = 0; c < Columns; c++)
            {
                int lane = c % 16 < 8 ? c % 8 * 2 : c % 8 * 2 + 1;
                for (int r = 0; r < Rows; r++)
                {
                    double exact = 0.5 * Enumerable.Range(0, Inner)
                        .Where(j => (rows[r * BitRow.Bytes(Inner) + j / 8] >> (j % 8) & 1) == 1)
                        .Sum(j => (double)weights[c * Inner + j]);
                    double unit = FixedPointTanh.Range * (1 << estimates.Scale);
                    double off = unit * scratch.Estimates[c / 16 * room + r][lane] - exact * (1 << 15);
                    Assert.InRange(Math.Abs(off), 0, scratch.Errors[c / 16][lane]);
                    worst = Math.Max(worst, few ? Math.Abs(off) / scratch.Errors[c / 16][lane] : 0);
                }
            }
        }

        Assert.InRange(worst, 0.5, 1);
    }

    [Fact]
    public void A_unit_is_sure_only_where_every_near_input_gives_the_same()
    {
        RandomStream stream = new(3, StreamPurpose.Other, 0);
        int doubtful = 0;
        for (int i = 0; i < 20_000; i++)
        {
            bool spins = i % 2 == 0;
            float input = 12 * ((float)stream.NextDouble() - 0.5f), error = i % 3 == 0 ? 0 : 1e-4f;
            uint word = (uint)stream.NextUInt64();
            if (i % 5 == 0)
            {
                // Next to the threshold: u of the unit is its probability.
                double p = 1 / (1 + Math.Exp((spins ? -2 : -1) * (double)input));
                word = (uint)((long)((p - 0.5) * (1L << 32)) + stream.NextInt(4096) - 2048);
            }

            if (FixedPointBernoulli.IsHigh(input, error, spins, word) is not bool sure)
            {
                doubtful++;
                continue;
            }

            for (int k = -4; k <= 4; k++)
                Assert.Equal(FixedPointBernoulli.IsHigh(input + k * error / 4, spins, word), sure);
        }

        // All of a fifth, about, and next to none of the others.
        Assert.InRange(doubtful, 2000, 5000);
    }

    [Fact]
    public void Numbers_that_are_none_do_no_harm()
    {
        foreach (float value in new[] { float.NaN, float.PositiveInfinity })
        {
            Rbm machine = PackedMachines.Random(true, false, true, 23, 13, 2);
            machine.Weights[40] = value;
            Compare(machine, 5, 2);
        }
    }

    /// <summary>Small chunks of rows take every remainder by four, as four rows are summed at a time.</summary>
    [Fact]
    public void Any_number_of_rows_gives_the_bits_of_the_twin()
    {
        Rbm machine = PackedMachines.Random(true, true, true, 41, 29, 2);
        for (int count = 1; count <= IKernel.ChunkRows; count++)
            Compare(machine, count, 2);
    }

    private static void Compare(Rbm machine, int count, int steps)
    {
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        var (own, reference) = (new ChunkRandom(7, count), new ChunkRandom(7, count));
        byte[] rows = PackedMachines.Rows(machine.Sites, IKernel.ChunkRows, 3), expected = [.. rows];
        kernel.Move(rows, count, steps, own, 0);
        new PackedTwin(machine).Move(expected, count, steps, reference, 0);
        int used = count * BitRow.Bytes(machine.Sites);
        Assert.Equal(expected[..used], rows[..used]);
        Assert.Equal(reference.Lanes.Next(), own.Lanes.Next());
    }
}
