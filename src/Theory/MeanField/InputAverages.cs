namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Means over a Gaussian input y = c + bx, x of mean 0 and variance 1, of tanh y and of its derivatives. By parts
/// <code>
/// ∂⟨f⟩/∂c = ⟨f′⟩,   ∂⟨f⟩/∂b² = ½⟨f″⟩;   ∂⟨tanh⟩/∂b² = −⟨tanh sech²⟩,   ∂⟨sech²⟩/∂b² = 2⟨sech²⟩ − 3⟨sech⁴⟩
/// </code>
/// so that these four give the equations of replica symmetry, their derivatives and their stability at once.
/// </summary>
/// <remarks>
/// By the trapezoidal rule of step h in x. Its error is what a contour at height d leaves, e^{d²/2 − 2πd/h} times a
/// factor, where d may go up to the poles of tanh at y = iπ/2, d = π/2b. With h = 2πd/(46 + d²/2) that is e^{−46}; the
/// factor is at most (2π/bh)³/6, that of a pole of fourth order, below 1e4: 1e−16 together. Without a near pole the
/// best height is √92. The sum ends at |x| = 8.5, where the Gaussian is 1e−16, and where c = 0 already at |y| = 19,
/// where sech² is. A fixed step, 4001 points on [−10, 10], has the same digits only for b below some 40, and costs
/// more.
/// </remarks>
/// <param name="Tanh">⟨tanh y⟩.</param>
/// <param name="Sech2">⟨sech² y⟩ = 1 − ⟨tanh² y⟩, without its cancellation.</param>
/// <param name="TanhSech2">⟨tanh y sech² y⟩.</param>
/// <param name="Sech4">⟨sech⁴ y⟩.</param>
internal readonly record struct InputAverages(double Tanh, double Sech2, double TanhSech2, double Sech4)
{
    private const double Accuracy = 46, LargestX = 8.5, LargestY = 19;

    private static readonly double HighestContour = Math.Sqrt(2 * Accuracy);

    /// <summary>½⟨(sech²)″⟩.</summary>
    public double Curvature => (2 * Sech2) - (3 * Sech4);

    /// <summary>The means.</summary>
    /// <param name="mean">c, finite.</param>
    /// <param name="deviation">b, finite and ≥ 0.</param>
    public static InputAverages Of(double mean, double deviation)
    {
        if (deviation == 0)
            return Added(default, mean, 1);
        double height = Math.Min(Math.PI / (2 * deviation), HighestContour);
        double step = 2 * Math.PI * height / (Accuracy + (0.5 * height * height));
        return mean == 0 ? Centred(deviation, step) : Shifted(mean, deviation, step);
    }

    /// <summary>Both halves at once: tanh and tanh sech² are odd.</summary>
    private static InputAverages Centred(double deviation, double step)
    {
        double last = Math.Min(LargestX, LargestY / deviation), weight = step / Math.Sqrt(2 * Math.PI);
        InputAverages sum = Added(default, 0, weight);
        for (int k = 1; k * step <= last; k++)
        {
            double x = k * step;
            sum = Added(sum, deviation * x, 2 * weight * Math.Exp(-0.5 * x * x));
        }

        return sum with { Tanh = 0, TanhSech2 = 0 };
    }

    private static InputAverages Shifted(double mean, double deviation, double step)
    {
        double weight = step / Math.Sqrt(2 * Math.PI);
        InputAverages sum = Added(default, mean, weight);
        for (int k = 1; k * step <= LargestX; k++)
        {
            double x = k * step, here = weight * Math.Exp(-0.5 * x * x);
            sum = Added(Added(sum, mean + (deviation * x), here), mean - (deviation * x), here);
        }

        return sum;
    }

    private static InputAverages Added(InputAverages sum, double y, double weight)
    {
        double e = Math.Exp(-2 * Math.Abs(y)), over = 1 / (1 + e), sech2 = 4 * e * over * over;
        double tanh = Math.CopySign((1 - e) * over, y);
        return new(sum.Tanh + (weight * tanh), sum.Sech2 + (weight * sech2), sum.TanhSech2 + (weight * tanh * sech2),
            sum.Sech4 + (weight * sech2 * sech2));
    }
}
