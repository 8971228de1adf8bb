using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Tests.Kernels;

public class PowerOfTwoTests
{
    [Fact]
    public void Every_power_is_within_its_bound()
    {
        // 1.1e−7 of the polynomial; then the last addition, of f Q to 1, and the product before it round by 2^−24 each,
        // and what earlier roundings leave is multiplied by |f| ≤ ½ twice: less than 2^−24. 1.1e−7 + 3 × 2^−24, over
        // 2^f ≥ 0.7.
        const double Tolerance = 1.1e-7 + 3 / 0.7 / (1 << 24);
        for (int step = -126 * 997; step <= 126 * 997; step++)
        {
            float y = step / 997f;
            Assert.InRange(PowerOfTwo.Of(y) / Math.Pow(2, y) - 1, -Tolerance, Tolerance);
        }
    }

    [Fact]
    public void Whole_exponents_are_exact_and_others_are_clamped()
    {
        for (int n = -126; n <= 126; n++)
            Assert.Equal((float)Math.Pow(2, n), PowerOfTwo.Of(n));
        Assert.Equal(PowerOfTwo.Of(126), PowerOfTwo.Of(float.PositiveInfinity));
        Assert.Equal(PowerOfTwo.Of(-126), PowerOfTwo.Of(-1e9f));
        Assert.True(float.IsNaN(PowerOfTwo.Of(float.NaN)));
    }
}
