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
