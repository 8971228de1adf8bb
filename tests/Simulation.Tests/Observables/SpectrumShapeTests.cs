using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class SpectrumShapeTests
{
    [Fact]
    public void Of_equal_values_beside_zeros_all_measures_give_their_number()
    {
        SpectrumShape shape = new([1e-170, 1e-170, 1e-170, 0, 0]);
        Assert.Equal(3, shape.ParticipationRatio, 1e-14);
        Assert.Equal(3, shape.EntropyRank, 1e-14);
        Assert.Equal(3, shape.AboveHalfMaximum);
    }

    [Fact]
    public void Shares_are_those_of_the_squares()
    {
        // Squares 4, 2, 1, 1: shares ½, ¼, ⅛, ⅛. Σ p² = 11/32; −Σ p ln p = 1¾ ln 2.
        SpectrumShape shape = new([2, Math.Sqrt(2), 1, 1]);
        Assert.Equal(32 / 11.0, shape.ParticipationRatio, 1e-14);
        Assert.Equal(Math.Pow(2, 1.75), shape.EntropyRank, 1e-14);
        // 1 is half of 2, and not above it.
        Assert.Equal(2, shape.AboveHalfMaximum);
        Assert.Equal(4, shape.CountAbove(0.99));
        Assert.Equal(0, shape.CountAbove(2));
    }

    [Fact]
    public void Quantiles_are_those_of_evenly_spaced_values()
    {
        SpectrumShape shape = new([5, 4, 3, 2, 1]);
        Assert.Equal(1, shape.Quantile(0));
        Assert.Equal(1.2, shape.Quantile(0.05), 1e-14);
        Assert.Equal(2, shape.Quantile(0.25), 1e-14);
        Assert.Equal(3, shape.Quantile(0.5), 1e-14);
        Assert.Equal(4.6, shape.Quantile(0.9), 1e-14);
        Assert.Equal(5, shape.Quantile(1));
        Assert.Equal(7, new SpectrumShape([7]).Quantile(0.3));
        Assert.Throws<ArgumentException>(() => shape.Quantile(1.01));
    }

    [Fact]
    public void What_is_no_spectrum_is_refused()
    {
        foreach (double[] values in (double[][])[[], [0, 0], [1, 2], [1, -1], [1, double.NaN], [double.PositiveInfinity]])
            Assert.Throws<ArgumentException>(() => new SpectrumShape(values));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(29)]
    public void The_bend_of_two_power_laws_is_found(int bend)
    {
        // α^(−0.3) up to the bend, and bend^1.2 α^(−1.5) behind it: both are the same there.
        double[] values = [.. Enumerable.Range(1, 30).Select(a => 7 * (a <= bend ? Math.Pow(a, -0.3) : Math.Pow(bend, 1.2) * Math.Pow(a, -1.5)))];
        var cutoff = SpectrumCutoff.Of(values);
        Assert.Equal(bend, cutoff.Count);
        Assert.Equal(-0.3, cutoff.SlopeBefore, 1e-11);
        Assert.Equal(-1.5, cutoff.SlopeBehind, 1e-11);
        Assert.Equal(1, cutoff.Gain, 1e-11);
    }

    [Fact]
    public void The_bend_is_that_of_least_squares_among_all()
    {
        // A smooth curve, and every fit by solving the three equations for a, b and c as they stand.
        double[] values = [.. Enumerable.Range(1, 12).Select(a => Math.Exp(-0.2 * a))];
        var design = (int bend) => MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(12, 3,
            (i, j) => j == 0 ? 1 : j == 1 ? Math.Log(i + 1) : Math.Max(0, Math.Log(i + 1) - Math.Log(bend)));
        var y = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(12, i => Math.Log(values[i]));
        (double Residual, int Bend, double Slope, double Change) best = Enumerable.Range(2, 10).Select(bend =>
        {
            var coefficients = design(bend).QR().Solve(y);
            return ((y - (design(bend) * coefficients)).L2Norm(), bend, coefficients[1], coefficients[2]);
        }).Min();
        var cutoff = SpectrumCutoff.Of(values);
        Assert.Equal(best.Bend, cutoff.Count);
        Assert.Equal(best.Slope, cutoff.SlopeBefore, 1e-12);
        Assert.Equal(best.Slope + best.Change, cutoff.SlopeBehind, 1e-12);
        Assert.Throws<ArgumentException>(() => SpectrumCutoff.Of([3, 2, 1]));
        Assert.Throws<ArgumentException>(() => SpectrumCutoff.Of([3, 2, 1, 0]));
    }
}
