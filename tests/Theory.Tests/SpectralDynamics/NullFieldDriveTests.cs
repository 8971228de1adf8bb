using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.SpectralDynamics;
using RbmTheory.Theory.Tests.RandomMatrices;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class NullFieldDriveTests
{
    [Fact]
    public void It_is_the_exact_gradient_without_weights_and_fields()
    {
        BinaryEnumeration exact = new(5, 3);
        NullFieldDrive drive = new(exact.Means, 3, 0.2);
        double[] gradient = exact.Gradient(new double[15 + 5 + 3]);
        Assert.Equal(0, Samples.MaxDifference([.. gradient[..15].Select(x => 0.2 * x)], drive.After(new double[15])), 1e-15);
        Assert.Equal(WeightModes.Of(drive.After(new double[15]), 5).Values[0], drive.Strength, 1e-15);
    }

    [Fact]
    public void After_one_update_small_weights_are_it_but_for_a_share_of_themselves()
    {
        BinaryEnumeration exact = new(5, 3);
        NullFieldDrive drive = new(exact.Means, 3, 0.2);
        double Error(double size)
        {
            double[] start = Samples.Fixed(15, 3, size);
            double[] gradient = exact.Gradient([.. start, .. new double[8]]);
            return Samples.MaxDifference([.. start.Zip(gradient, (w, g) => w + (0.2 * g))], drive.After(start));
        }

        // c·size(1 + O(size)), c below ν.
        Assert.InRange(Error(0.01), 0, 0.2 * 0.01);
        Assert.Equal(1, Math.Log2(Error(0.01) / Error(0.005)), 0.05);
    }

    [Fact]
    public void Its_singular_value_is_the_outlier_of_noise()
    {
        // p of 0 or 0.8: |p − ½| = √(60·0.25 + 60·0.09) = 4.5, strength ½·0.1·4.5·√80 = 2.02, noise of edge 0.2. A single
        // outlier fluctuates by about σ: five of it, and 1/n of its value for finite sizes.
        double[] means = [.. Enumerable.Range(0, 120).Select(i => i % 2 == 0 ? 0 : 0.8)];
        NullFieldDrive drive = new(means, 80, 0.1);
        double[] start = NoiseMatrix.Of(120, 80, 0.01, new Random(7));
        double found = WeightModes.Of(drive.After(start), 120).Values[0];
        Assert.Equal(new SpikedNoise(120, 80, 0.01).SingularValue(drive.Strength), drive.Outlier(0.01));
        Assert.Equal(drive.Outlier(0.01), found, (5 * 0.01) + (found / 80));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("means[1] = 1.5, but it should be in [0, 1]", () => _ = new NullFieldDrive([0, 1.5], 1, 1));
        Samples.IsRefused("means[0] = NaN, but it should be in [0, 1]", () => _ = new NullFieldDrive([double.NaN], 1, 1));
        Samples.IsRefused("start.Length = 3, but it should be exactly 2", () => new NullFieldDrive([0.5], 2, 1).After(new double[3]));
    }
}
