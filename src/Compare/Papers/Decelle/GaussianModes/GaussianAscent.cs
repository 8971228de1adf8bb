using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Trains a machine of Gaussian units by PCD-1 on samples, and measures how long its chains then
/// remember.</summary>
internal static class GaussianAscent
{
    /// <summary>Trains and measures.</summary>
    /// <param name="settings">The training.</param>
    /// <param name="run">Its seed.</param>
    public static GaussianTraining Run(GaussianModesSettings settings, RunContext run)
    {
        int modes = settings.Signals.Count;
        double[] rows = Draw(settings, run.Seed);
        CovarianceSpectrum spectrum = new(Square(GaussianMachine.Moments(rows, modes), modes));
        double[][] axes = [.. Enumerable.Range(0, modes).Select(a => spectrum.Vector(a).ToArray())];
        double start = new GaussianMode(1).WeightOf(settings.StartGain);
        GaussianMachine machine = new(
            [.. axes.SelectMany(u => u.Select(x => start * x))], modes, settings.Batch, run.Seed);
        RandomStream stream = new(run.Seed, StreamPurpose.Shuffle, 0);
        int[] order = [.. Enumerable.Range(0, settings.Samples)];
        double[] batch = new double[settings.Batch * modes];
        List<double> gains = [.. Gains(machine, axes)];
        for (int update = 0, next = order.Length; update < settings.Updates; update++)
        {
            if (next + settings.Batch > order.Length)
            {
                run.Stop.ThrowIfCancellationRequested();
                run.Progress.Report((double)update / settings.Updates);
                Shuffle(order, ref stream);
                next = 0;
            }

            for (int s = 0; s < settings.Batch; s++)
                rows.AsSpan(order[next + s] * modes, modes).CopyTo(batch.AsSpan(s * modes));
            next += settings.Batch;
            machine.Sweep(1);
            machine.Update(GaussianMachine.Moments(batch, modes), settings.LearningRate);
            if ((update + 1) % settings.LookEvery == 0)
                gains.AddRange(Gains(machine, axes));
        }

        return new(spectrum.Eigenvalues, [.. gains], Times(machine, axes, settings, run.Stop));
    }

    private static double[] Draw(GaussianModesSettings settings, ulong seed)
    {
        int modes = settings.Signals.Count;
        double[] deviations = [.. settings.Signals.Select(Math.Sqrt)], rows = new double[settings.Samples * modes];
        for (int s = 0; s < settings.Samples; s++)
        {
            RandomStream stream = new(seed, StreamPurpose.Data, (ulong)s);
            for (int i = 0; i < modes; i++)
                rows[s * modes + i] = deviations[i] * stream.NextGaussian();
        }

        return rows;
    }

    private static double[,] Square(double[] moments, int size)
    {
        double[,] matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
                matrix[i, j] = moments[i * size + j];
        }

        return matrix;
    }

    private static void Shuffle(int[] order, ref RandomStream stream)
    {
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = stream.NextInt(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }

    /// <summary>x_α = w², w = u_αᵀWv_α; v_α is the hidden unit α.</summary>
    private static IEnumerable<double> Gains(GaussianMachine machine, double[][] axes)
    {
        double[] weights = machine.Weights.ToArray();
        return axes.Select((u, a) =>
        {
            double weight = u.Select((x, i) => x * weights[a * u.Length + i]).Sum();
            return Math.Round(weight * weight, 9);
        });
    }

    private static double[] Times(
        GaussianMachine machine, double[][] axes, GaussianModesSettings settings, CancellationToken stop)
    {
        double[][][] series = [.. axes.Select(_ => Enumerable.Range(0, settings.Batch)
            .Select(_ => new double[settings.MixingSweeps]).ToArray())];
        for (int t = 0; t < settings.MixingSweeps; t++)
        {
            stop.ThrowIfCancellationRequested();
            machine.Sweep(1);
            for (int chain = 0; chain < settings.Batch; chain++)
            {
                ReadOnlySpan<double> s = machine.Chains.Slice(chain * axes.Length, axes.Length);
                for (int a = 0; a < axes.Length; a++)
                {
                    for (int i = 0; i < s.Length; i++)
                        series[a][chain][t] += axes[a][i] * s[i];
                }
            }
        }

        return [.. series.Select(mode => Autocorrelation.Measure(mode).Time)];
    }
}
