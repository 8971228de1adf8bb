namespace RbmTheory.Theory.Learning;

/// <summary>The hidden unit's cumulant function, without overflow.</summary>
internal static class Response
{
    /// <summary>log 2cosh x = |x| + log(1 + e^{−2|x|}).</summary>
    public static double LogTwoCosh(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude + Math.Log(1 + Math.Exp(-2 * magnitude));
    }
}
