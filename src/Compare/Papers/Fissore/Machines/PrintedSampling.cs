using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>Algorithm 2 of the source as it is printed, beside Gibbs sampling, both from coins.</summary>
/// <param name="Starts">How many.</param>
/// <param name="Ends">Distinct means of the printed algorithm after its last round.</param>
/// <param name="Samples">Distinct samples of Gibbs sampling.</param>
/// <param name="SpreadOfEnds">Σ_i of the variances of these means from start to start.</param>
/// <param name="SpreadOfSamples">The same of the samples.</param>
/// <param name="SpreadOfData">The same of the data.</param>
internal sealed record PrintedSampling(
    double Starts, double Ends, double Samples, double SpreadOfEnds, double SpreadOfSamples, double SpreadOfData)
{
    /// <summary>As numbers of a record.</summary>
    public double[] Numbers => [Starts, Ends, Samples, SpreadOfEnds, SpreadOfSamples, SpreadOfData];

    /// <summary>The numbers read back.</summary>
    /// <param name="numbers">The numbers.</param>
    public static PrintedSampling Read(double[] numbers)
        => new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);

    /// <summary>Makes both.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="starts">How many.</param>
    /// <param name="rounds">k.</param>
    /// <param name="samples">Gibbs samples, N numbers each, as many as starts.</param>
    /// <param name="spreadOfData">Σ_i of the variances of the data.</param>
    /// <param name="seed">Of the starts.</param>
    /// <param name="stop">Stops it.</param>
    public static PrintedSampling Of(
        Rbm machine, int starts, int rounds, float[] samples, double spreadOfData, ulong seed, CancellationToken stop)
    {
        PersistentChains coins = new(starts, machine.VisibleLayer, seed);
        MeanFieldIteration iteration = new(machine);
        float[] ends = new float[starts * machine.Sites];
        for (int s = 0; s < starts; s++)
        {
            iteration.Run(coins.Row(s), rounds, stop);
            iteration.Visible.CopyTo(ends.AsSpan(s * machine.Sites));
        }

        return new(starts, FixedPointNumbers.DistinctOf(ends, machine.Sites),
            FixedPointNumbers.DistinctOf(samples, machine.Sites), Spread(ends, machine.Sites),
            Spread(samples, machine.Sites), spreadOfData);
    }

    private static double Spread(float[] states, int sites)
    {
        double count = states.Length / sites, spread = 0;
        for (int i = 0; i < sites; i++)
        {
            double sum = 0, squares = 0;
            for (int k = i; k < states.Length; k += sites)
            {
                sum += states[k];
                squares += (double)states[k] * states[k];
            }

            spread += squares / count - sum / count * (sum / count);
        }

        return spread;
    }
}
