using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>An estimate of log Z from the log-weights of independent annealings, in nats.</summary>
/// <param name="LogPartition">log Z by the logarithm of the mean weight. It tends to log Z as chains grow; with few
/// chains it errs to the side of the bound, because the logarithm is concave.</param>
/// <param name="StandardError">Of it, by the delta method: sd(weight)/(mean weight √chains). Too small where few chains
/// carry the mean, see <paramref name="EffectiveChains"/>.</param>
/// <param name="Bound">log Z by the mean of the log-weights. Its expectation is a strict bound for any number of
/// chains: from below for annealing, from above for reverse annealing, and the distance falls as 1/steps.</param>
/// <param name="BoundError">Standard error of the bound.</param>
/// <param name="EffectiveChains">(Σ weight)²/Σ weight², between 1 and the number of chains.</param>
public sealed record LogPartitionEstimate(
    double LogPartition, double StandardError, double Bound, double BoundError, double EffectiveChains)
{
    /// <summary>The estimate log Z = base + direction × log ⟨e^{direction × w}⟩ of log-weights w.</summary>
    /// <param name="logBase">log Z of the machine whose weights are zero.</param>
    /// <param name="logWeights">One w a chain: log of (machine)/(base) along its path.</param>
    /// <param name="direction">+1 for annealing, −1 for reverse annealing.</param>
    /// <exception cref="ArgumentException">There are fewer than two chains.</exception>
    public static LogPartitionEstimate Of(double logBase, double[] logWeights, int direction)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        int chains = Require.AtLeast(logWeights.Length, 2);
        var logSum = new LogSumExp();
        foreach (double w in logWeights)
            logSum.Add(direction * w);
        double logMean = logSum.Value - PortableMath.Log(chains);

        double bound = logWeights.Average(), boundVariance = 0, variance = 0, squares = 0;
        foreach (double w in logWeights)
        {
            double relative = PortableMath.Exp(direction * w - logMean);
            squares += relative * relative;
            variance += (relative - 1) * (relative - 1);
            boundVariance += (w - bound) * (w - bound);
        }

        double degrees = (double)chains * (chains - 1);
        return new(logBase + direction * logMean, Math.Sqrt(variance / degrees), logBase + bound,
            Math.Sqrt(boundVariance / degrees), (double)chains * chains / squares);
    }
}
