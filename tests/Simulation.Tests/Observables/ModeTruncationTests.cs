using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

public class ModeTruncationTests
{
    [Theory]
    [InlineData(11, 5)]
    [InlineData(5, 11)]
    public void It_is_the_nearest_matrix_of_its_rank(int sites, int hidden)
    {
        Rbm machine = Machine(sites, hidden, "binary");
        double[] values = [.. new WeightSpectrum(machine).Values];
        ModeTruncation truncation = new(machine);
        Assert.Equal(5, truncation.Modes);
        for (int k = 0; k <= 5; k++)
        {
            Rbm kept = truncation.Keep(k);
            double distance = machine.Weights.Zip(kept.Weights, (x, y) => ((double)x - y) * ((double)x - y)).Sum();
            // Eckart and Young: no matrix of rank k is nearer than Σ_{a > k} s_a². Weights of order 1 in single
            // precision: 1e-7 each, 55 of them.
            Assert.Equal(values.Skip(k).Sum(s => s * s), distance, 1e-5);
            Assert.All(new WeightSpectrum(kept).Values.Skip(k), s => Assert.InRange(s, 0, 1e-5));
            Assert.Equal(machine.Parameters.VisibleFields, kept.Parameters.VisibleFields);
            Assert.Equal(machine.Parameters.HiddenFields, kept.Parameters.HiddenFields);
        }

        Assert.Equal(machine.Weights, truncation.Keep(5).Weights);
        Assert.NotSame(machine.Weights, truncation.Keep(5).Weights);
        Assert.Equal("modes = 6, but it should be in [0, 5]", Assert.Throws<ArgumentException>(() => truncation.Keep(6)).Message);
    }

    [Theory]
    [InlineData("binary", true)]
    [InlineData("spin", true)]
    [InlineData("spin", false)]
    public void A_reconstruction_is_that_of_the_equations(string unit, bool fields)
    {
        Rbm machine = Machine(19, 13, unit, fields);
        SpinSet data = QualityReferenceTests.Coins(3, 19, 5);
        float[] found = MeanFieldReconstruction.Of(machine, data);
        for (int s = 0; s < 3; s++)
        {
            double[] expected = Reconstructed(machine, [.. Enumerable.Range(0, 19).Select(i => data.Spin(s, i) > 0 ? 1.0 : unit == "spin" ? -1 : 0)]);
            // Inputs of up to 30 in single precision, 1e-7 each, and slopes of at most 1.
            for (int i = 0; i < 19; i++)
                Assert.Equal(expected[i], found[s * 19 + i], 1e-5);
        }
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("spin")]
    public void Errors_are_mean_squares_and_the_bisection_ends_at_the_tolerance(string unit)
    {
        Rbm machine = Machine(19, 13, unit);
        SpinSet data = QualityReferenceTests.Coins(23, 19, 6);
        ModeTruncation truncation = new(machine);
        TruncationErrors errors = new(truncation, data);
        double low = unit == "spin" ? -1 : 0;
        float[] full = MeanFieldReconstruction.Of(machine, data), four = MeanFieldReconstruction.Of(truncation.Keep(4), data);
        TruncationError of = errors.Of(4);
        Assert.Equal(Enumerable.Range(0, full.Length).Average(n => Math.Pow(four[n] - (data.Spin(n / 19, n % 19) > 0 ? 1 : low), 2)), of.ToData, 1e-12);
        Assert.Equal(Enumerable.Range(0, full.Length).Average(n => Math.Pow((double)four[n] - full[n], 2)), of.ToFull, 1e-12);
        Assert.Equal(PrincipalResidual(data, unit, 4), of.Principal, 1e-12);
        Assert.Equal(0, errors.Of(13).ToFull);

        foreach (double tolerance in (double[])[0.05, 1e-3, 1e-4])
        {
            int k = errors.SmallestWithin(tolerance);
            Assert.True(errors.Of(k).ToFull < tolerance);
            Assert.True(k > 0 && errors.Of(k - 1).ToFull >= tolerance);
        }

        Assert.Equal(0, errors.SmallestWithin(10));
    }

    private static Rbm Machine(int sites, int hidden, string unit, bool fields = true)
    {
        IVisibleUnit visible = UnitTypes.ParseVisible(unit);
        Rbm machine = new(new(visible, sites, fields), new(visible, hidden, fields));
        RandomStream stream = new(3, StreamPurpose.Weights, 0);
        foreach ((_, float[] values) in machine.Parameters.All)
        {
            foreach (ref float value in values.AsSpan())
                value = (float)stream.NextGaussian();
        }

        return machine;
    }

    private static double[] Reconstructed(Rbm machine, double[] v)
    {
        double Mean(double input) => machine.VisibleLayer.Unit is SpinUnit ? Math.Tanh(input) : 1 / (1 + Math.Exp(-input));
        double Field(float[] fields, int n) => fields.Length > 0 ? fields[n] : 0;
        int sites = machine.Sites;
        double[] m = [.. Enumerable.Range(0, machine.Hidden).Select(mu => Mean(Field(machine.Parameters.HiddenFields, mu)
            + Enumerable.Range(0, sites).Sum(i => machine.Weights[mu * sites + i] * v[i])))];
        return [.. Enumerable.Range(0, sites).Select(i => Mean(Field(machine.Parameters.VisibleFields, i)
            + Enumerable.Range(0, machine.Hidden).Sum(mu => machine.Weights[mu * sites + i] * m[mu])))];
    }

    /// <summary>The mean square of what the mean and the leading components leave of the rows.</summary>
    private static double PrincipalResidual(SpinSet data, string unit, int components)
    {
        (double[,] covariance, double[] means) = DataCovariance.Of(data, UnitTypes.ParseVisible(unit));
        CovarianceSpectrum principal = new(covariance);
        double sum = 0;
        for (int s = 0; s < data.Samples; s++)
        {
            double[] rest = [.. Enumerable.Range(0, data.Sites).Select(i => (data.Spin(s, i) > 0 ? 1 : unit == "spin" ? -1 : 0) - means[i])];
            for (int a = 0; a < components; a++)
            {
                double[] vector = principal.Vector(a).ToArray();
                double along = rest.Zip(vector, (x, y) => x * y).Sum();
                rest = [.. rest.Zip(vector, (x, y) => x - along * y)];
            }

            sum += rest.Sum(x => x * x);
        }

        return sum / data.Samples / data.Sites;
    }
}
