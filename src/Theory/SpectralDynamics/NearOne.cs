namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// ln(1 + z) and e^z − 1 to the last digits of a small z (Kahan): the rounding of 1 + z, or of e^z, cancels in a ratio.
/// </summary>
internal static class NearOne
{
    /// <summary>ln(1 + z); not a number below −1.</summary>
    public static double Log(double z)
    {
        double sum = 1 + z;
        return sum == 1 ? z : double.IsFinite(sum) && sum > 0 ? Math.Log(sum) * (z / (sum - 1)) : Math.Log(sum);
    }

    /// <summary>e^z − 1.</summary>
    public static double Exponential(double z)
    {
        double power = Math.Exp(z), difference = power - 1;
        return power == 1 ? z : power > 0 && double.IsFinite(power) && difference > -1
            ? difference * (z / Math.Log(power)) : difference;
    }
}
