using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Lab;

/// <summary>The white noise from which flows of the theory half start: theory itself knows no chance.</summary>
public static class WhiteNoise
{
    /// <summary>Independent Gaussian numbers of mean 0.</summary>
    /// <param name="length">How many.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="seed">Their seed, purpose <see cref="StreamPurpose.Weights"/>.</param>
    public static double[] Draw(int length, double deviation, ulong seed)
    {
        RandomStream stream = new(seed, StreamPurpose.Weights, 0);
        double[] noise = new double[length];
        for (int i = 0; i < length; i++)
            noise[i] = deviation * stream.NextGaussian();
        return noise;
    }
}
