using MathNet.Numerics.Distributions;

namespace RbmTheory.Compare.Agreement;

/// <summary>What is concluded from one or two estimates by Student's t.</summary>
internal static class Estimates
{
    /// <summary>Whether an estimate is below a number by more than chance, one-sided.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="number">The number.</param>
    public static bool IsBelow(this Estimate estimate, double number)
        => estimate.Value + StudentT.InvCDF(0, 1, estimate.DegreesOfFreedom, 1 - Verdict.Significance)
            * estimate.StandardError < number;

    /// <summary>Whether an estimate is above a number by more than chance, one-sided.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="number">The number.</param>
    public static bool IsAbove(this Estimate estimate, double number)
        => (estimate with { Value = -estimate.Value }).IsBelow(-number);

    /// <summary>
    /// The difference of two independent estimates, with the degrees of freedom of Welch and Satterthwaite, rounded
    /// down.
    /// </summary>
    /// <param name="left">The estimate that is taken from.</param>
    /// <param name="right">The estimate that is taken off.</param>
    public static Estimate Less(this Estimate left, Estimate right)
    {
        double first = left.StandardError * left.StandardError, second = right.StandardError * right.StandardError;
        double sum = first + second;
        double freedom = sum > 0
            ? sum * sum / (first * first / left.DegreesOfFreedom + second * second / right.DegreesOfFreedom)
            : left.DegreesOfFreedom + right.DegreesOfFreedom;
        return new(left.Value - right.Value, Math.Sqrt(sum), Math.Max(1, (int)freedom));
    }
}
