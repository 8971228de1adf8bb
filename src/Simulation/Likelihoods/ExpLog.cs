namespace RbmTheory.Simulation.Likelihoods;

/// <summary>e^x and ln x of the sums over states: the only place of this folder where either is chosen.</summary>
internal static class ExpLog
{
    /// <summary>e^x.</summary>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>ln x.</summary>
    public static double Log(double x) => Math.Log(x);
}
