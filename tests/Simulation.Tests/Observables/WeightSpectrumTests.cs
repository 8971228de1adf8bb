using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

public class WeightSpectrumTests
{
    [Theory]
    [InlineData("spin", 12, 5)]
    [InlineData("spin", 5, 12)]
    [InlineData("binary", 7, 7)]
    [InlineData("potts:3", 4, 5)]
    [InlineData("potts:3", 3, 11)]
    public void Squares_and_directions_are_eigenvalues_and_eigenvectors_of_the_gram_matrix(string unit, int sites, int hidden)
    {
        Rbm machine = new(new(UnitTypes.ParseVisible(unit), sites), new(SpinUnit.Instance, hidden));
        machine.Randomize(0.3, 4);
        WeightSpectrum spectrum = new(machine);
        int width = machine.VisibleLayer.Width;
        Assert.Equal(Math.Min(hidden, unit == "potts:3" ? 2 * sites : sites), spectrum.Values.Count);
        // Numbers of order 1 in double precision; the weights are floats, which are exact here.
        double square = 0;
        for (int a = 0; a < spectrum.Values.Count; a++)
        {
            double s = spectrum.Values[a];
            Assert.True(a == 0 || s <= spectrum.Values[a - 1]);
            square += s * s;
            double[] v = spectrum.Direction(a).ToArray(), mapped = new double[width];
            Assert.Equal(1, v.Sum(x => x * x), 1e-12);
            for (int mu = 0; mu < hidden; mu++)
            {
                float[] field = machine.FieldOf(mu).ToArray();
                double input = field.Zip(v, (w, x) => w * x).Sum();
                for (int x = 0; x < width; x++)
                    mapped[x] += input * field[x];
            }

            for (int x = 0; x < width; x++)
                Assert.Equal(s * s * v[x], mapped[x], 1e-12);

            // W v = s h, and not −s h.
            double[] h = spectrum.HiddenDirection(a).ToArray();
            Assert.Equal(1, h.Sum(x => x * x), 1e-12);
            for (int mu = 0; mu < hidden; mu++)
                Assert.Equal(s * h[mu], machine.FieldOf(mu).ToArray().Zip(v, (w, x) => w * x).Sum(), 1e-12);
            Assert.True(v.MaxBy(Math.Abs) > 0);
        }

        // In the gauge, weights that are rounded to floats leave 1e-7 of themselves outside.
        Assert.Equal(machine.Weights.Sum(w => (double)w * w), square, 1e-12);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        Rbm machine = Rbm.OfSpins(3, 2);
        machine.Weights[1] = float.NaN;
        Assert.Throws<ArgumentException>(() => new WeightSpectrum(machine));
        Assert.Throws<ArgumentException>(() => new WeightSpectrum(Rbm.OfSpins(3, 2)).Direction(2));
        Assert.Throws<ArgumentException>(() => new WeightSpectrum(Rbm.OfSpins(3, 2)).HiddenDirection(2));
    }
}
