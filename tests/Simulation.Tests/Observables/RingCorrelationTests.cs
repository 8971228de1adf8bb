using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class RingCorrelationTests
{
    [Fact]
    public void Two_rows_agree_with_the_hand()
    {
        // + + − + −: products of neighbours 1 −1 −1 −1 −1, of next ones −1 1 1 1 −1; the second row is all up. Two
        // values a, b: the error of their mean is |a − b|/2.
        var correlation = RingCorrelation.OfSpins(5);
        correlation.Add<sbyte>([1, 1, -1, 1, -1]);
        Assert.True(double.IsNaN(correlation.At(1).StandardError));
        correlation.Add<float>([1, 1, 1, 1, 1]);
        Assert.Equal(2, correlation.Rows);
        Chance.Near((1 + 5) / 10.0, correlation.Mean, 1e-15);
        (double Row, int Distance)[] rows = [(1, 0), (-0.6, 1), (0.2, 2)];
        foreach (var (row, distance) in rows)
        {
            Chance.Near((row + 1) / 2, correlation.At(distance).Value, 1e-15);
            Chance.Near((1 - row) / 2, correlation.At(distance).StandardError, 1e-15);
        }
    }

    [Fact]
    public void The_ring_of_Ising_spins_has_its_correlations_and_length()
    {
        const int Sites = 41, Rows = 4001;
        const double Beta = 0.8;
        double t = Math.Tanh(Beta);
        var sampler = new IsingRingSampler(Sites, Beta);
        var correlation = RingCorrelation.OfSpins(Sites);
        sbyte[] row = new sbyte[Sites];
        for (ulong sample = 0; sample < Rows; sample++)
        {
            var stream = new RandomStream(3, StreamPurpose.Data, sample);
            sampler.Sample<sbyte>(ref stream, row);
            correlation.Add<sbyte>(row);
        }

        for (int d = 0; d <= Sites / 2; d++)
        {
            var (value, error) = correlation.At(d);
            Chance.Near((Math.Pow(t, d) + Math.Pow(t, Sites - d)) / (1 + Math.Pow(t, Sites)), value,
                Chance.Sigmas * error + 1e-15);
        }

        // var(mean) of one row is Λ/N, Λ ≤ e^{2β}.
        Chance.Near(0, correlation.Mean, Chance.Sigmas * Math.Sqrt(Math.Exp(2 * Beta) / Sites / Rows));
    }

    [Fact]
    public void Two_colours_are_spins()
    {
        var spins = RingCorrelation.OfSpins(13);
        var colours = RingCorrelation.OfPotts(13, 2);
        var stream = new RandomStream(5, StreamPurpose.Other, 0);
        for (int row = 0; row < 7; row++)
        {
            int[] draw = [.. Enumerable.Range(0, 13).Select(_ => stream.NextInt(2))];
            colours.Add<int>(draw);
            spins.Add<int>(Array.ConvertAll(draw, colour => 1 - 2 * colour));
        }

        Chance.Near(spins.Mean, colours.Mean, 1e-14);
        for (int d = 0; d <= 6; d++)
        {
            Chance.Near(spins.At(d).Value, colours.At(d).Value, 1e-14);
            Chance.Near(spins.At(d).StandardError, colours.At(d).StandardError, 1e-7);
        }
    }

    [Fact]
    public void Colours_correlate_by_the_cosine_of_their_difference()
    {
        byte[] row = [0, 3, 1, 4, 4, 2, 0];
        var correlation = RingCorrelation.OfPotts(7, 5);
        correlation.Add<byte>(row);
        for (int d = 0; d <= 3; d++)
        {
            double expected = Enumerable.Range(0, 7)
                .Average(i => Math.Cos(2 * Math.PI * (row[i] - row[(i + d) % 7]) / 5));
            Chance.Near(expected, correlation.At(d).Value, 1e-15 * 7);
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var spins = RingCorrelation.OfSpins(5);
        Says("Rows = 0, but it should be at least 1", () => spins.At(0));
        spins.Add<int>([1, 1, 1, 1, 1]);
        Says("distance = 3, but it should be in [0, 2]", () => spins.At(3));
        Says("row = 5, but it should be in [0, 4]", () => Adding([0, 5, 1]));
        Says("row.Length = 2, but it should be exactly 3", () => Adding([0, 1]));
    }

    private static object Adding(int[] row)
    {
        RingCorrelation.OfPotts(3, 5).Add<int>(row);
        return row;
    }
}
